"""
Do articles.toml, gold.toml, families.toml and topic.toml agree with each other and with README.md?

Replays the month article by article by the rules of README.md and compares what comes out with the gold: novelty of
every mention, rungs and status of every claim, number of origins. Python 3.11 and its standard library are enough.

    python3 check.py            the check; exit 1 on any problem
    python3 check.py --overlap  also: longest unquoted run of words shared by articles of different outlets
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Month", "counts", "problems"]

Row = dict[str, Any]

ALLOWED = {
    "novelty": {"new", "echo", "new_origin", "on_record", "denied", "changed", "corrected", "repeated"},
    "basis": {"stated", "quote", "wording", "inferred", "none"},
    "mode": {"asserted", "quoted", "reported", "denied", "declined", "speculated"},
    "polarity": {"+", "-"},
}
STATUS = {"single_unnamed", "single_named", "corroborated", "on_record", "disputed", "corrected"}
MOVES = {"new", "new_origin", "on_record", "changed"}
"""Mentions that can open a dispute with a contradicting claim."""
COPIED = 6
"""Words in a row that `--overlap` begins to list."""


class Month:
    """The files of a folder."""

    def __init__(self, folder: Path) -> None:
        articles, gold, families, topic = (
            tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
            for name in ("articles", "gold", "families", "topic")
        )
        self.articles: list[Row] = articles["articles"]
        self.mentions: list[Row] = gold["mentions"]
        self.traps: list[Row] = gold["traps"]
        self.entities: list[Row] = topic["entities"]
        self.named = {"article": self.articles, "claim": gold["claims"], "origin": gold["origins"]}
        self.claims: dict[str, Row] = {claim["key"]: claim for claim in gold["claims"]}
        self.origins: dict[str, Row] = {origin["key"]: origin for origin in gold["origins"]}
        self.family = {outlet: family["name"] for family in families["families"] for outlet in family["outlets"]}
        self.by_id: dict[str, Row] = {article["id"]: article for article in self.articles}
        self.order = {article["id"]: place for place, article in enumerate(self.articles)}

    def of(self, article: str) -> list[Row]:
        """Return the mentions of an article."""
        return [mention for mention in self.mentions if mention["article"] == article]

    def voice(self, origin: str) -> str:
        """Return whose independent voice an origin is: what an outlet knows by itself is the voice of its owner."""
        via = self.origins[origin]["via"]
        return f"outlet:{self.family.get(via, via)}" if via else f"named:{origin}"


def problems(folder: Path) -> list[str]:
    """Return what does not agree, in words; nothing where all is well."""
    month = Month(folder)
    form = [*_names(month), *_articles(month), *_places(month), *_mentions(month), *_revisions(month), *_claims(month)]
    # The replay trusts that every key is known.
    return form or list(_replayed(month))


def _names(month: Month) -> Iterator[str]:
    for kind, rows in month.named.items():
        for name, times in Counter(row["id" if kind == "article" else "key"] for row in rows).items():
            if times > 1:
                yield f"{kind} {name} occurs {times} times"
    for origin in month.origins.values():
        if not (origin["via"] or origin.get("names")):
            yield f"origin {origin['key']}: neither an outlet's nor known by any name"
    if unused := set(month.origins) - {mention["origin"] for mention in month.mentions}:
        yield f"origins never used: {sorted(unused)}"


def _articles(month: Month) -> Iterator[str]:
    for article in month.articles:
        words = len(article["text"].split())
        if not 60 <= words <= 180:
            yield f"{article['id']}: {words} words"
        if "revises" in article and month.order.get(article["revises"], 999) >= month.order[article["id"]]:
            yield f"{article['id']} revises something that is not before it"
        written = article.get("published_at", "2025-03-01")
        if "T" in written and datetime.fromisoformat(written).tzinfo is None:
            yield f"{article['id']}: no zone"
        if "T" not in written:
            date.fromisoformat(written)
    if not 6 <= len(month.entities) <= 10:
        yield "topic.toml: 6 to 10 entities"
    if [place for place, article in enumerate(month.articles) if article.get("seed")] != [0, 1, 2, 3, 4]:
        yield "the first five articles must be the seeds"


def _places(month: Month) -> Iterator[str]:
    for row in month.mentions + month.traps:
        claim = row.get("claim", row.get("not_claim"))
        where = f"{row['article']}/{claim}"
        if row["article"] not in month.by_id:
            yield f"{where}: unknown article"
            continue
        for evidence in [row["evidence"], *row.get("also", [])]:
            times = month.by_id[row["article"]]["text"].count(evidence)
            if times != 1:
                yield f"{where}: evidence occurs {times} times: {evidence[:60]}"
        if claim not in month.claims:
            yield f"{where}: unknown claim"


def _mentions(month: Month) -> Iterator[str]:
    for mention in month.mentions:
        where = f"{mention['article']}/{mention['claim']}"
        yield from (
            f"{where}: {field} {mention[field]}" for field, allowed in ALLOWED.items() if mention[field] not in allowed
        )
        if mention["origin"] and mention["origin"] not in month.origins:
            yield f"{where}: unknown origin {mention['origin']}"
        if (mention["origin"] == "") != (mention["basis"] == "none"):
            yield f"{where}: basis none goes with no origin, and only then"
        traced = mention["basis"] in {"wording", "inferred"}
        if mention["hedge_dropped"] and not (traced and mention["mode"] == "asserted"):
            yield f"{where}: a dropped hedge is an assertion without a stated origin"


def _revisions(month: Month) -> Iterator[str]:
    """Yield where marks of corrected and carried sentences do not fit the texts."""
    for mention in month.mentions:
        where = f"{mention['article']}/{mention['claim']}"
        article = month.by_id[mention["article"]]
        if "corrected_by" in mention and month.order.get(mention["corrected_by"], -1) <= month.order[article["id"]]:
            yield f"{where}: corrected_by must come later"
        before = [row for row in month.of(article.get("revises", "")) if row["claim"] == mention["claim"]]
        if mention.get("carried") and mention["evidence"] not in {row["evidence"] for row in before}:
            yield f"{where}: carried, but the old revision has no such sentence"
    for article in month.articles:
        for mention in month.of(article.get("revises", "")):
            gone = mention["evidence"] not in article["text"]
            if gone and mention.get("corrected_by") != article["id"]:
                yield f"{mention['article']}/{mention['claim']}: gone in {article['id']}, yet not corrected_by it"


def _claims(month: Month) -> Iterator[str]:
    made = {mention["claim"] for mention in month.mentions}
    for key, claim in month.claims.items():
        if key not in made:
            yield f"{key}: no mention"
        for other in claim["contradicts"]:
            if key not in month.claims.get(other, {"contradicts": []})["contradicts"]:
                yield f"{key} contradicts {other}, but not the other way round"
        # Oakes is party to her own appointment, and is never heard.
        yield from (
            f"{key}: unknown party {party}" for party in claim["party"] if party not in {*month.origins, "OAKES"}
        )


class Standing:
    """What is known of one claim after the articles read so far."""

    def __init__(self, claim: Row, month: Month) -> None:
        self.claim, self._month = claim, month
        self.mentions: list[Row] = []
        self.steps: list[list[str]] = []
        self.voices: set[str] = set()
        self.named = self.party = self.withdrawn = False
        self.denied_by: set[str] = set()
        self.doubts: set[str] = set()
        """Who denies it, and the keys of claims that contradict it."""

    def novelty(self, mention: Row) -> str:
        """Return what a mention adds by the rules; whether an origin's words changed only a reader can tell."""
        against, origin, stated = mention["mode"] == "denied", mention["origin"], mention["basis"] == "stated"
        if mention["novelty"] == "corrected":
            return "corrected"
        if against and origin not in self.denied_by:
            return "denied"
        if not self.mentions:
            return "new"
        if not against and origin in self.claim["party"] and not self.party:
            return "on_record"
        if not against and origin and stated and self._month.voice(origin) not in self.voices:
            return "new_origin"
        if mention["novelty"] == "changed" and stated and origin in {row["origin"] for row in self.mentions}:
            return "changed"
        return "repeated" if self._heard(mention) else "echo"

    def _heard(self, mention: Row) -> bool:
        """Tell whether the same outlet took the same side in an earlier article."""
        outlet = self._month.by_id[mention["article"]]["outlet"]
        return bool(outlet) and any(
            self._month.by_id[row["article"]]["outlet"] == outlet
            and row["article"] != mention["article"]
            and (row["mode"] == "denied") == (mention["mode"] == "denied")
            for row in self.mentions
        )

    def add(self, mention: Row) -> str | None:
        """Take a mention in; return what is wrong with its origin."""
        self.mentions.append(mention)
        origin, problem = mention["origin"], None
        if mention["novelty"] == "corrected":
            self.withdrawn = True
        elif mention["mode"] == "denied":
            if mention["novelty"] == "denied":
                self.doubts.add(f"denied by {origin}")
            self.denied_by.add(origin)
        elif origin:
            if mention["basis"] != "stated" and self._month.voice(origin) not in self.voices:
                problem = f"origin {origin} traced, but no earlier mention names it"
            self.voices.add(self._month.voice(origin))
            self.named |= not self._month.origins[origin]["via"]
            self.party |= origin in self.claim["party"]
        return problem

    def status(self, known: Mapping[str, Standing]) -> str:
        """Return the rung it stands on."""
        if self.withdrawn:
            return "corrected"
        if any(doubt not in known or not known[doubt].withdrawn for doubt in self.doubts):
            return "disputed"
        if self.party:
            return "on_record"
        if len(self.voices) > 1:
            return "corroborated"
        return "single_named" if self.named else "single_unnamed"


def _replayed(month: Month) -> Iterator[str]:
    known = {key: Standing(claim, month) for key, claim in month.claims.items()}
    for article in month.articles:
        here = month.of(article["id"])
        for mention in here:
            where, standing = f"{mention['article']}/{mention['claim']}", known[mention["claim"]]
            if mention["novelty"] != (by_rule := standing.novelty(mention)):
                yield f"{where}: novelty {mention['novelty']}, by the rules {by_rule}"
            if problem := standing.add(mention):
                yield f"{where}: {problem}"
        _dispute(here, known)
        for standing in known.values():
            rung = standing.status(known)
            if standing.mentions and (not standing.steps or standing.steps[-1][1] != rung):
                standing.steps.append([article["id"], rung])
    for key, standing in known.items():
        yield from (f"{key}: {problem}" for problem in _end(standing, known))


def _dispute(here: list[Row], known: Mapping[str, Standing]) -> None:
    """Let an article's mentions open disputes, and settle those that a party's first word settles."""
    for mention in here:
        if mention["novelty"] not in MOVES:
            continue
        standing = known[mention["claim"]]
        for other in standing.claim["contradicts"]:
            if known[other].mentions:
                known[other].doubts.add(mention["claim"])
                if mention["novelty"] == "new":
                    standing.doubts.add(other)
    for mention in here:
        if mention["novelty"] == "on_record":
            known[mention["claim"]].doubts.clear()


def _end(standing: Standing, known: Mapping[str, Standing]) -> Iterator[str]:
    claim, rung = standing.claim, standing.status(known)
    if claim["status"] not in STATUS or claim["status"] != rung:
        yield f"status {claim['status']}, by the rules {rung}"
    if claim["steps"] != standing.steps:
        yield f"steps {claim['steps']}, by the rules {standing.steps}"
    if claim["origins"] != max(1, len(standing.voices)):
        yield f"origins {claim['origins']}, by the rules {sorted(standing.voices)}"
    if standing.mentions[0]["novelty"] != "new":
        yield "the first mention is not new"


def counts(folder: Path) -> Iterator[str]:
    """Yield how much there is of everything."""
    month = Month(folder)
    dates = [article["published_at"] for article in month.articles if "published_at" in article]
    yield (
        f"articles {len(month.articles)}  outlets {len({article['outlet'] for article in month.articles})}"
        f"  revisions {sum('revises' in article for article in month.articles)}"
        f"  date only {sum('T' not in written for written in dates)}  undated {len(month.articles) - len(dates)}"
        f"  words {sum(len(article['text'].split()) for article in month.articles)}"
    )
    claims = month.claims.values()
    yield (
        f"claims {len(claims)}  stories {len({claim['story'] for claim in claims})}"
        f"  events {len({claim['event'] for claim in claims})}  origins {len(month.origins)}"
        f"  mentions {len(month.mentions)} (carried {sum(row.get('carried', False) for row in month.mentions)})"
        f"  traps {len(month.traps)}  hedge_dropped {sum(row['hedge_dropped'] for row in month.mentions)}"
        f"  corrected_by {sum('corrected_by' in row for row in month.mentions)}"
    )
    for field in ALLOWED:
        yield f"{field:9} {dict(Counter(row[field] for row in month.mentions).most_common())}"
    yield f"status    {dict(Counter(claim['status'] for claim in claims).most_common())}"
    yield f"origins   {dict(sorted(Counter(claim['origins'] for claim in claims).items()))}"
    yield f"traps     {dict(Counter(trap['kind'] for trap in month.traps).most_common())}"


def longest_runs(folder: Path) -> Iterator[str]:
    """Yield the longest run of own words that two articles of different outlets share, longest first."""
    found = []
    for one, other in combinations(Month(folder).articles, 2):
        if one["outlet"] != other["outlet"]:
            words, others = _own_words(one), _own_words(other)
            run = SequenceMatcher(None, words, others, autojunk=False).find_longest_match()
            shared = " ".join(words[run.a : run.a + run.size])
            found.append((run.size, f"{one['id']} {other['id']}  {shared[:110]}"))
    yield from (f"{length:4d} {line}" for length, line in sorted(found, reverse=True) if length >= COPIED)


def _own_words(article: Row) -> list[str]:
    """Return the words outside quotation marks; where a quotation was stands what no other article has."""
    bare = re.sub(r'"[^"]*("|\n|$)|“[^”]*(”|\n|$)', f" |{article['id']} ", article["text"])
    return re.findall(r"[\w'|]+", bare.lower())


def main() -> int:
    """Write what there is and what is wrong; return the exit code."""
    folders = [Path(one) for one in sys.argv[1:] if not one.startswith("-")]
    folder = folders[0] if folders else Path(__file__).resolve().parent
    runs = longest_runs(folder) if "--overlap" in sys.argv else ()
    wrong = problems(folder)
    lines = [*runs, *counts(folder), *(f"PROBLEM {problem}" for problem in wrong)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
