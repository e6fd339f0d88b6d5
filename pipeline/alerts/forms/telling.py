"""What is said of an alert, line by line, before it takes any form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from pipeline.alerts.forms.harmless import clipped, link, one_line
from pipeline.models import Severity, SpeakerKind

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import Alert, Channel, Facts, Message

__all__ = ["Telling", "in_marks", "moment", "since_last", "spread", "tell", "title"]

_ALL_TOPICS = "*"
_LONGEST_CLAIM = 500
_LONGEST_QUOTE = 1_000
_LONGEST_NAME = 160
_MARKS = ("“", '"', "«", "„", "「", "『")
_LONGEST_DETAIL = 300
_MOST_DETAILS = 12
_KINDS = {
    SpeakerKind.PERSON: "named person",
    SpeakerKind.SPOKESPERSON: "spokesperson",
    SpeakerKind.ORGANISATION: "organisation",
    SpeakerKind.GOVERNMENT: "government",
    SpeakerKind.ANONYMOUS: "unnamed",
    SpeakerKind.DOCUMENT: "document",
    SpeakerKind.OUTLET: "outlet",
    SpeakerKind.AUTHOR: "the outlet’s own voice",
}
_BASES = {"quote": "known by the quote", "wording": "known by the wording", "inferred": "inferred"}


class Telling(NamedTuple):
    """What is said of one alert; every line clean, of a bounded length, and not yet escaped for anywhere."""

    story: str | None
    """What its story is called; only where a message tells of several, and once for each."""
    why: str
    claim: str | None
    """None where the subject says it already."""
    quote: str | None
    """The evidence, to be put by `in_marks`."""
    where: str | None
    """Outlet and headline the quote is from."""
    lines: tuple[str, ...]
    """On whose word, how many origins and outlets, where first, how it stood before, and what else is to be told."""
    link: str | None


def tell(message: Message, channel: Channel) -> list[Telling]:
    """Return what is said of each alert of a message, its times as the channel's people read them."""
    before = (None, *(alert.thread for alert in message.alerts))
    return [
        _told(alert, message, channel, opens=alert.thread != thread)
        for alert, thread in zip(message.alerts, before, strict=False)
    ]


def _told(alert: Alert, message: Message, channel: Channel, *, opens: bool) -> Telling:
    facts = alert.facts
    why = clipped(one_line(facts.why), _LONGEST_DETAIL)
    claim = facts.claim or (alert.title if alert.title != message.subject else None)
    urgent = "Urgent: " if alert.severity is Severity.URGENT else ""
    lines = (
        _word_of(facts),
        spread(facts),
        _first(facts, channel),
        f"Before: {_named(facts.before)}" if facts.before else None,
        *(clipped(one_line(detail), _LONGEST_DETAIL) for detail in facts.details[:_MOST_DETAILS]),
    )
    return Telling(
        story=_named(facts.story) if facts.story and opens and message.kind == "digest" else None,
        why=f"{urgent}{why}",
        claim=clipped(one_line(claim), _LONGEST_CLAIM) if claim else None,
        quote=one_line(facts.evidence) if facts.evidence else None,
        where=" · ".join(_named(part) for part in (facts.outlet, facts.title) if part) or None,
        lines=tuple(line for line in lines if line),
        link=link(facts.url),
    )


def in_marks(quote: str, most: int = _LONGEST_QUOTE) -> str:
    """Return a quotation with its marks, cut to so many letters; one that begins with somebody's words has its own."""
    cut = clipped(quote, most)
    return cut if cut.startswith(_MARKS) else f"“{cut}”"


def spread(facts: Facts) -> str | None:
    """Return how far a claim rests on one word: "1 origin (unnamed, via CNET) · 4 outlets"."""
    said = []
    if facts.origins is not None:
        origin = _origin(facts) if facts.origins == 1 else ""
        said.append(f"{_count(facts.origins, 'origin')}{origin and f' ({origin})'}")
    if facts.outlets is not None:
        said.append(_count(facts.outlets, "outlet"))
    return " · ".join(said) or None


def since_last(message: Message, channel: Channel) -> str | None:
    """Return what changed since the message before it."""
    if not message.changed:
        return None
    when = f" ({moment(message.last_at, channel)})" if message.last_at else ""
    changes = "; ".join(clipped(one_line(change), _LONGEST_DETAIL) for change in message.changed[:_MOST_DETAILS])
    return f"Since the last message{when}: {changes}"


def moment(at: datetime, channel: Channel) -> str:
    """Return a moment to the minute where the channel's people live."""
    return f"{at.astimezone(ZoneInfo(channel.timezone)):%Y-%m-%d %H:%M %Z}"


def title(message: Message, most: int = 120) -> str:
    """
    Return one line for a subject, no longer than `most` characters.

    It is the same for every message of a story, whatever fired, because some mail programs hold a conversation together
    by that.
    """
    opening = {"alerts": "", "digest": "Digest: ", "test": "Test: "}[message.kind]
    name = one_line(message.topic_name or message.topic)
    subject = one_line(message.subject).removeprefix(f"{name}: ")
    topic = "claimwatch" if name == _ALL_TOPICS else clipped(name, 40)
    return clipped(f"[{topic}] {opening}{subject}", most)


def _word_of(facts: Facts) -> str | None:
    if facts.speaker:
        kind = f" ({_KINDS[facts.speaker_kind]})" if facts.speaker_kind else ""
        return f"Word of {_named(facts.speaker)}{kind}{_via(facts, facts.speaker)}"
    if facts.origin:
        basis = _BASES.get(facts.basis or "", "")
        return f"Word of {_named(facts.origin)}{_via(facts, facts.origin)}{basis and f' ({basis})'}"
    return "Nobody is named for it" if facts.claim and facts.evidence else None


def _origin(facts: Facts) -> str:
    """Return who the one origin is, "" where nobody knows."""
    if facts.origin:
        unnamed = facts.speaker_kind is SpeakerKind.ANONYMOUS or facts.origin.startswith("unnamed")
        return f"{'unnamed' if unnamed else _named(facts.origin)}{_via(facts, facts.origin)}"
    if facts.speaker:
        unnamed = facts.speaker_kind is SpeakerKind.ANONYMOUS
        return f"{'unnamed' if unnamed else _named(facts.speaker)}{_via(facts, facts.speaker)}"
    return f"via {_named(facts.via)}" if facts.via else ""


def _via(facts: Facts, said: str) -> str:
    return f", via {_named(facts.via)}" if facts.via and facts.via not in said else ""


def _first(facts: Facts, channel: Channel) -> str | None:
    if not facts.first_outlet and not facts.first_at:
        return None
    when = moment(facts.first_at, channel) if facts.first_at else None
    if not facts.first_outlet:
        return f"First seen: {when}"
    return f"First: {', '.join(filter(None, (_named(facts.first_outlet), when)))}"


def _named(name: str) -> str:
    return clipped(one_line(name), _LONGEST_NAME)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
