from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]
TEXTS = [
    *PAGES,
    *(ROOT / name for name in ("Makefile", "pyproject.toml", "prefect.yaml", ".pre-commit-config.yaml")),
    *(
        path
        for folder in ("pipeline", "flows", "sql", "seeds", "bench")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".sql", ".toml", ".md", ".txt", ".opml", ".yaml"}
    ),
]
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
NAMED = re.compile(r'<a (?:id|name)="([^"]+)">')
REFERENCE = re.compile(r"\bdocs/([\w-]+\.md)(?:#([\w-]+))?")
PATH = re.compile(r"`((?:pipeline|flows|sql|tests)/[a-z0-9_./-]+)`")
LINK = re.compile(r"\]\(([^()\s]+)\)")


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page, and those written out."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading) for heading in HEADING.findall(text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings} | set(
        NAMED.findall(text)
    )


REFERENCES = sorted({(path, *found) for path in TEXTS for found in REFERENCE.findall(path.read_text(encoding="utf-8"))})
LINKS = sorted(
    {
        (page, target)
        for page in PAGES
        for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
        if "://" not in target and not target.startswith("mailto:")
    }
)


def _named(value: object) -> str:
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else str(value)


@pytest.mark.parametrize(("path", "page", "anchor"), REFERENCES, ids=_named)
def test_what_code_says_of_the_docs_is_there(path: Path, page: str, anchor: str) -> None:
    """A comment that points to a reason points to one that exists."""
    assert (ROOT / "docs" / page).is_file(), f"{path} names docs/{page}"
    assert not anchor or anchor in _anchors(ROOT / "docs" / page), f"{path} names docs/{page}#{anchor}"


@pytest.mark.parametrize(("page", "target"), LINKS, ids=_named)
def test_no_link_leads_nowhere(page: Path, target: str) -> None:
    """Between the pages, and from them into the repository."""
    name, _, anchor = target.partition("#")
    place = (page.parent / name).resolve() if name else page
    assert place.exists(), target
    assert not anchor or anchor in _anchors(place), target


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_files_named_on_a_page_exist(page: Path) -> None:
    """A file that moved is found under its new name."""
    named = set(PATH.findall(page.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
