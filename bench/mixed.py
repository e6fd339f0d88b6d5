"""
Read paragraphs of real articles whose words are mixed up, as bad extraction leaves them: not one may fail.

What a rule trips over costs its whole article its claims, and nobody writes such sentences down as examples.
"""

from __future__ import annotations

import argparse
import random
import traceback
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.claims.rules import statements

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHANGED = 4
"""One word in so many is changed."""
_WHEN = datetime(2018, 3, 22, 12, tzinfo=UTC)


def mixed_up(words: list[str], others: Sequence[str], chance: random.Random) -> list[str]:
    """Return words of which some are gone, others stand where they did not, and some are other texts'."""
    for _ in range(len(words) // _CHANGED + 1):
        if not words:
            break
        at, what = chance.randrange(len(words)), chance.random()
        if what < 0.4:
            words[at] = chance.choice(others)
        elif what < 0.6:
            del words[at]
        elif what < 0.8:
            words.insert(at, chance.choice(others))
        else:
            other = chance.randrange(len(words))
            words[at], words[other] = words[other], words[at]
    return words


def main() -> None:
    """Print how many paragraphs were read, and where reading failed, with the shortest text of each place."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("published", type=Path, help="a news.duckdb: its articles are mixed up")
    parser.add_argument("--paragraphs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with duckdb.connect(str(asked.published), read_only=True) as connection:
        texts = [text for (text,) in connection.execute("SELECT text FROM articles ORDER BY article_id").fetchall()]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n") if paragraph.strip()]
    others = [word for text in texts for word in text.split()]
    chance = random.Random(asked.seed)
    failed: Counter[str] = Counter()
    shortest: dict[str, str] = {}
    for _ in range(asked.paragraphs):
        text = " ".join(mixed_up(chance.choice(paragraphs).split(), others, chance))
        try:
            statements(text, title=text[:60], published_at=_WHEN)
        except Exception as error:  # noqa: BLE001 - any that there is, is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            failed[place] += 1
            shortest[place] = min(shortest.get(place, text), text, key=len)
    print(f"{asked.paragraphs:,} paragraphs of {len(texts):,} articles, seed {asked.seed}: {failed.total()} failed")
    for place, times in failed.most_common():
        print(f"  {times} {place}: {shortest[place]}")


if __name__ == "__main__":
    main()
