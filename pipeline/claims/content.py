"""
The claim as a sentence that stands alone: attribution gone, its subject named, quotation marks and asides left out.

Only the subject is put in: names that the article or the topic uses for it. No other word is added, save the endings
that go with turning "we don't" into "Best Buy doesn't".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.claims.attribution.impersonal import HEARSAY, SAID_TO, passive_before
from pipeline.claims.certainty.conditions import condition_ends
from pipeline.claims.clauses.asides import relative_within
from pipeline.claims.clauses.expletives import is_expletive
from pipeline.claims.clauses.independent import main_clause, without_tail, without_that
from pipeline.claims.reading.participles import participle_after
from pipeline.claims.reading.phrases import Range, is_finite, noun_phrase_after
from pipeline.claims.reading.signs import sign_of
from pipeline.claims.who.first_person import FIRST_PERSON, THIRD, third_person, with_s
from pipeline.claims.who.tellers import AUTHOR, Teller, behind_first_person, behind_reported_pronoun, party_in
from pipeline.models import SpeakerKind
from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.claims.clauses.predicates import Portion
    from pipeline.claims.reading.sentences import Passage
    from pipeline.claims.who.entities import Cast

__all__ = ["Claimed", "claimed"]

_MARKS = re.compile(
    r"[“”\"„«»‘’'`]"  # one set at the beginning lets the search run from mark to mark
    r"(?:(?<=[“”\"„«»])|(?<=')'|(?<=`)`|(?<!\w[‘'])(?<=[‘'])(?=\w)|(?<=[\w.,!?]['’])(?!\w)(?<!s['’]))"
)
_EDGES = " \t,;:.-–—…!?"
_ARTICLES = frozenset({"the", "a", "an"})
_THIRD_PERSON = frozenset({"it", "they", "he", "she", "who", "which"})
_BODY = frozenset({"the company", "the firm", "the group", "the organisation", "the organization", "the agency"})
_ABOUT = frozenset("about around approximately roughly nearly almost over under only".split())
_ABOUT_IN_TWO = frozenset(
    {("at", "least"), ("at", "most"), ("more", "than"), ("fewer", "than"), ("less", "than"), ("up", "to")}
)
_SHARES = frozenset("half third quarter fifth tenth dozen hundred thousand million billion".split())
_PLACING = frozenset({"in", "near", "outside", "around"})
_HEARSAY = sign_of(HEARSAY)


@dataclass(slots=True, eq=False)
class Claimed:
    """A claim sentence, the subject it is about, and the clause of the passage that it was made from."""

    sentence: str
    subject: str | None
    clause: Range


def claimed(p: Passage, portion: Portion, cast: Cast, sentence: int, teller: Teller = AUTHOR) -> Claimed | None:
    """
    Return the stand-alone claim that a portion makes; None when nothing is left of it.

    `sentence` counts sentences in the article, which tells how far a pronoun looks back.
    """
    if portion.subject is not None:
        return _another_predicate(p, portion, portion.subject, cast, sentence, teller)
    first, last = main_clause(p, *without_that(p, *portion.said))
    if last <= first:
        return None
    described = _described_name(p, first, last)
    if described is not None:
        first = described[0]
        closed = p.words[described[1]] == ","
        subject: Range | None = (first, described[1] + 1 if closed else described[1])
        named: str | None = cast.names_exactly(p.cut(*described)) or p.cut(*described)
    else:
        subject = noun_phrase_after(p, first, last, in_quotation=True) or _rounded(p, first, last)
        named = _name_of(p, subject, last, cast, sentence, teller)
    party = party_in(p, (first, last), cast, teller) if teller.party is not None else None
    about = named or _who_says_i(p, subject, cast, teller)
    comma = relative_within(p, subject) if subject is not None else None
    if subject is not None and comma is None:
        opened = next((i for i in range(subject[0] + 1, subject[1]) if p.words[i] == ","), subject[1])
        end = participle_after(p, opened, last)
        comma, subject = (opened, (subject[0], end)) if end is not None else (None, subject)
    if subject is None or comma is None:
        said = _worded(p, first, last, _Wording(subject, named, party, teller.hearsay))
        return _finished(said, about or _plain(p, subject), (first, last))
    head = (subject[0], comma)
    closed = subject[1] < last and p.words[subject[1]] == ","
    subject = (subject[0], subject[1] + closed)
    said = _worded(p, first, last, _Wording(subject, named or p.cut(*head), party))
    return _finished(said, about or _plain(p, head), (first, last))


def _rounded(p: Passage, first: int, last: int) -> Range | None:
    """The subject that a word for "about" opens: "About 200 tons of the salt", "more than a third of them"."""
    counted = first + (2 if p.lows[first : first + 2] in _ABOUT_IN_TWO else 1)
    if counted + 1 >= last or not (p.lows[first] in _ABOUT or counted == first + 2):
        return None
    if p.tags[counted] != "CD" and not (p.tags[counted] == "DT" and p.lows[counted + 1] in _SHARES):
        return None
    found = noun_phrase_after(p, counted, last, in_quotation=True)
    return (first, found[1]) if found is not None else None


def _another_predicate(
    p: Passage, portion: Portion, subject: Range, cast: Cast, sentence: int, teller: Teller
) -> Claimed | None:
    """The claim of a predicate whose subject stands before an earlier one."""
    first, last = portion.said[0], without_tail(p, *portion.said)
    while first < last and p.words[first] == ",":
        first += 1
    if first >= last:
        return None
    described = _described_name(p, subject[0], last)
    if described is not None:
        named: str | None = cast.names_exactly(p.cut(*described)) or p.cut(*described)
    else:
        subject = _without_apposition(p, subject)
        named = _name_of(p, subject, last, cast, sentence, teller)
    helper = f"{_helping(portion.helper, p.lows[subject[0]], named)} " if portion.helper is not None else ""
    party = party_in(p, (subject[0], last), cast, teller) if teller.party is not None else None
    about = named or _who_says_i(p, subject, cast, teller)
    said = _worded(p, first, last, _Wording(None, named, party))
    space = "" if said[0] in "'’" else " "
    return _finished(f"{named or p.cut(*subject)}{space}{helper}{said}", about or _plain(p, subject), (first, last))


def _helping(helper: str, subject: str, named: str | None) -> str:
    """The auxiliary, in the third person where a name has taken the place of "we"."""
    first, _, rest = helper.partition(" ")
    changed = THIRD.get(first.lower(), first) if subject in FIRST_PERSON and named is not None else first
    return f"{changed} {rest}".strip()


def _who_says_i(p: Passage, subject: Range | None, cast: Cast, teller: Teller) -> str | None:
    """Whom a claim is about that keeps its "I"."""
    mine = subject is not None and p.lows[subject[0]] == "i" and teller.speaker is not None
    return cast.name_to_put(teller.speaker) if mine and teller.speaker is not None else None


def _without_apposition(p: Passage, subject: Range) -> Range:
    """Ann Lee, where it says "Ann Lee, who runs the shop,"; a list of names stays whole."""
    first, last = subject
    comma = next((i for i in range(first + 1, last) if p.words[i] == ","), last)
    listed = any(p.tags[i] == "CC" for i in range(comma, last)) and not any(is_finite(p, i) for i in range(comma, last))
    return subject if listed else (first, comma)


def _finished(said: str, subject: str | None, clause: Range) -> Claimed | None:
    text = _without_marks(said)
    return Claimed(text[0].upper() + text[1:], subject, clause) if text else None


def _described_name(p: Passage, first: int, last: int) -> Range | None:
    """The name that a description leads up to: "the largest retailer, Best Buy, has" says "Best Buy has"."""
    if "," not in p.words[first + 1 : min(last, first + 16)]:
        return None
    if p.tags[first] in {"NNP", "NNPS", "PRP"} and not (first + 1 < last and p.tags[first + 1] == "POS"):
        return None
    if condition_ends(p, (first, last)) is not None:
        return None  # "Without approval, Acme cannot"
    comma = next((i for i in range(first + 1, min(last, first + 16)) if p.words[i] == "," or is_finite(p, i)), None)
    if comma is None or p.words[comma] != "," or _is_in_a_town(p, first, comma):
        return None
    end = comma + 1
    while end < last and p.tags[end] in {"NNP", "NNPS"}:
        end += 1
    if end == comma + 1 or end >= last:
        return None
    after = end + 1 if p.words[end] == "," else end
    while after < last and p.tags[after] == "RB":
        after += 1
    aside = after + 1 < last and p.words[after + 1] == ","  # "Sixty workers, Lee said, had been hired"
    return (comma + 1, end) if after < last and is_finite(p, after) and not aside else None


def _is_in_a_town(p: Passage, first: int, comma: int) -> bool:
    """Whether the description ends in a town whose state or country follows: "pilots in Pasadena, Calif.,"."""
    at = comma - 1
    while at > first and p.tags[at] in {"NNP", "NNPS"}:
        at -= 1
    return at < comma - 1 and p.lows[at] in _PLACING


def _plain(p: Passage, subject: Range | None) -> str | None:
    if subject is None:
        return None
    if subject[1] - subject[0] == 1 and p.lows[subject[0]] in _ARTICLES:
        return None
    return _without_marks(p.cut(*subject)) or None


def _without_marks(said: str) -> str:
    """The words on one line without quotation marks."""
    return squeeze(_MARKS.sub("", said)).strip(_EDGES)


def _name_of(p: Passage, subject: Range | None, last: int, cast: Cast, sentence: int, teller: Teller) -> str | None:
    """The name to put for the subject of a clause that ends at `last`, or None where it names itself."""
    found = _behind(p, subject, last, cast, sentence, teller) if subject is not None else None
    return found if found is None or subject is None or not _does_it_to(p, subject[1], last, found) else None


def _does_it_to(p: Passage, first: int, last: int, name: str) -> bool:
    """Whether the clause names the same one again, who then is not its "she": "she beat Lee", but "he sold Roe's"."""
    at = p.text.find(name, p.starts[first], p.ends[last - 1]) if first < last else -1
    if at < 0:
        return False
    after = bisect_left(p.starts, at + len(name), first, last)
    return after >= last or not (p.tags[after] == "POS" or p.tags[after].startswith("NN"))


def _behind(p: Passage, subject: Range, last: int, cast: Cast, sentence: int, teller: Teller) -> str | None:
    """Whom the subject stands for, as far as cast and teller know."""
    low = p.lows[subject[0]]
    if subject[1] - subject[0] > 1:
        own = teller.party is not None and teller.kind is SpeakerKind.SPOKESPERSON and p.cut(*subject).lower() in _BODY
        return teller.party if own else cast.stands_for(p, *subject, sentence)
    if low in FIRST_PERSON:
        return behind_first_person(p, (subject[0], last), cast, teller)
    if low == "it" and is_expletive(p, subject[1]):
        return None
    if teller.speaker is None or low not in _THIRD_PERSON:
        return cast.stands_for(p, *subject, sentence)
    if p.quoted[subject[0]] >= 0:
        return teller.about if low == "it" else None  # whom a speaker calls "she" in a quotation is somebody else
    return behind_reported_pronoun(p, subject[0], cast, sentence, teller)


@dataclass(slots=True, eq=False)
class _Wording:
    """Whose names go where: the subject's name, and the party that "we" stands for; and whether nobody says it."""

    subject: Range | None
    named: str | None
    party: str | None
    hearsay: bool = False


def _worded(p: Passage, first: int, last: int, wording: _Wording) -> str:
    """The text of the clause with what `_replacements` puts into it; for most clauses no more than a name."""
    told = p.signs & _HEARSAY and not HEARSAY.isdisjoint(p.lows[first:last])
    if wording.party is None and not wording.hearsay and not told:
        return _with_subject(p, first, last, wording.subject, wording.named)
    out: list[str] = []
    at = p.starts[first]
    for (begin, end), new in _replacements(p, first, last, wording):
        out += (p.text[at : p.starts[begin]], new)
        at = p.ends[end - 1]
    out.append(p.text[at : p.ends[last - 1]])
    return "".join(out)


def _with_subject(p: Passage, first: int, last: int, subject: Range | None, named: str | None) -> str:
    """The text of the clause with nothing but its subject named."""
    if subject is None or named is None or not first <= subject[0] < last:
        return p.cut(first, last)
    end, new = _with_verb(p, subject, named, last)
    return f"{p.text[p.starts[first] : p.starts[subject[0]]]}{new}{p.text[p.ends[end - 1] : p.ends[last - 1]]}"


def _replacements(p: Passage, first: int, last: int, wording: _Wording) -> Iterator[tuple[Range, str]]:
    """What to write for which tokens, in order: hearsay words go, the subject is named, "we" becomes the party."""
    subject, named, party = wording.subject, wording.named, wording.party
    mentioned = named is not None
    i = first
    while i < last:
        end, new = i + 1, None
        ours = party is not None and p.quoted[i] >= 0
        if subject is not None and named is not None and i == subject[0]:
            end, new = subject[1], named
        elif ours and p.lows[i] == "our":
            new, mentioned = "its" if mentioned else f"{party}{'’' if str(party).endswith('s') else '’s'}", True
        elif ours and p.lows[i] == "we":
            new, mentioned = "it" if mentioned else party, True
        elif p.lows[i] in HEARSAY:
            new = ""
        elif wording.hearsay and (said := _said_to(p, i, last)) is not None:
            end, new = said
        if new is not None:
            end, new = _with_verb(p, (i, end), new, last)
            yield (i, end), new
        i = end


def _with_verb(p: Passage, replaced: Range, new: str, last: int) -> tuple[int, str]:
    """Where what is replaced ends and what to write for it: the verb, too, that goes with an "I" or "we"."""
    i, end = replaced
    if new and p.lows[i] in FIRST_PERSON and end < last and (verb := third_person(p, end)) is not None:
        return end + 1, f"{new} {verb}"
    return end, new


def _said_to(p: Passage, i: int, last: int) -> tuple[int, str] | None:
    """Where "is said to have" ends that begins at token `i`, and what it says of the subject: "has"."""
    said = next((j for j in range(i + 1, min(last - 2, i + 4)) if p.lows[j] in SAID_TO and p.lows[j + 1] == "to"), None)
    if said is None or passive_before(p, said, i) != i:
        return None
    is_now, several = (
        p.lows[i] in {"is", "'s", "has", "are", "'re", "have"},
        p.lows[i] in {"are", "'re", "were", "have"},
    )
    verb = said + 2
    if p.lows[verb] == "have":
        return verb + 1, ("have" if several else "has") if is_now else "had"
    if p.lows[verb] == "be":
        return verb + 1, ("are" if several else "is") if is_now else ("were" if several else "was")
    return (verb + 1, p.words[verb] if several else with_s(p.lows[verb])) if is_now and p.tags[verb] == "VB" else None
