"""
Parts of speech (Penn tags): what the lexicon has for a word, put right by its neighbours.

A word has one tag in the lexicon, so the few rules below matter: agreement with a full tagger was measured at 94 %
before them, and most of the disagreement was nouns for verbs ("CNET reports that") and verbs for nouns ("the report").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.word_cards import OPENING, OPENS, RAISED, SAME_IN_THE_PAST, may_be_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.claims.reading.tokens import Layout

__all__ = ["ENDING_A_NAME", "is_title_case", "tags_of"]

_TITLE_SHARE = 0.75
_DETERMINERS = frozenset({"DT", "PRP$", "POS"})
_HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re"})
_HELPERS = _HAVE | _BE | {"do", "does", "let", "please"}
_PLAIN_VERBS = frozenset({"VB", "VBP", "VBZ"})
_ADVERBS_BETWEEN = frozenset({"also", "not", "n't", "n’t", "never", "already", "yet", "now", "ever", "just", "long"})
_THIRD_PERSONS = frozenset({"plans", "aims", "hopes", "needs", "claims", "moves", "attempts", "promises"})
_PLANNING = frozenset(word.removesuffix("s") for word in _THIRD_PERSONS)
_AFTER_A_VERB = frozenset(
    {"off", "out", "down", "up", "away", "back", "the", "a", "an", "his", "its", "their", "her", "that"}
)
_SUBJECT_PRONOUNS = frozenset({"i", "we", "you", "they", "who"})
_OPENS_AN_OBJECT = frozenset({"a", "an", "its", "his", "her", "their", "no"})
_TIMES = frozenset("hours days weeks months years minutes".split())
ENDING_A_NAME = frozenset({"now", "today", "here", "forward", "together"})
"""Adverbs that end names of outlets and campaigns, with a capital: "Harbour Now has learned"."""
_CLOSES = frozenset({".", ",", ";", ""})
_SINGULAR_SUBJECTS = frozenset({"who", "which", "she", "he"})


def tags_of(tokens: Layout, marks: Sequence[int]) -> list[str]:
    """
    Return the tags of the words of one sentence or paragraph, Penn's; punctuation is tagged as itself or alike.

    `marks` are the places of those that are marks or end with one.
    """
    words, lows = tokens.words, tokens.lows
    if not words:
        return []
    tags = [*(OPENING.of_each(words) if _is_for_show(tokens.raised) else tokens.inside)]
    for i in [0, *[i + 1 for i in marks if OPENS[words[i]] and i + 1 < len(words)]]:
        tags[i] = OPENING[words[i]]
        if tags[i] in _PLAIN_VERBS and words[i][0].isupper() and _is_name_before_verb(tags, lows, i):
            tags[i] = "NNP"
    for i in [i for i, low in enumerate(lows) if low in ENDING_A_NAME and i and words[i][0].isupper()]:
        if tags[i - 1] == "NNP" and not OPENS[words[i - 1]] and not _is_for_show(tokens.raised):
            tags[i] = "NNP"
    _mend(tags, lows)
    if len(tags) > 1 and tags[1] == "NNP" and (tags[0] in {"JJS", "RBS"} or _begins_name(tags)):
        tags[0] = "NNP"
    elif len(tags) > 1 and tags[0] == "NN" and tags[1] == "NNPS":
        tags[0] = "NNP"  # "Reach Records", whatever a reach is
    elif len(tags) > 1 and tags[0] == "VB" and tags[1] == "MD":
        tags[0] = "NN"  # "Help may be on its way"
    return tags


def _is_name_before_verb(tags: Sequence[str], lows: Sequence[str], i: int) -> bool:
    """Whether what could be a verb stands before one with tense: "Lopes said", "Reach will buy"."""
    return i + 1 < len(tags) and tags[i + 1] in {"VBD", "VBZ", "MD"} and lows[i] not in _HELPERS


def _begins_name(tags: Sequence[str]) -> bool:
    """Whether the verb before a name is part of it: "Sprint Nextel said", but not "Ask Sprint and you learn"."""
    if tags[0] not in {"VB", "VBP"}:
        return False
    return next((tag for tag in tags[1:] if not tag.startswith("NNP")), ".") not in {"CC", "IN", ".", ","}


def is_title_case(words: Sequence[str]) -> bool:
    """Whether capitals mean nothing here, as in a headline."""
    return _is_for_show([*RAISED.of_each(words)])


def _is_for_show(raised: Sequence[bool | None]) -> bool:
    capitals = raised.count(True)
    long = capitals + raised.count(False)
    return long > 2 and capitals >= _TITLE_SHARE * long


def _no_verb_near(tags: list[str], i: int) -> bool:
    """Tell "talks seem" from "help people find"."""
    return not any(tag.startswith("VB") or tag == "MD" for tag in tags[max(0, i - 4) : i])


def _mend(tags: list[str], lows: Sequence[str]) -> None:
    """Put right, in place and from left to right, what a word's neighbours show to be wrong."""
    for i in [i for i, tag in enumerate(tags) if tag in _RULES and i > 0]:
        tags[i] = _RULES[tags[i]](tags, lows, i)


def _noun(tags: list[str], lows: Sequence[str], i: int) -> str:
    """A noun after "to", "will" or "we" is a verb; "the chains plan to" has one too."""
    before = tags[i - 1]
    if before in {"TO", "MD"}:
        return "VB"
    if lows[i - 1] in _SUBJECT_PRONOUNS:
        return "VBP"
    if lows[i] == "show" and before == "NNS" and _next(lows, i) in _CLOSES:
        return "VBP"  # "It lost a third, its accounts show."
    plans = lows[i] in _PLANNING and before in {"NNS", "NNPS"} and _next(lows, i) == "to"
    return "VBP" if plans else "NN"


def _plural(tags: list[str], lows: Sequence[str], i: int) -> str:
    """What looks like a plural may be a verb: "the company plans to"."""
    if _third_person(tags, lows, i) or _takes_an_object(tags, lows, i):
        return "VBZ"
    plans = lows[i] in _THIRD_PERSONS and tags[i - 1] in {"NN", "NNP"} and _next(lows, i) == "to"
    return "VBZ" if plans else "NNS"


def _adjective(tags: list[str], _lows: Sequence[str], i: int) -> str:
    """After "will" stands a verb."""
    return "VB" if tags[i - 1] == "MD" else "JJ"


def _third_person(tags: list[str], lows: Sequence[str], i: int) -> bool:
    """Whether what looks like a plural is the verb of "who", "she" or "that": "who now works in", "that cuts the"."""
    at = i - 2 if i > 1 and tags[i - 1] == "RB" else i - 1
    pronoun = lows[at] in _SINGULAR_SUBJECTS or (lows[at] == "it" and (at == 0 or tags[at - 1] in {"CC", ","}))
    relative = (
        lows[at] == "that"
        and at > 0
        and tags[at - 1].startswith("NN")
        and tags[i + 1 : i + 2]
        and (tags[i + 1] in {"DT", "PRP", "PRP$", "CD"})
    )
    return bool(pronoun or relative) and lows[i].endswith("s") and may_be_verb(lows[i][:-1])


def _takes_an_object(tags: list[str], lows: Sequence[str], i: int) -> bool:
    """Whether "lists a 5,100 mAh battery" follows a subject: no plural stands right before "a" or "its"."""
    return (
        tags[i - 1] in {"NN", "NNP", "CD"}
        and i + 1 < len(lows)
        and (lows[i + 1] in _OPENS_AN_OBJECT or lows[i + 1][0] in "$£€" or (lows[i], lows[i + 1]) == ("dates", "from"))
        and may_be_verb(lows[i][:-1])
        and _no_verb_near(tags, i)
    )


def _base_verb(tags: list[str], lows: Sequence[str], i: int) -> str:
    """A verb after "the" is a noun; after "talks" or "they" it has a tense."""
    tag, before = tags[i], tags[i - 1]
    if before in _DETERMINERS and lows[i] not in {"is", "are", "have", "do"}:
        return "NN"
    if lows[i] in SAME_IN_THE_PAST and tag == "VB" and before in {"NN", "NNP"} and _no_verb_near(tags, i):
        return "VBD"
    if tag == "VB" and lows[i - 1] in _SUBJECT_PRONOUNS:
        return "VBP"
    plural = before == "NNS" or (before == "RB" and i > 1 and tags[i - 2] == "NNS")
    if plural and tag == "VB" and _no_verb_near(tags, i):
        return "VBP"  # "talks seem", "others still sell them"
    return tag


def _past(_tags: list[str], lows: Sequence[str], i: int) -> str:
    """After "has" or "was", an adverb between them or not, stands a participle."""
    helper = lows[i - 2] if lows[i - 1] in _ADVERBS_BETWEEN and i > 1 else lows[i - 1]
    return "VBN" if helper in _HAVE or helper in _BE else "VBD"


def _participle(tags: list[str], lows: Sequence[str], i: int) -> str:
    """After a subject, with no "by" behind it, stands a past tense."""
    if lows[i - 1] == "that" and i > 1 and tags[i - 2].startswith("NN"):
        return "VBD"  # "companies that licensed the drug"
    adverb = i > 1 and tags[i - 1] == "RB" and tags[i - 2] in {"PRP", "NNP"}
    before, after = tags[i - 2] if adverb else tags[i - 1], _next(lows, i)
    if before in {"PRP", "NNP", "NNS", "WP"}:
        return "VBN" if after == "by" else "VBD"
    counted = after[:1].isdigit() and _next(lows, i + 1) not in _TIMES  # "The operator owed 62 million"
    return "VBD" if before == "NN" and (after in _AFTER_A_VERB or counted) else "VBN"


def _next(lows: Sequence[str], i: int) -> str:
    return lows[i + 1] if i + 1 < len(lows) else ""


def _possessive(tags: list[str], lows: Sequence[str], i: int) -> str:
    """The "'s" of "it's" and "that's" is a verb."""
    return "VBZ" if tags[i - 1] in {"PRP", "EX", "WP"} or lows[i - 1] in {"that", "here"} else "POS"


_RULES: dict[str, Callable[[list[str], Sequence[str], int], str]] = {
    "NN": _noun,
    "NNS": _plural,
    "JJ": _adjective,
    "VB": _base_verb,
    "VBP": _base_verb,
    "VBD": _past,
    "VBN": _participle,
    "POS": _possessive,
}
