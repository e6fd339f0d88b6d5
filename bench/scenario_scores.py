"""How far a program's reading of the invented month agrees with the gold, by tests/data/scenario/README.md."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from bench.scenario_match import ENOUGH, claim_of, matched, novelties, overlap, right_origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from bench.scenario_gold import GoldMention, Predictions, Scenario, Told
    from bench.scenario_match import Matched

    Rows = Mapping[int, tuple[GoldMention, Told | None]]

__all__ = ["Figure", "Scores", "baselines", "scores"]


class Figure(NamedTuple):
    """A share with its count, or an F1 with what it is of; `wrong` names what is not right."""

    right: float
    of: int
    wrong: tuple[str, ...] = ()
    precision: float | None = None
    recall: float | None = None

    @property
    def value(self) -> float:
        """The share that is right; of found and wanted together it is F1."""
        if self.precision is None or self.recall is None:
            return self.right / self.of if self.of else 1.0
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Scores = dict[str, Figure]


def scores(made: Predictions, gold: Scenario) -> Scores:
    """Return every figure of the benchmark by its name."""
    match = matched(made, gold)
    return (
        _of_claims(made, gold, match)
        | _of_mentions(made, gold, match)
        | _of_pairs(made, gold, match)
        | _harm(made, gold, match)
    )


def baselines(gold: Scenario) -> Scores:
    """Return what two trivial programs reach: outlets counted as origins, and every mention called new."""
    outlet = {article.id: article.outlet for article in gold.articles}
    backing = [row for row in gold.mentions if row.mode != "denied"]
    outlets = {key: {outlet[row.article] for row in backing if row.claim == key} for key in gold.claims}
    exact = sum(len(outlets[key]) == claim.origins for key, claim in gold.claims.items())
    false = sum(len(outlets[key]) > 1 == claim.origins for key, claim in gold.claims.items())
    new = sum(row.novelty == "new" for row in gold.mentions)
    return {
        "outlets counted as origins: exact": Figure(exact, len(gold.claims)),
        "outlets counted as origins: single-origin claims called corroborated": Figure(false, len(gold.claims)),
        "every mention is new": Figure(new, len(gold.mentions)),
    }


def _of_claims(made: Predictions, gold: Scenario, match: Matched) -> Scores:
    known = {key: made.claims[name] for key, name in match.stands.items()}
    counts = {key: (one.origins, known[key].origins if key in known else None) for key, one in gold.claims.items()}
    rungs = {key: (one.status, known[key].status if key in known else None) for key, one in gold.claims.items()}
    wanted = {(key, *step) for key, one in gold.claims.items() for step in one.steps}
    found = {(key, *step) for key, one in known.items() for step in one.steps}
    contradicting = {frozenset({key, other}) for key, one in gold.claims.items() for other in one.contradicts}
    said = {
        frozenset({match.means[name], match.means[other]})
        for name, one in made.claims.items()
        for other in one.contradicts
        if name in match.means and other in match.means and match.means[name] != match.means[other]
    }
    return {
        "origin count exact (claims)": _exact(counts),
        "status at the end (claims)": _exact(rungs),
        "steps (article and rung)": _agreement(found, wanted),
        "contradicting claims (pairs)": _agreement(said, contradicting),
    }


def _of_mentions(made: Predictions, gold: Scenario, match: Matched) -> Scores:
    brought = novelties(made)
    rows = {place: (gold.mentions[place], match.pairs.get(place)) for place in match.scored}
    found = {place: (row, told) for place, (row, told) in rows.items() if told}
    missed = tuple(row.name for row, told in rows.values() if told is None)
    return {
        "mentions found": Figure(len(found), len(rows), missed),
        "novelty (mentions)": _mentions(rows, lambda row, told: (row.novelty, brought[told])),
        "novelty of those found": _mentions(found, lambda row, told: (row.novelty, brought[told])),
        "origin (mentions)": _mentions(rows, lambda row, told: _origins(row, told, gold)),
        "origin of those found": _mentions(found, lambda row, told: _origins(row, told, gold)),
        "basis (mentions)": _mentions(rows, _bases),
        "basis of those found": _mentions(found, _bases),
        "hedge_dropped": _agreement(
            {row.name for row, told in found.values() if told.hedge_dropped},
            {row.name for row, _ in rows.values() if row.hedge_dropped},
        ),
        "corrected_by": _agreement(
            {(row.name, told.corrected_by) for row, told in found.values() if told.corrected_by},
            {(row.name, row.corrected_by) for row, _ in rows.values() if row.corrected_by},
        ),
    }


def _of_pairs(made: Predictions, gold: Scenario, match: Matched) -> Scores:
    claims = {place: claim_of(place, made, gold, match) for place in match.scored}
    events = _events(made)
    event_of = {key: one.event for key, one in gold.claims.items()}
    strict = {place: gold.mentions[place].claim for place in match.scored}
    return {
        "same claim (pairs of mentions)": _agreement(_pairs(claims, gold), _pairs(strict, gold)),
        "same event (pairs of mentions)": _agreement(
            _pairs({place: events.get(name or "", name) for place, name in claims.items()}, gold),
            _pairs({place: event_of[key] for place, key in strict.items()}, gold),
        ),
    }


def _harm(made: Predictions, gold: Scenario, match: Matched) -> Scores:
    """What should be nothing at all."""
    known = {key: made.claims[name] for key, name in match.stands.items()}
    false = [key for key, one in known.items() if one.origins > gold.claims[key].origins]
    one_origin = {match.stands[key]: key for key in false if gold.claims[key].origins == 1}
    one_publisher = {name: match.means.get(name, f"“{_text(made, name)}”") for name in _by_one_publisher(made, gold)}
    alone = one_origin | one_publisher
    words = [f"{key}: {known[key].origins}, not {gold.claims[key].origins}" for key in sorted(false)]
    sprung = tuple(_sprung(made, gold, match))
    return {
        "false corroborations (claims with more origins than gold)": Figure(len(false), len(gold.claims), tuple(words)),
        "of one publisher or one origin": Figure(len(alone), len(made.claims), tuple(sorted(alone.values()))),
        "traps sprung": Figure(len(sprung), len(gold.traps), sprung),
    }


def _origins(row: GoldMention, told: Told, gold: Scenario) -> tuple[str, str]:
    said = told.origin or (f"(via {told.via})" if told.via else "nobody")
    return row.origin or "nobody", (row.origin or "nobody") if right_origin(row, told, gold) else said


def _bases(row: GoldMention, told: Told) -> tuple[str, str]:
    return (told.basis, told.basis) if told.basis in row.basis else (min(row.basis), told.basis)


def _exact(counts: Mapping[str, tuple[object, object]]) -> Figure:
    wrong = [
        f"{key}: no claim stands for it" if is_ is None else f"{key}: {is_}, not {should}"
        for key, (should, is_) in counts.items()
        if should != is_
    ]
    return Figure(len(counts) - len(wrong), len(counts), tuple(wrong))


def _mentions(rows: Rows, compared: Callable[[GoldMention, Told], tuple[str, str]]) -> Figure:
    """Count the mentions of which a program says what the gold says; one that it has not found is wrong."""
    wrong = []
    for row, told in rows.values():
        should, is_ = compared(row, told) if told else ("", "not found")
        if told is None:
            wrong.append(f"{row.name}: not found")
        elif should != is_:
            wrong.append(f"{row.name}: {is_}, not {should}")
    return Figure(len(rows) - len(wrong), len(rows), tuple(wrong))


def _agreement(found: AbstractSet[object], wanted: AbstractSet[object]) -> Figure:
    both = found & wanted
    wrong = [f"missed {_shown(one)}" for one in wanted - both] + [f"false {_shown(one)}" for one in found - both]
    return Figure(
        len(both),
        len(wanted),
        tuple(sorted(wrong)),
        precision=len(both) / len(found) if found else 1.0,
        recall=len(both) / len(wanted) if wanted else 1.0,
    )


def _shown(one: object) -> str:
    if isinstance(one, frozenset):
        return " – ".join(sorted(map(str, one)))
    return " ".join(map(str, one)) if isinstance(one, tuple) else str(one)


def _pairs(groups: Mapping[int, str | None], gold: Scenario) -> set[frozenset[str]]:
    """Return every two mentions of one group; those without a group are in no pair."""
    named = {place: f"{gold.mentions[place].name}#{place}" for place in groups}
    return {
        frozenset({named[one], named[other]})
        for one, other in combinations(groups, 2)
        if groups[one] is not None and groups[one] == groups[other]
    }


def _events(made: Predictions) -> dict[str, str]:
    """Return the event of each claim; of a program that has none, claims that contradict each other are of one."""
    events = {name: one.event or name for name, one in made.claims.items()}
    if all(one.event is None for one in made.claims.values()):
        for name, one in made.claims.items():
            for other in one.contradicts & made.claims.keys():
                joined = {events[name], events[other]}
                events |= {known: min(joined) for known, event in events.items() if event in joined}
    return events


def _by_one_publisher(made: Predictions, gold: Scenario) -> Iterator[str]:
    """Yield claims with several origins whose mentions name nobody but outlets of one owner, or one party."""
    voices: dict[str, set[str]] = {}
    for told in made.mentions:
        if told.basis != "none" and (told.origin or told.via):
            outlet = told.via or ""
            own = told.origin or _owner(outlet, gold)
            voices.setdefault(told.claim, set()).add(own)
    for name, one in made.claims.items():
        if one.origins > 1 and len(voices.get(name, ())) <= 1:
            yield name


def _owner(outlet: str, gold: Scenario) -> str:
    """Return whose voice an outlet is, however much of its name a text uses: the Bugle is the Ostrey Evening Bugle."""
    plain = outlet.lower().removeprefix("the ").split()
    for known in sorted({article.outlet for article in gold.articles} - {""}):
        if plain and set(plain) <= set(known.lower().split()):
            return gold.families.get(known, known)
    return outlet


def _sprung(made: Predictions, gold: Scenario, match: Matched) -> Iterator[str]:
    """Yield the traps of which a program made a mention of the claim, or of one that it says contradicts the claim."""
    own = {id(told) for told in match.pairs.values()}
    for trap in gold.traps:
        for told in made.mentions:
            if told.article != trap.article or id(told) in own or overlap(told.span, trap.span) < ENOUGH:
                continue
            against = {match.means.get(other) for other in made.claims[told.claim].contradicts}
            if match.means.get(told.claim) == trap.claim:
                yield f"{trap.article}/{trap.claim} ({trap.kind}): taken for a mention"
                break
            if trap.claim in against:
                yield f"{trap.article}/{trap.claim} ({trap.kind}): taken for a denial"
                break


def _text(made: Predictions, name: str) -> str:
    return next((told.text or name for told in made.mentions if told.claim == name), name)
