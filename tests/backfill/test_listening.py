from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.backfill.listening import Heard, listener
from pipeline.claims.rules import RULES
from pipeline.compare.in_print import in_print
from pipeline.first_reading import FirstReading
from pipeline.models import Page
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

SEEDS = Path(__file__).parents[2] / "seeds" / "huawei-us-market"


def test_what_can_be_told_of_an_article_alone_comes_with_it(seed_texts: Mapping[str, str], now: datetime) -> None:
    """Its verdict, its statements, the words of each and who speaks for whom: as the desk would find them."""
    topic = read_topic(SEEDS, now)
    paragraphs = "".join(f"<p>{part}</p>" for part in seed_texts["000"].split("\n") if part.strip())
    html = f"<html lang='en'><head><title>Huawei</title></head><body><article>{paragraphs}</article></body></html>"
    url = "https://news.example/1"
    page = Page(url=url, final_url=url, body=html.encode(), content_type="text/html; charset=utf-8", fetched_at=now)

    heard = pickle.loads(pickle.dumps(listener([topic], RULES)(page, None)))  # noqa: S301 - written in the same line

    reading = FirstReading([topic], RULES)
    assert isinstance(heard, Heard)
    assert heard.relevance == reading.relevance(heard.article)
    assert heard.statements == reading.said(heard.article, heard.relevance or ()).statements
    assert heard.words == reading.words(heard.statements or ())
    assert heard.bodies == reading.bodies(heard.article)
    assert heard.in_print is not None
    assert heard.in_print.words == in_print(heard.article).words
    assert heard.in_print.traits.packed() == in_print(heard.article).traits.packed()
    assert len(heard.words) > 10
