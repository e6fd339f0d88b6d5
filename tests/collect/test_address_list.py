from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.collect.formats.address_list import parse_address_list
from pipeline.models import Feed, Page

MakePage = Callable[..., Page]


def test_a_line_is_an_entry(fetched_page: MakePage, feed: Feed) -> None:
    """With a date or a title after a tab; comments and blank lines do not count, whatever ends the lines."""
    text = (
        "\ufeff# what to read\r\n\r\nhttp://outlet.example/a\r\n"
        "HTTPS://wire.example/b\t2018-03-22T10:05:00Z\tBest Buy stops\r\n"
        "http://wire.example/c\tOnly a title\r\n"
    )
    found = parse_address_list(fetched_page(text, content_type="text/plain"), feed)
    assert found is not None
    assert [(entry.url, entry.title, entry.published_raw) for entry in found.entries] == [
        ("http://outlet.example/a", None, None),
        ("HTTPS://wire.example/b", "Best Buy stops", "2018-03-22T10:05:00Z"),
        ("http://wire.example/c", "Only a title", None),
    ]
    assert found.flaw is None


def test_lists_of_windows_are_read(fetched_page: MakePage, feed: Feed) -> None:
    """Notepad's "Unicode" is UTF-16."""
    found = parse_address_list(fetched_page("http://outlet.example/ä\r\n".encode("utf-16")), feed)
    assert found is not None
    assert found.entries[0].url == "http://outlet.example/ä"


def test_a_few_other_lines_are_counted(fetched_page: MakePage, feed: Feed) -> None:
    """Addresses of files, and lines that are none, are left out."""
    lines = [f"http://outlet.example/{n}" for n in range(8)] + ["file:///etc/passwd", "to do"]
    found = parse_address_list(fetched_page("\n".join(lines)), feed)
    assert found is not None
    assert (len(found.entries), found.flaw) == (8, "2 lines are no addresses")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet",
        "Best Buy stops selling Huawei.\nSee http://outlet.example/a for more.",
        "http://outlet.example/a\nBest Buy stops selling Huawei.",
        "http://outlet.example/a b c",
        "<html><body>\nhttp://outlet.example/a\n</body></html>",
        "file:///etc/passwd\nftp://outlet.example/a",
        "\x00\x01\x02",
    ],
)
def test_a_text_is_no_list(fetched_page: MakePage, feed: Feed, text: str) -> None:
    """Fewer than four addresses in five lines, and it is something else."""
    assert parse_address_list(fetched_page(text), feed) is None
