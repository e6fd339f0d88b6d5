"""Claims: how well they fit gold rows, who is found to say what, and how many sentences a second are read."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.claim_scores import gold_texts, measured
from pipeline.claims.reading.sentences import sentences
from pipeline.claims.rules import statements
from pipeline.resources import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROUNDS = 9
OURS = Path("tests/data/claims")
HOSTILE = {
    "100,000 quotation marks": '"' * 100_000,
    "100,000 curly marks": "“" * 100_000,
    "50,000 brackets in brackets": "(" * 50_000 + ")" * 50_000,
    "20,000 words without a full stop": "the company said that its plant " * 4_000,
    "100,000 letters without a space": "A" * 100_000,
    "right to left": "قال المتحدث إن الشركة ستغلق المصنع، " * 3_000,
    "zero width": "The\u200b com\u200bpany\u200b said it will close. " * 2_500,
    "who and which": "who said that which said that it " * 3_000,
}


def texts_of(data: Path | None) -> list[str]:
    """Return whole articles: of the annotated news where it is at hand, else those that come with claimwatch."""
    if data is None:
        ours = [gold.text for gold in gold_texts(OURS)]
        return ours + [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*/articles/*.txt"))]
    articles: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(data / "claims" / "polnear_train.jsonl"):
        articles[row["id"].partition("#")[0]].append(row["text"])
    return ["\n\n".join(paragraphs) for paragraphs in articles.values()]


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def least(what: Callable[[str], object], text: str, rounds: int = ROUNDS) -> float:
    """Return the processor seconds of the quickest of several rounds: the others were disturbed."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        what(text)
        taken.append(time.process_time() - began)
    return min(taken)


def speed(texts: Sequence[str]) -> None:
    """Print sentences a processor second, and that twice the text takes twice the time."""
    statements("The first sentence loads the lexicon, he said.")
    count = sum(len(sentences(text)) for text in texts)
    split, whole = (sum(least(what, text) for text in texts) for what in (sentences, statements))
    print(f"{len(texts)} articles, {count:,} sentences")
    print(f"  cut and tagged   {count / split:8,.0f} sentences a processor second")
    print(f"  claims           {count / whole:8,.0f} sentences a processor second")
    together = "\n\n".join(texts)
    short = together[: len(together) // 16]
    once = least(statements, short, 3)
    for times in (2, 4, 8, 16):
        longer = together[: len(short) * times]
        print(f"  a text {times:2} times as long takes {least(statements, longer, 3) / once:5.1f} times as long")
    for name, text in HOSTILE.items():
        print(f"  {name:35} {least(statements, text, 1):6.2f} s for {len(text):,} characters")


def own_texts() -> None:
    """Print the scores on the invented texts with gold rows: those that rules are tuned on, and those held out."""
    texts = gold_texts(OURS)
    for name, held_out in (("tuned on", False), ("held out", True)):
        some = [text for text in texts if text.held_out is held_out]
        print(f"{name}: {len(some)} texts")
        for measure, value in measured(some).items():
            print(f"  {measure:20}" + (f"{value:7.3f}" if isinstance(value, float) else f"{value:7}"))


def others(data: Path, scripts: Path) -> None:
    """Print what the scripts of others say of the command's answers on annotated paragraphs and on the seeds."""
    with TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds.jsonl"
        found = sorted((data / "seeds").rglob("*.txt"))
        lines = [json.dumps({"id": path.name, "text": path.read_text(encoding="utf-8")}) for path in found]
        seeds.write_text("\n".join(lines), encoding="utf-8")
        dev = data / "claims" / "polnear_dev.jsonl"
        _score(scripts / "seed_claims.py", data / "claims" / "seed_gold.jsonl", seeds, Path(folder))
        _score(scripts / "attribution.py", dev, dev, Path(folder))


def _score(script: Path, gold: Path, asked: Path, folder: Path) -> None:
    answers = folder / "answers.jsonl"
    command = [Path(sys.executable).with_name("claimwatch"), "claims", "--jsonl"]
    with asked.open("rb") as lines, answers.open("wb") as out:
        subprocess.run(command, stdin=lines, stdout=out, check=True)
    print(f"{script.name} on {gold.name}", flush=True)
    subprocess.run([sys.executable, script, gold, answers], check=True)


def main(arguments: Iterable[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.claims", description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, help="a folder with claims/ and seeds/")
    parser.add_argument("--eval", type=Path, help="a folder with attribution.py and seed_claims.py")
    parser.add_argument("--articles", type=int, default=200, help="how many articles are timed")
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    own_texts()
    if asked.data and asked.eval:
        others(asked.data, asked.eval)
    speed(texts_of(asked.data)[: asked.articles])


if __name__ == "__main__":
    main()
