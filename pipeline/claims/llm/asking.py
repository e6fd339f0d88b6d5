"""The conversation with a model: asked about a portion of a text, told what was refused, asked again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import httpx2
from openai import AsyncOpenAI
from pydantic_ai import Agent, ModelRetry, RunContext, TextOutput, ToolOutput
from pydantic_ai.exceptions import UnexpectedModelBehavior
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
from pydantic_ai.usage import RunUsage

from pipeline.claims.llm.answer import Answer, NotAnAnswerError, answer_in
from pipeline.claims.llm.failures import failure_of
from pipeline.claims.llm.instructions import INSTRUCTIONS
from pipeline.claims.llm.sifting import Sifted
from pipeline.claims.llm.wire import Wire, hush

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from pydantic import SecretStr

    from pipeline.language_model import LanguageModel

__all__ = ["DEADLINE", "Conversation", "RunUsage"]

DEADLINE: Final = 180.0
"""Seconds for one request from sending it to the last byte: a model on a laptop writes some ten tokens a second."""
_CONNECT: Final = 10.0
_AGAIN: Final = 2
"""How often a model is asked again for rows that were refused."""
_LONGEST_WAIT: Final = 10.0
"""Seconds: a server that wants to be left alone for longer is left alone, and the rules stand in."""


class Conversation:
    """An open way to a model, for one text in one event loop: `async with Conversation(…) as talk`."""

    def __init__(self, model: LanguageModel, secret: SecretStr | None, deadline: float) -> None:
        hush()
        self._deadline = deadline
        self.wire = Wire(secret)
        timeout = httpx2.Timeout(deadline, connect=min(_CONNECT, deadline), pool=None)
        self._http = httpx2.AsyncClient(transport=self.wire, timeout=timeout, trust_env=False, follow_redirects=False)
        # The key is put in by the wire; with none given the client would take another server's from the environment.
        client = AsyncOpenAI(base_url=model.url, api_key="-", http_client=self._http, timeout=timeout, max_retries=0)
        provider = OpenAICompatibleProvider("llm", openai_client=client)
        self._model = OpenAIChatModel(model.name, provider=provider)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def ask(self, message: str, sifted: Sifted, usage: RunUsage) -> None:
        """
        Ask about one portion until its rows stand or nobody is patient any more; what stands is in `sifted`.

        Raises what the libraries raise: see `failure_of`. A wait that the server asks for is kept once, if it is short.
        """
        try:
            await self._asked(message, sifted, usage)
        except Exception as error:
            wait = failure_of(error).wait
            if wait is None or wait > _LONGEST_WAIT:
                raise
            await asyncio.sleep(wait)
            await self._asked(message, sifted, usage)

    async def _asked(self, message: str, sifted: Sifted, usage: RunUsage) -> None:
        try:
            await _AGENT.run(
                message,
                model=self._model,
                deps=sifted,
                usage=usage,
                model_settings={"request_timeout": self._deadline},
            )
        except UnexpectedModelBehavior:
            # Asked again it lost the thread; what stood before still stands.
            if not sifted.rows:
                raise


def _read(text: str) -> Answer:
    """Return the answer of a model that writes instead of calling the tool."""
    try:
        return answer_in(text)
    except NotAnAnswerError as error:
        raise ModelRetry(str(error)) from error


_AGENT: Final[Agent[Sifted, Answer]] = Agent(
    output_type=[ToolOutput(Answer, name="list_claims"), TextOutput(_read)],
    instructions=INSTRUCTIONS,
    deps_type=Sifted,
    retries=_AGAIN,
)


@_AGENT.output_validator
def _sift(context: RunContext[Sifted], answer: Answer) -> Answer:
    """Take in what stands; ask again for the rest as long as that is allowed."""
    refusals = context.deps.take(answer)
    if refusals is not None and context.retry < context.max_retries:
        raise ModelRetry(refusals)
    return answer
