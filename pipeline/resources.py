"""Where the files that travel with the code are: beside it in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

__all__ = ["AUTOMATIONS_YAML", "DEMO", "PREFECT_YAML", "SEEDS", "SQL", "query"]

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE / "bundled" if (_HERE / "bundled").is_dir() else _HERE.parent

SQL = _ROOT / "sql"
SEEDS = _ROOT / "seeds"
PREFECT_YAML = _ROOT / "prefect.yaml"
AUTOMATIONS_YAML = _ROOT / "automations.yaml"
DEMO = _HERE / "demo"


def query(folder: str, name: str) -> str:
    """Return the SQL of a file in a folder of sql/."""
    return (SQL / folder / f"{name}.sql").read_text(encoding="utf-8")
