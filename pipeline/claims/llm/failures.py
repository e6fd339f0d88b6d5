"""Why a model gave no answer, in our own words: those of servers and libraries may hold the key or the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic_ai.exceptions import (
    ModelAPIError,
    ModelConnectionError,
    ModelHTTPError,
    ModelRequestTimeout,
    ModelTimeoutError,
    UnexpectedModelBehavior,
)

from pipeline.claims.llm.wire import BadAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Failure", "failure_of"]

_MEANINGS = {
    400: "it did not understand the request",
    401: "the key is missing or not accepted",
    402: "it wants to be paid first",
    403: "the key is not allowed to ask this",
    404: "there is no such model, or no such address",
    413: "the text is too long for it",
    429: "asked too often",
}


class Failure(NamedTuple):
    """What went wrong, fit to be printed and stored."""

    problem: str
    ends_patience: bool = True
    """Whether it tells about the server. Nonsense may be one text's doing, and must not silence the model for all."""
    wait: float | None = None
    """Seconds that the server asked to be left alone."""


def failure_of(error: Exception) -> Failure:
    """Return what an error means."""
    for cause in _causes(error):
        if isinstance(cause, BadAnswerError):
            return Failure(f"the server {cause}")
    if isinstance(error, ModelHTTPError):
        meaning = _MEANINGS.get(error.status_code, "")
        told = f"HTTP {error.status_code}" + (f", {meaning}" if meaning else "")
        return Failure(f"the server answered {told}", wait=error.retry_after)
    if isinstance(error, ModelRequestTimeout | ModelTimeoutError | TimeoutError):
        return Failure("no whole answer in time")
    if isinstance(error, ModelConnectionError):
        return Failure("the server cannot be reached, or broke off")
    if isinstance(error, ModelAPIError):
        return Failure("what the server answered is none of a language model")
    if isinstance(error, UnexpectedModelBehavior):
        return Failure("nothing that the model answered could be read", ends_patience=False)
    return Failure(f"asking failed ({type(error).__name__})")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what led to it, none twice."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
