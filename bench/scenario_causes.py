"""What went wrong first: each mistake on the invented month under the stage that made it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bench.scenario_match import alike, claim_of, matched, novelties, right_origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bench.scenario_gold import GoldMention, Predictions, Scenario, Told
    from bench.scenario_match import Matched

__all__ = ["causes"]

_OTHER_WORDS = 0.35
"""Share of telling words under which a sentence makes a claim in words of its own."""


def causes(made: Predictions, gold: Scenario) -> dict[str, list[str]]:
    """Return the mistakes by cause: first those of mentions, then what they did to claims."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    match, brought = matched(made, gold), novelties(made)
    for place in match.scored:
        row, told = gold.mentions[place], match.pairs.get(place)
        if told is None:
            found["extraction: mention not found"].append(f"{row.name}: {row.evidence}")
            continue
        for cause, words in _of_mention(row, told, claim_of(place, made, gold, match), brought[told], gold, match):
            found[cause].append(f"{row.name}: {words}")
    for key in gold.claims:
        for cause, words in _of_claim(key, made, gold, match):
            found[cause].append(f"{key}: {words}")
    return dict(sorted(found.items()))


def _of_mention(
    row: GoldMention, told: Told, name: str | None, brought: str, gold: Scenario, match: Matched
) -> Iterator[tuple[str, str]]:
    linked = name == match.stands.get(row.claim)
    means = match.means.get(told.claim)
    if not linked:
        if means in {None, row.claim}:
            words = "other words" if alike(told.text, gold.claims[row.claim].claim) < _OTHER_WORDS else "like words"
            yield f"same claim: apart from the claim it makes, in {words}", f"“{told.text}”"
        else:
            yield "same claim: within another claim", f"“{told.text}” is in {means}"
    origin = right_origin(row, told, gold)
    if not origin:
        said = told.origin or (f"(via {told.via})" if told.via else "nobody")
        yield f"origin: {_origin_cause(row, told, gold)}", f"{said}, not {row.origin or 'nobody'}; {row.evidence}"
    if origin and told.basis not in row.basis:
        yield "basis: right origin, other basis", f"{told.basis}, not {min(row.basis)}"
    if brought != row.novelty:
        words = f"{brought}, not {row.novelty}"
        yield f"novelty: {'its own' if linked and origin else _behind(linked=linked, origin=origin)}", words
    if told.hedge_dropped != row.hedge_dropped:
        yield f"hedge_dropped: {'missed' if row.hedge_dropped else 'false'}", f"{told.basis}, origin {told.origin}"
    if told.corrected_by != row.corrected_by:
        yield "corrected_by", f"{told.corrected_by}, not {row.corrected_by}"


def _behind(*, linked: bool, origin: bool) -> str:
    return "after the wrong claim" if not linked and origin else "after the wrong origin" if linked else "after both"


def _origin_cause(row: GoldMention, told: Told, gold: Scenario) -> str:
    nobody = told.origin is None and told.via is None
    if "stated" in row.basis:
        kind = "an outlet's own or unnamed" if gold.origins[row.origin].via else "a named party"
        return f"stated, {kind}, {'found none' if nobody else 'found another'}"
    if not row.origin:
        return "found one where nothing tells"
    return f"to be traced ({min(row.basis)}), {'found none' if nobody else 'found another'}"


def _of_claim(key: str, made: Predictions, gold: Scenario, match: Matched) -> Iterator[tuple[str, str]]:
    wanted = gold.claims[key]
    name = match.stands.get(key)
    places = [place for place in match.scored if gold.mentions[place].claim == key]
    if name is None:
        read = sum(place in match.pairs for place in places)
        yield "claim: none stands for it", f"{read} of {len(places)} mentions found"
        return
    known = made.claims[name]
    inside = [place for place in places if claim_of(place, made, gold, match) == name]
    away = f"{len(inside)} of {len(places)} mentions in it"
    strangers = sorted(
        gold.mentions[place].name
        for place, told in match.pairs.items()
        if told.claim == name and gold.mentions[place].claim != key
    )
    state = f"{away}{', with ' + ', '.join(strangers) if strangers else ''}"
    wrong_origins = _wrong_origins(inside, gold, match)
    whole = len(inside) == len(places) and not strangers
    after = "its own" if whole and not wrong_origins else "after the wrong origin" if whole else "after the wrong claim"
    if known.origins != wanted.origins:
        yield f"origin count: {after}", f"{known.origins}, not {wanted.origins}; {state}"
    if known.status != wanted.status:
        yield f"status: {after}", f"{known.status}, not {wanted.status}; {state}"
    elif known.steps != wanted.steps:
        steps = " > ".join(f"{article} {status}" for article, status in known.steps)
        yield f"steps: {after}", f"{steps}; {state}"


def _wrong_origins(places: Sequence[int], gold: Scenario, match: Matched) -> int:
    pairs: Mapping[int, Told] = match.pairs
    return sum(not right_origin(gold.mentions[place], pairs[place], gold) for place in places)
