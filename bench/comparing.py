"""
The whole comparison, `claimwatch group --jsonl`, over some two thousand real articles: articles a processor second.

Articles of BASIL, ECB+ and PolNeAR (its paragraphs put together again), shuffled. The command runs as users run it,
with its memory only and with a database, in turn; what starting takes is measured with one article and taken off. With
--profile the same runs in this process, and the time is told by module.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import os
import pstats
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from pipeline.jsonl import group_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUNDS = 3
_TOLD = 15
_STORIES = ("basil_even", "ecbplus_dev")
_PARAGRAPHS = ("polnear_dev", "polnear_train")


def lines(data: Path) -> list[bytes]:
    """Return the articles as the command reads them, in an order that does not tell their stories."""
    texts = {}
    for name in _STORIES:
        for row in _rows(data / "stories" / f"{name}.jsonl"):
            texts[row["id"]] = row["text"]
    documents: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in _PARAGRAPHS:
        for row in _rows(data / "claims" / f"{name}.jsonl"):
            document, _, place = row["id"].rpartition("#")
            documents[document].append((int(place), row["text"]))
    texts |= {name: "\n".join(text for _, text in sorted(paragraphs)) for name, paragraphs in documents.items()}
    told = [json.dumps({"id": name, "text": text}).encode() + b"\n" for name, text in texts.items()]
    random.Random(1).shuffle(told)
    return told


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def seconds(told: Sequence[bytes], *options: str) -> float:
    """Return the processor time that the command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pipeline", "group", "--jsonl", *options]
    answered = subprocess.run(command, input=b"".join(told), check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    decisions = Counter(json.loads(line).get("decision") for line in answered.stdout.splitlines())
    if decisions.total() != len(told) or None in decisions:
        raise SystemExit(f"not as it should be: {decisions} for {len(told)} articles")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def beside(told: Sequence[bytes]) -> None:
    """Run the command with its memory and with a database, in turn."""
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(_ROUNDS):
        taken["memory"].append(seconds(told) - seconds(told[:1]))
        with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as empty:
            taken["database"].append(seconds(told, "--db", home) - seconds(told[:1], "--db", empty))
            taken["the same again"].append(seconds(told, "--db", home) - seconds(told[:1], "--db", empty))
    for name, each in taken.items():
        cost = median(each) / len(told)
        print(
            f"{name:<16} {1 / cost:7,.0f} articles a processor second, {1000 * cost:.2f} ms each"
            f" (from {len(told) / max(each):,.0f} to {len(told) / min(each):,.0f}), load {os.getloadavg()[0]:.1f}"
        )


def profile(told: Sequence[bytes], home: Path | None) -> None:
    """Print where the time goes, by module; what the profiler adds makes many small calls look dear."""
    profiler = cProfile.Profile()
    profiler.runcall(group_lines, told, io.StringIO(), home)
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, own, *_) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined] # untyped
        spent[name if file == "~" else "/".join(Path(file).parts[-2:])] += own
    for where, own in spent.most_common(_TOLD):
        print(f"    {own:6.2f} s {own / spent.total():5.0%}  {where}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("data", type=Path, help="a folder with stories/*.jsonl and claims/polnear_*.jsonl")
    parser.add_argument("--profile", action="store_true", help="tell where the time goes, and nothing else")
    options = parser.parse_args()
    told = lines(options.data)
    print(f"{len(told)} articles, {sum(map(len, told)) / len(told) / 1000:.1f} KB each")
    if not options.profile:
        beside(told)
        return
    print("memory")
    profile(told, None)
    with tempfile.TemporaryDirectory() as home:
        print("database")
        profile(told, Path(home))


if __name__ == "__main__":
    main()
