"""Which words of a sentence make which claims: the portions of somebody's word, and what is left to the author."""

from __future__ import annotations

from bisect import bisect_right
from sys import maxsize
from typing import TYPE_CHECKING

from pipeline.claims.certainty.denials import called_false
from pipeline.claims.clauses.extents import aside_of, denies_noun
from pipeline.claims.clauses.independent import has_finite_verb, independent_clauses
from pipeline.claims.clauses.predicates import Portion, predicates
from pipeline.claims.clauses.standing import is_conditional, is_question, may_ask, stands_alone
from pipeline.claims.reading.lexicon import AUXILIARIES, CLOSING, CUES
from pipeline.claims.reading.phrases import first_finite, is_finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["left_over", "portions", "standing_clauses"]

_SHORTEST_REMAINDER = 5
_NOT = frozenset({"not", "n't", "never"})
_NOBODY = frozenset({"neither", "nobody", "none", "no"})
_NONE = _NOT | {"no", "little", "scant", "nothing", "none", "nobody", "few", "neither"}
_LONGEST_OBJECT = 5
"""Words of it: "no clear and convincing evidence"."""
_NO_STATEMENT = frozenset({"to", "not", "how", "whether", "why", "if"})
"""Begin what somebody promises, asks or leaves open: "declined to say whether", "asked how"."""
_SAYING = frozenset({"say", "add", "warn", "argue", "note", "think", "believe", "insist"})
_SUBJECTS = frozenset({"PRP", "PRP$", "DT", "NNS", "NNP", "NNPS", "EX"})
_VERBAL = frozenset({"VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD"})
_SPEAKING = frozenset("say comment discuss elaborate disclose name identify confirm give reveal specify answer".split())
"""What somebody would not do who keeps silent."""
_JOINING = frozenset({",", "and", "but", "though", "although", "while", "whereas", "albeit", "—", "–"})
_LEADING_OVER = frozenset("after before as because since when while although though until where if and but".split())
_BROKEN_OFF = frozenset(
    "the a an of to for from with by at in on into than that where or between among including without about not "
    "is are was were be been has have had".split()
)
"""Whatever ends in one of these was broken off by somebody else's words."""
_GOVERNING = frozenset({"IN", "TO", "VB", "VBD", "VBN", "VBG"})
_SUBORDINATE = frozenset({"IN", "WDT", "WP", "WRB"})


def portions(p: Passage, a: Attribution) -> list[Portion]:
    """
    Return the portions that each make a claim.

    The clauses of what is said; or speaker, cue and content together where only they say anything: "Lee criticised the
    plan", "the company declined to comment".
    """
    if a.content is None:
        return [_without_content(p, a)]
    false = called_false(p, a)
    if false is not None:
        return [Portion(false)]
    if _only_asks(p, a.content):
        return [Portion(_whole(p, a, a.content))]
    if _cries_out(p, a.content):
        return []
    if a.source is not None and (a.lemma == "no comment" or _is_withheld(p, a) or not _says_something(p, a)):
        if _comes_first(p, a, a.content):
            return [Portion(a.content)]
        return [_before_other_word(p, a, _whole(p, a, a.content))]
    said = [part for part in independent_clauses(p, *a.content) if not is_question(p, part)]
    if len(said) > 1 and p.quoted[a.content[0]] >= 0:
        said = [part for part in said if _may_be_told(p, part)] or said
    several = len(said) > 1 and p.quoted[a.content[0]] >= 0
    if several or all(stands_alone(p, part) for part in said):
        return [whose for part in said for portion in predicates(p, part) if (whose := _whose(p, a, portion))]
    if stands_alone(p, a.content) or _comes_first(p, a, a.content):
        return [Portion(a.content)]
    return [Portion(_whole(p, a, a.content))]


def _without_content(p: Passage, a: Attribution) -> Portion:
    """Who keeps silent, with the verb; else the sentence."""
    if a.lemma == "no comment" and a.source is not None:
        return Portion((a.source[0], a.cue[1]))
    return Portion(_sentence_of(p, a.cue[0]))


def _only_asks(p: Passage, content: Range) -> bool:
    """Whether somebody only asks, word for word: "“Why not?” Lee asked". That Lee asked it is what the text tells."""
    if p.quoted[content[0]] < 0 or not may_ask(p):
        return False
    return all(is_question(p, part) for part in independent_clauses(p, *content))


def _cries_out(p: Passage, content: Range) -> bool:
    """Whether somebody only cries out: "“Amazing,” he said"."""
    if p.quoted[content[0]] < 0 or content[1] - content[0] > _SHORTEST_REMAINDER:
        return False
    return not any(p.tags[i] in _VERBAL for i in range(*content))


def _may_be_told(p: Passage, part: Range) -> bool:
    """Whether a sentence of a quotation tells something: it stands alone, or begins with whom it is about."""
    if stands_alone(p, part):
        return True
    at = next((i for i in range(*part) if p.tags[i] != "CC" and p.words[i][0].isalnum()), part[0])
    return part[1] - at >= _SHORTEST_REMAINDER - 1 and p.tags[at] in _SUBJECTS


def _comes_first(p: Passage, a: Attribution, content: Range) -> bool:
    """Whether words that are no sentence stand before whoever says them: "“Make no mistake,” he said"."""
    before = content[1] <= min(a.cue[0], (a.source or a.cue)[0])
    return before and not _is_withheld(p, a) and not is_question(p, content)


def _whose(p: Passage, a: Attribution, portion: Portion) -> Portion | None:
    """
    The portion with its own subject: the speaker's where they go on, "said the line was shut and would not say why".

    None for another word of theirs ("said it was over and told fans to go"), which is an attribution by itself.
    """
    if portion.subject is None or a.source is None or a.content is None or p.lows[a.content[0]] == "that":
        return portion
    verb = next((i for i in range(*portion.said) if p.tags[i].startswith("VB") and p.lows[i] not in AUXILIARIES), None)
    if verb is None or p.quoted[verb] >= 0 or a.content[0] < a.cue[0]:
        return portion
    if is_finite(p, verb):
        return None if _is_speech(p.lows[verb]) else portion
    silent = any(p.lows[i] in _NOT for i in range(portion.said[0], verb)) and p.lows[verb] in _SPEAKING
    return Portion(portion.said, a.source, portion.helper) if silent else portion


def _is_speech(word: str) -> bool:
    cue = CUES.get(word)
    return cue is not None and cue.family == "say" and cue.lemma in CLOSING


def _before_other_word(p: Passage, a: Attribution, whole: Range) -> Portion:
    """All that makes the claim, up to where its subject goes on to say something else: "but said he would stay"."""
    if a.lemma == "no comment" and a.source is not None and first_finite(p, a.source[1], a.cue[0]) is not None:
        return Portion((a.cue[0], whole[1]), a.source)  # "said the line was shut and would not say why"
    first, *more = predicates(p, whole)
    goes_on = any(
        _is_speech(p.lows[i]) and p.tags[i + 1 : i + 2] != ("TO",)
        for part in more
        for i in range(part.said[0], min(part.said[1], part.said[0] + 2))
    )
    return first if goes_on and a.lemma != "no comment" else Portion(whole)


def _whole(p: Passage, a: Attribution, content: Range) -> Range:
    """Speaker, cue and content where they follow one another and make a sentence, else the sentence they stand in."""
    in_order = a.source is not None and a.source[0] < a.cue[0] < content[0] < _sentence_of(p, a.cue[0])[1]
    verb_first = next((is_finite(p, i) for i in range(*content) if p.words[i][0].isalnum()), False)
    in_order = in_order and not verb_first
    if in_order and a.source is not None:
        negated = a.source[0] > 0 and p.lows[a.source[0] - 1] in _NOT
        whole = (a.source[0] - negated, content[1])
        if p.lows[a.source[0]] in {"who", "which"} or a.lemma == "deny" or stands_alone(p, whole):
            return whole
    return _sentence_of(p, content[0])


def _sentence_of(p: Passage, i: int) -> Range:
    return p.sentences[max(0, bisect_right(p.sentences, (i, maxsize)) - 1)]


def standing_clauses(p: Passage, clause: Range) -> list[Portion]:
    """Return the clauses that each make a claim of the author's; a headline ("To Stop Selling") needs no verb."""
    standing = [part for part in _with_that(p, independent_clauses(p, *clause)) if stands_alone(p, part)]
    if standing or has_finite_verb(p, *clause):
        return [portion for part in standing for portion in predicates(p, part)]
    return [Portion(clause)]


def _with_that(p: Passage, parts: list[Range]) -> list[Range]:
    """The parts, an "and that …" left with what it goes on with: "lied that it was paid and that it was late"."""
    whole = parts[:1]
    for part in parts[1:]:
        if p.lows[part[0] - 1] == "that" and p.tags[part[0] - 2] == "CC":
            whole[-1] = (whole[-1][0], part[1])
        else:
            whole.append(part)
    return whole


def _is_withheld(p: Passage, a: Attribution) -> bool:
    """Whether the speaker does not say it: "did not confirm that", "neither side said"."""
    silent = a.source is not None and p.lows[a.source[0]] in _NOBODY
    return a.lemma != "deny" and (silent or _found_none(p, a) or not _NOT.isdisjoint(p.lows[slice(*a.cue)]))


def _found_none(p: Passage, a: Attribution) -> bool:
    """Whether what stands between the verb and its "that" takes it back: "found no evidence that"."""
    if a.content is None or not 0 < a.content[0] - a.cue[1] <= _LONGEST_OBJECT:
        return False
    return not _NONE.isdisjoint(p.lows[a.cue[1] : a.content[0]])


def _says_something(p: Passage, a: Attribution) -> bool:
    """Whether the content is a statement by itself."""
    if a.content is None:
        return False
    begin = a.content[0]
    if p.lows[begin] == "that":
        return True
    if a.lemma == "deny" and a.cue[1] <= begin and denies_noun(p, a):
        return False
    if p.lows[begin] == "if" and a.lemma in _SAYING:
        return stands_alone(p, a.content)  # "said if elected he would go", but "asked if he would"
    if p.lows[begin] in _NO_STATEMENT:
        return p.lows[begin] == "not" and stands_alone(p, a.content)  # "Not all of them will go, Lee said"
    verb = first_finite(p, *a.content)
    if verb is None or (p.tags[verb - 1] == "CC" and verb > begin and p.quoted[begin] < 0):
        return False  # "conceded defeat but said he would stay"
    return a.family == "say" or begin < a.cue[0] or p.quoted[begin] >= 0


def left_over(p: Passage, sentence: Range, found: Sequence[Attribution]) -> list[Range]:
    """Return what the sentence says before and after the words that are somebody's; all of it where none are."""
    if not found:
        return [sentence]
    first, last = sentence
    around = [a for a in found if aside_of(p, sentence, a) is None and not _only_tells_more(p, a)]
    places = [place for a in around for place in (a.source, a.cue, a.content, a.via) if place is not None]
    taken = [(begin, end) for begin, end in places if begin < last and first < end]
    if not taken:
        return [sentence]
    before = (first, max(first, min(begin for begin, _ in taken)))
    if is_conditional(p, sentence):
        return []  # what is left would be said without its condition
    before = (first, _before_hanging(p, *before))
    after = (_past_conjunction(p, min(last, max(end for _, end in taken)), last), last)
    return [part for part in (before, after) if part[1] - part[0] >= _SHORTEST_REMAINDER and _is_main(p, part)]


def _past_conjunction(p: Passage, at: int, last: int) -> int:
    """Where the author goes on after ", though"."""
    while at < last and p.lows[at] in _JOINING:
        at += 1
    return at


def _is_main(p: Passage, part: Range) -> bool:
    """Whether the part could be a sentence and is no "because …" or "which …"."""
    verb = first_finite(p, *part)
    if verb is None or p.tags[part[0]] in _SUBORDINATE or p.quoted[verb] >= 0:
        return False
    if p.tags[verb] == "MD" and part[1] - verb <= _SHORTEST_REMAINDER - 1 and p.words[part[1] - 1] != ".":
        return False  # "this could, in turn, give [voters a say]"
    trails = p.tags[part[0]] == "VBG" and "," in {p.words[part[0] - 1], p.words[part[1] - 1]}
    return not trails


def _only_tells_more(p: Passage, a: Attribution) -> bool:
    """Whether it stands in the middle of a phrase: "sent a letter to regulators showing concern"."""
    if a.source is None or a.cue[0] != a.source[1] or p.tags[a.cue[0]] != "VBG" or a.source[0] == 0:
        return False
    return p.tags[a.source[0] - 1] in _GOVERNING


def _before_hanging(p: Passage, first: int, last: int) -> int:
    """
    Where the words end whose last ones only lead over to somebody's: "criticised her on Sunday after".

    What breaks off in the middle, "…, with a note that", ends at the comma before; without one, nothing is left.
    """
    object_lost = last > first and p.tags[last - 1] == "VB"  # "came to support [those who had …]"
    while last > first and p.lows[last - 1] in _LEADING_OVER:
        last -= 1
    if last == first or not (object_lost or p.lows[last - 1] in _BROKEN_OFF):
        return last
    commas = (i for i in range(last - 1, first, -1) if p.words[i] in {",", ";", "—", "–"} and p.quoted[i] < 0)
    return next(commas, first)
