"""One mention of a claim: its evidence in its paragraph, whose word it is, how it is put, what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.claims.reading.sentences import paragraphs
from pipeline.models import denies_its_words
from pipeline.screen.claim_words import commitment, event, when
from pipeline.screen.marked import Stretch, show_marked
from pipeline.screen.paper import day
from pipeline.text import squeeze

if TYPE_CHECKING:
    from pipeline.models import Span
    from pipeline.screen.paper import Paper, Piece, Style

__all__ = ["as_put", "in_its_paragraph", "named", "show_legend", "show_mention", "whose_word"]

_NOVELTY = {
    "new": "first to say so",
    "echo": "echo",
    "new_origin": "a new origin",
    "on_record": "on record",
    "denied": "denies",
    "changed": "says it otherwise",
    "corrected": "no longer says so",
    "repeated": "says it again",
}
_BASIS = {
    "stated": "says so",
    "quote": "by the same quote",
    "wording": "by the same wording",
    "inferred": "inferred",
    "none": "not said",
}
_MARKED: tuple[tuple[str, Style], ...] = (("speaker", "speaker"), ("cue", "cue"), ("content", "content"))
"""In this order, because a quotation may go on behind its speaker."""
_LABELS = 10
_Row = dict[str, Any]


def as_put(mention: _Row) -> str:
    """Return a claim as its mention puts it: a denial names what it denies, unless the claim has its own "not"."""
    claim = str(mention["claim"])
    return f"denied: {claim}" if denies_its_words(claim, mention.get("mode")) else claim


def named(claim: _Row) -> str:
    """Return a claim in its words; where these are what it denies, with that said before them."""
    return f"denied: {claim['claim']}" if claim["denied"] else str(claim["claim"])


def whose_word(mention: _Row) -> str:
    """Return on whose word a mention rests, in a phrase."""
    outlet = mention.get("outlet") or "an unknown outlet"
    speaker, origin, via = mention.get("speaker"), mention.get("origin"), mention.get("via")
    through = f", via {via}" if via and via != origin and via not in (speaker or "") else ""
    if speaker:
        return f"{speaker}{through} — in {outlet}"
    if origin:
        basis = _BASIS[mention.get("origin_basis") or "none"]
        return f"{origin}{through} ({basis}) — in {outlet}, in its own voice"
    return f"{outlet}, in its own voice"


def in_its_paragraph(mention: _Row) -> _Row:
    """Return a mention with the paragraph its evidence stands in, and where that begins, for the whole text it had."""
    text = mention["text"] or ""
    start, end = _around(text, (mention["start"], mention["end"]))
    rest = {name: value for name, value in mention.items() if name != "text"}
    return rest | {"paragraph": text[start:end], "paragraph_start": start}


def show_legend(paper: Paper) -> None:
    """Write what the styles of a paragraph mean, where there are any; brackets explain themselves."""
    if paper.colourful:
        pieces: list[Piece] = [("evidence", "strong"), (", in it ", "quiet")]
        for number, (name, style) in enumerate(_MARKED):
            pieces += [(" · ", "quiet"), (name, style)] if number else [(name, style)]
        paper.pieces(pieces, indent=2)


def show_mention(paper: Paper, mention: _Row, claim: _Row) -> None:
    """Write a mention, as `in_its_paragraph` returns it; what it puts as the claim does is not said again."""
    outlet = mention["outlet"] or mention["url"]
    published = day(mention["published_at"]) if mention["published_at"] else "undated"
    paper.line()
    paper.line(f"{published} · {outlet}: {_NOVELTY[mention['novelty']]}", indent=2, style="strong")
    _show_paragraph(paper, mention)
    if mention["hedge_dropped"]:
        paper.line("states as fact what its origin reported with a source or a doubt", indent=4, style="warn")
    for label, text in _known_of(mention, claim):
        if text:
            paper.entry(label, text, indent=4, wide=_LABELS)


def _show_paragraph(paper: Paper, mention: _Row) -> None:
    at = mention["paragraph_start"]
    stretches = [
        Stretch(mention[f"{name}_start"] - at, mention[f"{name}_end"] - at, style)
        for name, style in _MARKED
        if mention[f"{name}_start"] is not None
    ]
    evidence = (mention["start"] - at, mention["end"] - at)
    show_marked(paper, mention["paragraph"], evidence, stretches, indent=4)


def _known_of(mention: _Row, claim: _Row) -> list[tuple[str, str | None]]:
    put, kind = as_put(mention), (mention["event_type"], mention["plover"])
    subject, target = mention["subject"], mention["object"]
    return [
        ("claims", put if put != named(claim) else None),
        ("word of", whose_word(mention)),
        ("speaker", _speaker(mention)),
        ("chain", " ← ".join(mention["chain"]) if len(mention["chain"]) > 1 else None),
        ("put as", _put_as(mention)),
        ("event", event(*kind) if kind != (claim["event_type"], claim["plover"]) else None),
        ("about", f"{subject} → {target}" if subject and target else subject or target),
        ("time", _time(mention)),
        ("linked", mention["link_reason"]),
        ("found by", mention["extractor"]),
    ]


def _speaker(mention: _Row) -> str | None:
    """Return what kind of speaker it is, the one name they have here, and how the text calls them; the author none."""
    if mention["speaker"] is None:
        return None
    kind, entity, called = mention["speaker_kind"], mention["speaker_entity"], _called(mention)
    filed = f", filed as {entity}" if entity and entity != mention["speaker"] else ""
    return f"{kind}{filed}" + (f", here “{called}”" if called and called != mention["speaker"] else "")


def _called(mention: _Row) -> str | None:
    """Return the words that name the speaker; they may stand in an earlier paragraph, and are not shown then."""
    at, start, end = mention["paragraph_start"], mention["speaker_start"], mention["speaker_end"]
    inside = start is not None and start >= at and (start, end) != (mention["cue_start"], mention["cue_end"])
    return squeeze(mention["paragraph"][start - at : end - at]) if inside else None


def _put_as(mention: _Row) -> str:
    mode = f"{mention['mode']}, “{mention['cue']}”" if mention["cue"] else mention["mode"]
    weight = f"{mention['certainty']}: {commitment(mention['factuality'])}"
    return f"{mode} · {weight}"


def _time(mention: _Row) -> str | None:
    if mention["time_text"] is None:
        return None
    return when(mention["time_text"], mention["time_earliest"], mention["time_latest"])


def _around(text: str, evidence: Span) -> Span:
    """Return the paragraph that the evidence stands in; a quotation may run over several."""
    start, end = evidence
    for begin, finish in paragraphs(text):
        if begin < evidence[1] and evidence[0] < finish:
            start, end = min(start, begin), max(end, finish)
    return start, end
