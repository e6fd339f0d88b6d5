"""The outlets of the example feeds: invented, each with its own manner of making pages and feeds."""

from __future__ import annotations

from typing import Literal

from pipeline.models import Record

__all__ = ["OUTLETS", "MetadataStyle", "Outlet"]

MetadataStyle = Literal["json_ld", "graph", "open_graph", "meta_tags"]
"""How a page says who wrote it and when: a JSON-LD record, a JSON-LD graph, OpenGraph, or plain meta tags."""


class Outlet(Record):
    """A publisher that does not exist. `host` ends in .example, which RFC 2606 keeps free for ever."""

    key: str
    name: str
    host: str
    template: str
    """The file under templates/ that its articles are poured into."""
    metadata: tuple[MetadataStyle, ...] = ()
    language: str = "en"
    utc_offset: int = 0
    """Hours; its pages and feeds write local time."""


OUTLETS = {
    outlet.key: outlet
    for outlet in (
        Outlet(
            key="dailyledger",
            name="The Daily Ledger",
            host="dailyledger.example",
            template="broadsheet.html",
            metadata=("json_ld", "open_graph"),
        ),
        Outlet(
            key="harbourgazette",
            name="The Harbour Gazette",
            host="harbourgazette.example",
            template="local-paper.html",
            metadata=("meta_tags",),
            utc_offset=1,
        ),
        Outlet(
            key="gadgetfoundry",
            name="Gadget Foundry",
            host="gadgetfoundry.example",
            template="blog.html",
            metadata=("open_graph", "graph"),
            utc_offset=-5,
        ),
        Outlet(
            key="northwire",
            name="Northwire",
            host="northwire.example",
            template="wire.html",
            metadata=("json_ld",),
        ),
        Outlet(
            key="meridianbusiness",
            name="Meridian Business",
            host="meridianbusiness.example",
            template="business.html",
            metadata=("json_ld", "open_graph"),
            utc_offset=2,
        ),
        # Made by hand by people who have never heard of metadata. There are still many such sites.
        Outlet(
            key="theswitchboard",
            name="The Switchboard",
            host="theswitchboard.example",
            template="handmade.html",
        ),
        Outlet(
            key="kuestenblatt",
            name="Küstenblatt",
            host="kuestenblatt.example",
            template="heimatzeitung.html",
            metadata=("open_graph", "json_ld"),
            language="de",
            utc_offset=2,
        ),
        # Never on the air: its server answers every request with an error.
        Outlet(
            key="saltline",
            name="Saltline Radio",
            host="saltline.example",
            template="handmade.html",
        ),
    )
}
