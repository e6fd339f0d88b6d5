"""`claimwatch receive`: take in what hubs and programs push."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import settings_of, where

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["receive"]


@click.command()
@where
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen. Default: 127.0.0.1.")
@click.option("--port", default=8124, type=click.IntRange(0, 65535), help="Default: 8124; 0 takes a free one.")
@click.option(
    "--public-url", metavar="URL",
    help="Where hubs reach this receiver, through a reverse proxy; without it no feed is subscribed to.",
)  # fmt: skip
@click.option("--alert-to", metavar="stdout|URL", help="Where new claims on the watch list are told.")
def receive(
    topics: Sequence[Path], db: Path | None, host: str, port: int, public_url: str | None, alert_to: str | None
) -> None:
    """
    Take in what is pushed, until ended: feeds by WebSub, addresses and pages by POST /ingest.

    Programs push with the token in CLAIMWATCH_INGEST_TOKEN, or in the file CLAIMWATCH_INGEST_TOKEN_FILE names.
    """
    from pipeline.push.server import receive as receive_pushes
    from pipeline.push.settings import reception_of
    from pipeline.screen.paper import plain, without_password

    reception = reception_of(host, port, public_url, os.environ)
    receive_pushes(
        settings_of(topics, db, alert_to),
        reception,
        lambda sentence: click.echo(without_password(plain(sentence)), err=True),
    )
