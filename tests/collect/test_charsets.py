from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.collect.formats.charsets import reading
from pipeline.models import Page

MakePage = Callable[..., Page]


def feed(title: str, declared: str | None, written: str) -> bytes:
    """A feed in one encoding that says it is in another, or nothing."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{declaration}<rss><channel><title>{title}</title></channel></rss>".encode(written)


@pytest.mark.parametrize(
    ("header", "declared", "written"),
    [
        ("application/xml; charset=iso-8859-1", "windows-1251", "utf-8"),
        ("text/xml; charset=utf-8", "us-ascii", "koi8-r"),
        ("text/xml; charset=iso-8859-1", "windows-1251", "windows-1251"),
        ("text/xml; charset=us-ascii", "utf-16", "utf-8"),
        ("text/xml", None, "koi8-r"),
        ("text/html; charset=utf-8", None, "utf-16"),
        (None, "utf-7", "utf-8"),
    ],
)
def test_the_bytes_decide_where_header_and_declaration_differ(
    fetched_page: MakePage, header: str | None, declared: str | None, written: str
) -> None:
    """Three say three things, and the text is right; that one was wrong is told."""
    title = "Компания отказалась продавать телефоны Huawei в своих магазинах, сообщили в четверг газеты"
    read = reading(fetched_page(feed(title, declared, written), content_type=header))
    assert title in read.body.decode(read.charset)
    assert read.flaw is not None


@pytest.mark.parametrize(
    ("header", "declared", "written"),
    [
        ("text/xml", "utf-8", "utf-8"),
        ("application/rss+xml", None, "utf-8"),
        ("text/xml", "windows-1251", "windows-1251"),
        ("text/xml; charset=koi8-r", None, "koi8-r"),
        ("text/xml", None, "utf-16"),
        ("application/xml", "utf-16", "utf-32"),
    ],
)
def test_what_is_declared_rightly_is_no_flaw(
    fetched_page: MakePage, header: str, declared: str | None, written: str
) -> None:
    """The commonest of all is text/xml without a charset, which once meant ASCII and now means what the XML says."""
    if written == "utf-32":
        declared = written
    read = reading(fetched_page(feed("Новости дня и ночи", declared, written), content_type=header))
    assert "Новости дня и ночи" in read.body.decode(read.charset)
    assert read.flaw is None


@pytest.mark.parametrize(
    "codec", ["punycode", "idna", "undefined", "unicode_escape", "utf-7", "rot13", "hex", "utf-8\0"]
)
def test_a_codec_that_is_no_encoding_is_not_asked(fetched_page: MakePage, codec: str) -> None:
    """Python would read ASCII with these, and change what stands there or raise."""
    read = reading(fetched_page(feed(r"A\u0042 +AGE- C", codec, "ascii"), content_type="text/xml"))
    assert (read.charset, read.flaw) == ("ascii", f"declared as {codec.rstrip(chr(0))}, read as ascii")
    assert read.content_type == "text/xml; charset=ascii"


def test_half_a_character_does_not_make_a_feed_western(fetched_page: MakePage) -> None:
    """A text cut by bytes leaves a gap, and the rest of the feed stays what it is."""
    torn = feed("Größe, “Über”, Ärger", "utf-8", "utf-8").replace("Ä".encode(), b"\xc3")
    read = reading(fetched_page(torn))
    assert "Größe, “Über”, \ufffdrger" in read.body.decode()
    assert read.flaw == "some of its bytes are no utf-8"


def test_undeclared_latin_text_is_western(fetched_page: MakePage) -> None:
    """By its looks it could be Czech; most feeds that declare nothing are not."""
    title = "Le complexe très à la mode : une simplification, été comme hiver, déjà élue"
    read = reading(fetched_page(feed(title, None, "cp1252")))
    assert (read.charset, read.flaw) == ("cp1252", "declared as nothing, read as cp1252")


def test_seven_bit_japanese_is_not_taken_for_ascii(fetched_page: MakePage) -> None:
    """ISO-2022-JP has no byte beyond ASCII, and escapes."""
    read = reading(fetched_page(feed("ニュース", "iso-2022-jp", "iso-2022-jp"), content_type="text/xml"))
    assert "ニュース" in read.body.decode(read.charset)
