"""Sitemaps and lists of addresses through a whole back-fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Site

    from pipeline.backfill.report import Backfill

TEXT = """Korrin Appliances will close its heater plant at Quarrenby before the winter, a person with knowledge of the
board's plans said. About 600 jobs would go, the person said, most of them on the two assembly lines there.
"""


def test_a_sitemap_index_is_gone_through_by_days(
    tmp_path: Path, site: Site, fill: Callable[..., Backfill], ask: Callable[[Path, str], list[tuple[Any, ...]]]
) -> None:
    """All its sitemaps, the oldest pages first; a page that is not there is a row, and nothing is asked for twice."""
    for name, words in (("/late", "late"), ("/early", "early"), ("/undated", "undated")):
        site.article(
            name, f"Korrin is {words}", TEXT + f"It was {words} in the day when the news came to the town. " * 4
        )
    _sitemap(site, "/one.xml", ("/late", "2025-03-20"), ("/undated", ""), ("/gone", "2025-03-19"))
    _sitemap(site, "/two.xml", ("/early", "2025-01-02"))
    index, db = _index(site, "/one.xml", "/two.xml"), tmp_path / "var"
    filled = fill(db, index)
    assert (filled.pages, filled.undated, filled.outcome) == (3, 1, "ok")
    asked = [path for path in site.asked if path in {"/late", "/early", "/undated", "/gone"}]
    assert (asked[0], sorted(asked[1:3]), asked[3]) == ("/early", ["/gone", "/late"], "/undated")
    assert ask(db, "SELECT reason, url FROM drops") == [("page not fetched", f"{site.root}/gone")]
    assert ask(db, "SELECT count(*) FROM kept WHERE kind = 'page'") == [(3,)]
    assert fill(db, index).pages == 0
    assert site.asked.count("/late") == 1


def test_a_list_gives_the_days_that_are_wanted(tmp_path: Path, site: Site, fill: Callable[..., Backfill]) -> None:
    """A line may tell a day; what has none, or another, is left out and counted."""
    site.article("/one", "Korrin is one", TEXT * 2)
    listed = tmp_path / "list.txt"
    listed.write_text(f"{site.root}/one\t2025-03-04\n{site.root}/two\t2024-03-04\n{site.root}/three\n")
    filled = fill(tmp_path / "var", listed, first="2025-01-01")
    assert (filled.pages, filled.left_out) == (1, 2)


def test_a_sitemap_that_does_not_answer_is_a_problem(tmp_path: Path, site: Site, fill: Callable[..., Backfill]) -> None:
    """It is named, with what the server said."""
    filled = fill(tmp_path / "var", f"{site.root}/none.xml")
    assert (filled.failed, filled.outcome) == (1, "failed")
    assert "none.xml" in filled.report.problems[0]


def _sitemap(site: Site, path: str, *pages: tuple[str, str]) -> None:
    listed = "".join(
        f"<url><loc>{site.root}{page}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for page, day in pages
    )
    site.answers[path] = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</urlset>".encode()


def _index(site: Site, *sitemaps: str) -> str:
    listed = "".join(f"<sitemap><loc>{site.root}{path}</loc></sitemap>" for path in sitemaps)
    body = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</sitemapindex>"
    site.answers["/sitemap.xml"] = body.encode()
    return f"{site.root}/sitemap.xml"
