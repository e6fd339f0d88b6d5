"""Copies found among altered articles, none among independent reports, and how many articles a second are compared."""

from __future__ import annotations

import argparse
import io
import json
import random
import time
from collections import Counter, defaultdict
from contextlib import redirect_stdout
from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline.compare.copies import adds_wording, compare_text
from pipeline.compare.known import KnownText, KnownTexts
from pipeline.compare.overlap import overlap
from pipeline.compare.passages import anchors
from pipeline.compare.stretches import kept_words
from pipeline.compare.wording import wording
from pipeline.models import COPIES, Decision
from pipeline.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.models import Comparison

Row = dict[str, Any]
ROUNDS = 3


def rows(path: Path) -> list[Row]:
    """Return the records of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def compared(texts: Sequence[str]) -> Iterator[Comparison]:
    """Yield what each text is next to those before it, as a run that files what adds wording."""
    known = KnownTexts()
    for number, text in enumerate(texts):
        found = compare_text(number, text, known)
        mark = wording(text).fingerprint()
        kept = mark if adds_wording(found) else mark._replace(shingles=())
        known.add(KnownText(number, 1, str(number), text, None), kept, independent=found.decision not in COPIES)
        yield found


def altered(score: Path, bases: list[Row], seed: int) -> list[Row]:
    """Return what the copy score makes of the bases: originals, then copies by chance, in order of arrival."""
    spec = spec_from_file_location("score", score)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{score} is no Python file")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as made:
        path = Path(folder) / "bases.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in bases), encoding="utf-8")
        module.make(["--seed", str(seed), str(path)])
    return [json.loads(line) for line in made.getvalue().splitlines()]


def copy_score(score: Path, bases: list[Row], seeds: Iterable[int]) -> list[str]:
    """Print how many copies of each kind are found with their original, and false alarms; return one stream's texts."""
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    false, originals, least, mixed = 0, 0, 1.0, []
    for seed in seeds:
        mixed = altered(score, bases, seed)
        for row, comparison in zip(mixed, compared([row["text"] for row in mixed]), strict=True):
            if row["kind"] == "original":
                originals += 1
                false += comparison.decision in COPIES
                continue
            made[row["kind"]] += 1
            of = mixed[comparison.copy_of] if comparison.copy_of is not None else None
            if of is not None and row["copy_of"] in {of["id"], of["copy_of"]}:
                found[row["kind"]] += 1
                least = min(least, comparison.copied)
    for kind, count in made.items():
        print(f"{kind:16} {found[kind] / count:.4f} of {count}")
    print(f"{'all copies':16} {found.total() / max(1, made.total()):.4f} of {made.total()}; smallest share {least:.2f}")
    print(f"originals called copies: {false} of {originals}")
    return [row["text"] for row in mixed]


def shelf(articles: list[str], seeds: list[str]) -> KnownTexts:
    """Return the articles and, as seeds, the seeds as known texts; their numbers are their places."""
    known = KnownTexts()
    for number, text in enumerate([*articles, *seeds]):
        is_seed = number >= len(articles)
        mark = wording(text).fingerprint(every=is_seed)
        known.add(KnownText(number, 1, str(number), text, None, is_seed), mark, independent=True)
    return known


def replaced(articles: list[str], seeds: list[str]) -> None:
    """Print how many articles and seeds are found again with part of their words replaced by words of all of them."""
    known, pool, chance = shelf(articles, seeds), " ".join(articles).split(), random.Random(1)
    named = [("articles", [*enumerate(articles)]), ("seeds", [*enumerate(seeds, start=len(articles))] * 20)]
    for part in (0.3, 0.4, 0.5, 0.6):
        for name, texts in named:
            right = 0
            for number, text in texts:
                other = " ".join(chance.choice(pool) if chance.random() < part else word for word in text.split())
                right += compare_text(-1, other, known).copy_of == number
            print(f"{part:.0%} of the words replaced, {name}: {right} of {len(texts)} found")


def teasers(articles: list[str], seeds: list[str], length: int = 30) -> None:
    """Print how many of all stretches of 30 words of the seeds, and of all beginnings of the articles, are found."""
    known = shelf(articles, seeds)
    right = tried = 0
    for number, text in enumerate(seeds, start=len(articles)):
        told = text.split()
        for at in range(len(told) - length + 1):
            tried += 1
            right += compare_text(-1, " ".join(told[at : at + length]) + " … Read on", known).copy_of == number
    print(f"{length} words of a seed, from anywhere: {right} of {tried} found")
    starts = [" ".join(text.split()[:length]) + " … Read on" for text in articles]
    right = sum(compare_text(-1, start, known).copy_of == number for number, start in enumerate(starts))
    print(f"first {length} words of an article: {right} of {len(articles)} found")


def false_pairs(name: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Print what pairs of independent reports are called, and how near the independent ones come to the thresholds."""
    decisions: Counter[str] = Counter()
    by_runs = by_order = 0.0
    for text, other in pairs:
        told = wording(text)
        met = overlap(told, KnownText(0, 1, "", other, None))
        decisions[met.decision] += 1
        if met.decision is Decision.INDEPENDENT:
            theirs = wording(other)
            kept = kept_words(told, theirs, anchors(told, theirs))
            by_runs = max(by_runs, met.share)
            by_order = max(
                by_order,
                kept.own_unquoted / max(20, told.unquoted),
                kept.other_unquoted / max(20, theirs.unquoted),
            )
    print(
        f"{name}: {dict(decisions)}; of the independent, greatest share {by_runs:.2f} by runs, {by_order:.2f} by order"
    )


def pairs_of(articles: Iterable[Row], group: str, apart: str | None = None) -> list[tuple[str, str]]:
    """Return the pairs with the same value under `group`, and different ones under `apart`."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in articles:
        groups[row[group]].append(row)
    return [
        (one["text"], other["text"])
        for members in groups.values()
        for one, other in combinations(members, 2)
        if apart is None or one[apart] != other[apart]
    ]


def speed(name: str, texts: list[str]) -> None:
    """Print articles a processor second for all of the copy part, and beside it for cutting texts into words alone."""
    for _ in range(ROUNDS):
        began = time.process_time()
        for text in texts:
            words(text)
        cut = time.process_time() - began
        began = time.process_time()
        for _ in compared(texts):
            pass
        ours = time.process_time() - began
        print(f"{name}: {len(texts) / ours:.0f} articles/s, {ours / cut:.2f} times what `text.words` takes")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "data", type=Path, help="folder with stories/basil_even.jsonl, stories/ecbplus_dev.jsonl, seeds/"
    )
    parser.add_argument("--eval", type=Path, help="the copy score, copies.py")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    options = parser.parse_args()
    basil, ecb = (rows(options.data / "stories" / f"{name}.jsonl") for name in ("basil_even", "ecbplus_dev"))
    seeds = {path.name: path.read_text(encoding="utf-8") for path in sorted((options.data / "seeds").glob("*.txt"))}
    articles = [row["text"] for row in basil]
    replaced(articles, list(seeds.values()))
    teasers(articles, list(seeds.values()))
    false_pairs("BASIL, same story", pairs_of(basil, "story"))
    false_pairs("ECB+, same story (with copies among them)", pairs_of(ecb, "story"))
    false_pairs("ECB+, another event like it", pairs_of(ecb, "topic", apart="story"))
    false_pairs("the five seeds", combinations(seeds.values(), 2))
    real = [*articles, *(row["text"] for row in ecb)]
    random.Random(0).shuffle(real)
    speed("real articles", real)
    if options.eval:
        bases = [{"id": row["id"], "text": row["text"]} for row in basil]
        bases += [{"id": name, "text": text} for name, text in seeds.items()]
        speed("all copies", copy_score(options.eval, bases, options.seeds))


if __name__ == "__main__":
    main()
