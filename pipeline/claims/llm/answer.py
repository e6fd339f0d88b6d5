"""What a language model is asked to answer with: the shape of its rows."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, WithJsonSchema

from pipeline.models import Certainty, Mode, SpeakerKind

__all__ = ["Answer", "Misshapen", "NotAnAnswerError", "Row", "answer_in"]


def _one_of(*values: str) -> WithJsonSchema:
    """Tell the model what can be written; what else it writes refuses one row and not the whole answer."""
    return WithJsonSchema({"type": "string", "enum": list(values)})


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Row(_Shape):
    """One thing that somebody or the author says."""

    claim: str = Field(description="one sentence that stands alone, in the words of the text, attribution removed")
    evidence: str = Field(description="the whole sentence or sentences of the text that say it, copied word for word")
    speaker: str | None = Field(None, description="who gives their word, by name where the text has one; else null")
    speaker_words: str | None = Field(None, description="the words of the text that stand for the speaker, copied")
    speaker_kind: Annotated[str, _one_of(*SpeakerKind)] = Field(SpeakerKind.AUTHOR, description="author: no speaker")
    cue: str | None = Field(None, description="the words of the text that attribute, copied: said, according to")
    content: str | None = Field(None, description="what is attributed, copied")
    mode: Annotated[str, _one_of(*Mode)] = Mode.ASSERTED
    polarity: Annotated[str, _one_of("+", "-")] = Field("+", description="-: it says that something is not so")
    certainty: Annotated[str, _one_of(*Certainty)] = Field(Certainty.CERTAIN, description="as the text puts it")
    subject: str | None = Field(None, description="whom or what the claim is about, as the claim names it")
    object: str | None = Field(None, description="what the verb of the claim acts on, as the claim names it")
    event_type: str | None = Field(None, description="one of the event types listed")
    time: str | None = Field(None, description="the words of the evidence that say when, copied")
    origin: str | None = Field(None, description="the outlet or paper from which the text has the word, copied")
    tier: int = Field(1, description="1: news worth an alert, 2: context or opinion")


class Misshapen(NamedTuple):
    """A row that is none: a number for a name, no claim at all."""

    why: str
    """Which field, and what was expected there; none of what the model wrote."""


def _by_itself(given: object) -> Row | Misshapen:
    """One bad row costs itself: the others of the answer are no worse for it."""
    try:
        return Row.model_validate(given)
    except ValidationError as error:
        return Misshapen(_first_of(error))


_Given = Annotated[Row | Misshapen, PlainValidator(_by_itself), WithJsonSchema(Row.model_json_schema())]


class Answer(_Shape):
    """All that the text says, in text order."""

    rows: list[_Given]


class NotAnAnswerError(ValueError):
    """A text that holds no answer; what it says goes back to the model."""


def answer_in(text: str) -> Answer:
    """
    Return the answer that a model wrote as text, alone or with words around it.

    Raises NotAnAnswerError that says what was expected.
    """
    start, end = text.find("{"), text.rfind("}") + 1
    try:
        return Answer.model_validate_json(text[start:end] if start >= 0 else "")
    except ValidationError as error:
        raise NotAnAnswerError(
            f"not the JSON expected ({_first_of(error)}); call the tool, or answer with one JSON"
            ' object {"rows": […]} and nothing else'
        ) from error


def _first_of(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'answer'}: {first['msg']}"
