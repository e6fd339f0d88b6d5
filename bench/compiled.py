"""How much quicker are the rules that find claims when they are compiled, and do they find the same?"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLES = 120
ROUNDS = 9


def main() -> None:
    """Build the compiled wheel, and read the same articles with it and without, in turn."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, nargs="?", help="annotated news; else what comes with claimwatch")
    arguments.add_argument("--turns", type=int, default=3)
    arguments.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.read:
        print(json.dumps(_read(given.data)))
        return
    with tempfile.TemporaryDirectory() as home:
        compiled = _built(Path(home))
        for turn in range(1, given.turns + 1):
            plain, quick = (_asked(path, given.data) for path in (ROOT, compiled))
            same = "the same rows" if plain["rows"] == quick["rows"] else "OTHER ROWS"
            ratio = quick["speed"] / plain["speed"]
            print(
                f"turn {turn}: {plain['speed']:,.0f} sentences a core-second as Python, {quick['speed']:,.0f} compiled:"
                f" {ratio:.2f} times, {same}"
            )


def _built(home: Path) -> Path:
    """Return the folder of the unpacked wheel."""
    build = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(home), str(ROOT))
    subprocess.run(build, check=True, env=os.environ | {"CLAIMWATCH_COMPILE": "1"})
    (wheel,) = home.glob("claimwatch-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(home / "compiled")
    return home / "compiled"


def _asked(where: Path, data: Path | None) -> dict[str, float | str]:
    told = [str(data.resolve())] if data else []
    command = (sys.executable, str(Path(__file__)), "--read", *told)
    environment = os.environ | {"PYTHONPATH": f"{where}{os.pathsep}{ROOT}"}
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=where)
    found: dict[str, float | str] = json.loads(answer.stdout)
    return found


def _read(data: Path | None) -> dict[str, float | str]:
    """Return sentences a core-second, the quickest of several rounds over each article, and a hash of all rows."""
    from bench.claims import texts_of  # noqa: PLC0415 - only here, where PYTHONPATH says which pipeline is meant
    from pipeline.claims.reading.sentences import sentences  # noqa: PLC0415
    from pipeline.claims.rules import statements  # noqa: PLC0415

    texts = texts_of(data)[:ARTICLES]
    rows, taken, found = hashlib.sha256(), 0.0, 0
    for text in texts:
        for statement in statements(text):
            rows.update(statement.model_dump_json().encode())
        found += len(sentences(text))
        rounds = []
        for _ in range(ROUNDS):
            began = time.process_time()
            statements(text)
            rounds.append(time.process_time() - began)
        taken += min(rounds)
    return {"speed": found / taken, "rows": rows.hexdigest()}


if __name__ == "__main__":
    main()
