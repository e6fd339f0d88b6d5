"""
What a webhook and a line of a JSON Lines file say: `claimwatch.alerts/2`.

Fields may be added under this name; one that goes or changes its meaning makes it /3. `python -m
pipeline.alerts.senders.payload > docs/alerts.schema.json` writes the schema down.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from pipeline.alerts.forms.harmless import link
from pipeline.alerts.forms.text import full_text
from pipeline.models import Alert, Channel, Facts, Message, Severity
from pipeline.models.base import Record

__all__ = ["SCHEMA", "AlertTold", "Payload", "payload", "schema"]

SCHEMA = "claimwatch.alerts/2"


class AlertTold(Record):
    """One alert. Ids are texts: JavaScript rounds integers above 2^53."""

    id: str = Field(description="The same whenever the alert is told.")
    rule: str
    topic: str
    severity: Severity
    thread: str = Field(description='What goes together: "story:123", "feed:https://…", "topic:name".')
    subject: str = Field(description='What it is about: "claim:123", "story:5", "feed:https://…".')
    trigger: str = Field(description='What of the subject fired: "first", "2" origins, an article.')
    claim_id: str | None
    story_id: str | None
    mention_id: str | None
    article_id: str | None
    title: str
    facts: Facts = Field(description="Stored text and counts. Text from the web is as it was: escape it.")
    url: str | None = Field(description="Where the article is; http or https only, percent-encoded.")
    created_at: datetime


class Payload(Record):
    """One message: the alerts of one story or incident, a digest, or a test."""

    schema_: Literal["claimwatch.alerts/2"] = Field(alias="schema")
    key: str = Field(description="The same at every attempt to deliver this message, and nobody else's.")
    kind: Literal["alerts", "digest", "test"]
    channel: str
    thread: str
    place: int = Field(description="Which message of its thread on this channel: 1 opens the conversation.")
    topic: str
    topic_name: str
    subject: str
    text: str = Field(description="The whole message as plain text.")
    alerts: tuple[AlertTold, ...]
    last_at: datetime | None = Field(description="When the message before it in the thread was sent.")
    changed: tuple[str, ...] = Field(description="What is otherwise than then.")
    how_to_silence: str | None
    link: str | None = Field(description="Where people read more.")
    created_at: datetime

    def line(self) -> bytes:
        """Return it as JSON in UTF-8, on one line, always the same for the same message."""
        said = self.model_dump(mode="json", by_alias=True)
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def payload(message: Message, channel: Channel) -> Payload:
    """Return what is said of a message to programs."""
    return Payload(
        schema=SCHEMA,
        key=message.key,
        kind=message.kind,
        channel=channel.name,
        thread=message.thread,
        place=message.place,
        topic=message.topic,
        topic_name=message.topic_name,
        subject=message.subject,
        text=full_text(message, channel),
        alerts=tuple(_told(alert) for alert in message.alerts),
        last_at=message.last_at.astimezone(UTC) if message.last_at else None,
        changed=message.changed,
        how_to_silence=message.how_to_silence,
        link=link(channel.link),
        created_at=message.created_at.astimezone(UTC),
    )


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of what is said to programs."""
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{SCHEMA}"}
    return json.dumps(described | Payload.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n"


def _told(alert: Alert) -> AlertTold:
    def named(number: int | None) -> str | None:
        return None if number is None else str(number)

    return AlertTold(
        id=str(alert.alert_id),
        rule=alert.rule,
        topic=alert.topic,
        severity=alert.severity,
        thread=alert.thread,
        subject=alert.subject,
        trigger=alert.trigger,
        claim_id=named(alert.claim_id),
        story_id=named(alert.story_id),
        mention_id=named(alert.mention_id),
        article_id=named(alert.article_id),
        title=alert.title,
        facts=alert.facts,
        url=link(alert.facts.url),
        created_at=alert.created_at.astimezone(UTC),
    )


if __name__ == "__main__":
    sys.stdout.write(schema())
