"""
The author's own voice: does a sentence assert something at all, and is it worth an alert?

62 % of the claims worth having carry no attribution, so every sentence is asked. Questions, instructions, captions and
the author talking about himself assert nothing; rank, mood and consequences are context (tier 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.claims.clauses.independent import has_finite_verb
from pipeline.claims.clauses.standing import may_ask
from pipeline.claims.events.event_type import OTHER
from pipeline.claims.reading.signs import sign_of, sign_where
from pipeline.models import Mode

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["Worth", "asserts_something", "tier_of"]

_SHORTEST = 4
_ARTICLES = frozenset({"the", "a", "an"})
_OWN = frozenset({"i", "we", "my", "me", "us"})
_IS_OWN = sign_of(_OWN)
_QUESTION_WORDS = frozenset(
    {"why", "how", "what", "who", "when", "where", "which", "should", "is", "are", "does", "do", "can", "will"}
)
_SAYS = frozenset({"say", "says", "said"})
_BE = frozenset({"is", "are", "was", "were", "'s", "'re", "'m"})
_HAVE = frozenset({"has", "have", "'ve"})
_PRESENT = frozenset({"VBZ", "VBP"})
_SEEMING = frozenset({"seems", "seem", "remains", "remain", "means"})
_MERELY_POSSIBLE = frozenset({"may", "might"})
_CENTURIES = frozenset({"18", "19", "20"})
_LONG_AGO = frozenset("year season summer autumn fall winter spring".split())
_CONTEXT = frozenset(
    {
        "impact",
        "market.rank",
        "market.state",
        "relation.state",
        "relation.ties",
        "risk.security",
        "accuse",
        "election",
        "other",
    }
)


def asserts_something(p: Passage, sentence: Range) -> bool:
    """Whether a sentence without attribution says that something is, was or will be so."""
    first, last = sentence
    words = _first_words(p, first, last)
    if len(words) < _SHORTEST and not _is_short_news(p, sentence):
        return False
    if p.words[last - 1] in {"?", ":"} or (may_ask(p) and "?" in p.words[first:last]):
        return False
    if (
        words[0] in _QUESTION_WORDS
        and p.words[last - 1] not in {".", "!"}
        and words[0] in {"why", "how", "what", "who"}
    ):
        return False
    if words[0] == "so" and len(words) > 1 and words[1] in _SAYS:
        return False  # "So says the agency, which has banned it"
    if _is_instruction(p, first) or _is_instruction_if(p, sentence) or _is_about_author(p, sentence):
        return False
    return has_finite_verb(p, first, last) or _is_headline_plan(p, sentence)


def _first_words(p: Passage, first: int, last: int) -> list[str]:
    """As many words of the sentence, its marks left out, as it must at least have."""
    found: list[str] = []
    for i in range(first, last):
        if p.words[i][0].isalnum():
            found.append(p.lows[i])
            if len(found) == _SHORTEST:
                break
    return found


def _is_about_author(p: Passage, sentence: Range) -> bool:
    """Whether the author says "I", outside of quotations; the US are nobody's "us"."""
    if not p.signs & _IS_OWN or _OWN.isdisjoint(p.lows[slice(*sentence)]):
        return False
    return any(p.lows[i] in _OWN and p.quoted[i] < 0 and p.words[i] != "US" for i in range(*sentence))


def _is_short_news(p: Passage, sentence: Range) -> bool:
    """Whether three words are a finished sentence about somebody or something: "Acme fired workers."."""
    first, last = sentence
    named = p.tags[first].startswith("NN") or p.lows[first] in _ARTICLES
    return last - first == _SHORTEST and p.words[last - 1] == "." and named


def _is_instruction(p: Passage, first: int) -> bool:
    at = first
    while p.lows[at] in {"never", "ever", ",", "but", "so", "and"} and at + 1 < len(p.words):
        at += 1
    return (
        p.tags[at] == "VB"
        or _is_bidden(p, at)
        or (at > first and p.tags[at] == "VBP")
        or p.lows[first]
        in {
            "please",
            "let",
            "check",
            "follow",
            "see",
            "click",
            "read",
            "note",
        }
    )


def _is_instruction_if(p: Passage, sentence: Range) -> bool:
    """Whether an instruction follows a condition: "If you have one, don't open it"."""
    first, last = sentence
    if p.lows[first] not in {"if", "when", "before"}:
        return False
    return any(p.words[i] == "," and (_is_bidden(p, i + 1) or p.tags[i + 1] == "VB") for i in range(first, last - 2))


def _is_bidden(p: Passage, at: int) -> bool:
    """Whether "don't" begins there, with no subject after it: "Don't panic" tells, "Don't they know" asks."""
    return p.lows[at : at + 2] == ("do", "n't") and p.tags[at + 2 : at + 3] != ("PRP",)


def _is_headline_plan(p: Passage, sentence: Range) -> bool:
    """Headlines put the future as "Best Buy To Stop Selling Phones"."""
    first, last = sentence
    return any(p.words[i] == "To" and p.tags[i + 1].startswith("VB") for i in range(first + 1, last - 1))


@dataclass(slots=True, eq=False)
class Worth:
    """What the worth of a claim hangs on besides its words."""

    event: str
    mode: Mode
    attributed: bool
    year: int | None
    """Of publication, where it is known."""


def tier_of(p: Passage, clause: Range, verb: int | None, worth: Worth) -> Literal[1, 2]:
    """
    Return 1 for what is worth an alert: news on anybody's word, what somebody did or will do; 2 for context.

    Context is what only is so (rank, mood, size), what was so in another year, and what merely may be; on somebody's
    word, the opinion in their quotation; and that somebody asked.
    """
    is_copula = verb is not None and _is_copula(p, verb, clause[1])
    if worth.attributed:
        if "?" in p.words[clause[0] : clause[1]]:
            return 2
        return 2 if worth.mode is Mode.QUOTED and is_copula and not _has_figure(p, clause) else 1
    if verb is None:
        return 2 if worth.event in _CONTEXT else 1
    if is_copula or p.lows[verb] in _SEEMING:
        return 2 if worth.event in _CONTEXT else 1
    if worth.mode is Mode.SPECULATED and p.lows[verb] in _MERELY_POSSIBLE:
        return 2
    if worth.event in _CONTEXT and worth.event != OTHER:
        return 2
    if worth.event == OTHER and p.tags[verb] in _PRESENT and _is_habit(p, verb, clause[1]):
        return 2
    return 2 if _is_background(p, clause, worth.year) else 1


def _is_copula(p: Passage, verb: int, last: int) -> bool:
    """Whether the verb only says what something is: no participle, no "to" and no "due" follows it."""
    if p.lows[verb] not in _BE:
        return False
    after = verb + 1
    while after < last and p.tags[after] in {"RB", "RBR"}:
        after += 1
    return after >= last or (p.tags[after] not in {"VBN", "VBG", "TO"} and p.lows[after] not in {"due", "set"})


def _is_habit(p: Passage, verb: int, last: int) -> bool:
    """Whether the present tense tells what always is: "exports copper", "has no lights"; a headline's tells news."""
    end = next((i for i in range(last - 1, len(p.words)) if p.words[i] in {".", "!"}), None)
    helps = p.lows[verb] in _HAVE and any(p.tags[i] == "VBN" for i in range(verb + 1, min(last, verb + 4)))
    return end is not None and not helps and p.lows[verb] not in _BE


def _has_figure(p: Passage, clause: Range) -> bool:
    return any(p.words[i][0] in "$£€0123456789" for i in range(*clause))


def _is_background(p: Passage, clause: Range, year: int | None) -> bool:
    """Whether it happened in an earlier year or goes on since then: "in 2019", "last year", "for 30 years"."""
    if not p.signs & _LOOKING_BACK:
        return False
    lows = p.lows[clause[0] : clause[1]]
    for i, low in enumerate(lows, clause[0] + 1):
        after = p.tags[i] if i < len(p.tags) else "."
        if low == "had" and after == "VBN":
            return True
        if low == "since" and after != "VBN" and not _HAVE.isdisjoint(lows):
            return True
        if low == "last" and i < len(p.lows) and p.lows[i] in _LONG_AGO:
            return True
        if year is not None and _is_year(low) and int(low) < year:
            return True
    return False


def _is_year(low: str) -> bool:
    return len(low) == 4 and low[:2] in _CENTURIES and low.isdecimal() and low.isascii()


_LOOKING_BACK = sign_where(lambda low: low in {"had", "since", "last"} or _is_year(low))
