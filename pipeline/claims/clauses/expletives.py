"""The "it" that stands for nothing: "it is a loss to", "it rained", "it took two hours", "it is the third strike"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.phrases import PERIODS, WEEKDAYS

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["is_expletive"]

_AFTER_EXPLETIVE = frozenset(
    {"that", "to", "who", "whether", "why", "how", "what", "when", "clear", "unclear", "official"}
)
_HELPING = frozenset({"has", "have", "had", "been", "not", "n't"})
_EXPLETIVE_VERBS = frozenset({"is", "'s", "was", "be", "seems", "seemed", "appears", "appeared"})
_NEVER: frozenset[str] = frozenset()
_SENSELESS = {
    **dict.fromkeys(
        ("promises", "promised", "threatens", "threatened", "remains", "remained"), frozenset({"to", "be"})
    ),
    **dict.fromkeys(("turns", "turned", "turn"), frozenset({"out"})),
    **dict.fromkeys(("looks", "looked", "look", "sounds", "sounded", "feels", "felt"), frozenset({"like", "as"})),
    **dict.fromkeys(("makes", "made", "make"), frozenset({"sense"})),
    **dict.fromkeys(("comes", "came", "come"), frozenset({"as", "after", "amid"})),
    **dict.fromkeys(("hurt", "hurts", "pays", "pay"), frozenset({"to"})),
    **dict.fromkeys(("emerged", "emerges", "follows", "happened", "happens", "helps", "matters"), frozenset({"that"})),
}
"""What an "it" does that stands for nothing, by what follows the verb."""
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth latest".split())
_BEFORE_ORDINAL = frozenset({"DT", "PRP$", "NN", "NNP", "NNPS", "POS", "RB", "JJ"})
_COUNTED_WITHIN = 5
_BEING = frozenset({"is", "'s", "was", "be", "been"})
_SPELLS = frozenset({"winter", "summer", "spring", "autumn", "season", "wait", "while", "pity", "shame"})
_WEATHER = frozenset({"rained", "rains", "rain", "snowed", "snows", "snow"})
_GOING = frozenset("getting becoming growing looking proving raining snowing taking costing being going".split())
_COMES_TO = frozenset("be become cost get grow happen rain snow take".split())
_TAKING = frozenset({"took", "takes", "take"})


def is_expletive(p: Passage, at: int) -> bool:
    """Return whether "it" stands for nothing: "it is a big loss … to", "it seems that", "it would be wrong to"."""
    window = range(at, min(len(p.words), at + 14))
    if at >= len(p.words):
        return False
    verb = at
    while verb < len(p.words) and (p.tags[verb] == "MD" or p.lows[verb] in _HELPING or p.tags[verb] == "RB"):
        verb += 1
    low, after = (p.lows[verb], p.lows[verb + 1 : verb + 3]) if verb < len(p.words) else ("", ())
    if not _SENSELESS.get(low, _NEVER).isdisjoint(after):
        return True
    if low in _BEING and _is_one_of_several(p, verb + 1):
        return True
    if low in _BEING and _does_something(p, verb + 1):
        return False
    if low in _EXPLETIVE_VERBS and any(p.lows[j] in _AFTER_EXPLETIVE or p.lows[j].startswith("seem") for j in window):
        return True
    if low in _WEATHER or (low in _TAKING and _tells_the_time(p, verb + 1)):
        return True  # "it took two hours", but "it will take its ferries out of service"
    being = next((j for j in window if p.lows[j] in _BEING), None)
    return being is not None and _tells_the_time(p, being + 1)


def _does_something(p: Passage, at: int) -> bool:
    """Whether "is" tells of a deed: "it is to merge", "it is not closing"; but "it is getting harder to sell cars"."""
    while at < len(p.words) and p.lows[at] in _HELPING:
        at += 1
    if p.lows[at : at + 1] == ("to",):
        return True
    if p.lows[at : at + 2] == ("going", "to"):
        return p.lows[at + 2 : at + 3] != () and p.lows[at + 2] not in _COMES_TO  # "it was going to lend money"
    return p.tags[at : at + 1] == ("VBG",) and p.lows[at] not in _GOING


def _is_one_of_several(p: Passage, at: int) -> bool:
    """Whether it is the second such strike, "the union's third ballot": what the sentence before told."""
    for j in range(at, min(len(p.words), at + _COUNTED_WITHIN)):
        if p.lows[j] in _ORDINALS:
            return True
        if p.tags[j] not in _BEFORE_ORDINAL:
            return False
    return False


def _tells_the_time(p: Passage, at: int) -> bool:
    """Whether what it is is a time, a figure or an afternoon: "it was 22 below zero", "it may be a long night"."""
    for j in range(at, min(len(p.words), at + 4)):
        if p.tags[j] == "CD" or p.lows[j] in _SPELLS or p.lows[j] in PERIODS or p.lows[j] in WEEKDAYS:
            return True
        if p.tags[j] not in {"DT", "JJ", "RB", ","}:
            return False
    return False
