"""The extractor `llm`: answers at hand, else a model is asked, several texts at a time, else the rules."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from pipeline.claims.extractor import Extraction
from pipeline.claims.llm.asking import DEADLINE, Conversation, RunUsage
from pipeline.claims.llm.cache import Cache, KeptAnswer, key_of
from pipeline.claims.llm.checking import Checker
from pipeline.claims.llm.cutting import cut_up
from pipeline.claims.llm.failures import Failure, failure_of
from pipeline.claims.llm.instructions import VERSION, task
from pipeline.claims.llm.own_loop import in_own_loop
from pipeline.claims.llm.patience import Patience
from pipeline.claims.llm.refusing import Refused
from pipeline.claims.llm.sifting import Sifted, tally
from pipeline.claims.rules import RULES
from pipeline.models import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.claims.extractor import Extractor, Piece
    from pipeline.language_model import LanguageModel
    from pipeline.models import Statement

__all__ = ["AT_ONCE", "LanguageModelExtractor"]

AT_ONCE = 4
"""Texts that are asked about at the same time."""


class LanguageModelExtractor:
    """
    Asks a language model, keeps its answers in `folder`, and lets `instead` answer where it does not.

    One object serves one run: a server that fails three times in a row is not asked again. `deadline` is in seconds,
    for each request. Making one raises SettingsError where the key's file cannot be read.
    """

    languages = None

    def __init__(
        self, model: LanguageModel, folder: Path, *, instead: Extractor = RULES, deadline: float = DEADLINE
    ) -> None:
        self._model, self._secret, self._deadline = model, model.secret(), deadline
        self._cache, self._instead = Cache(folder), instead
        self._patience = Patience(time.monotonic)
        self._foreseen: dict[str, Extraction] = {}

    @property
    def stamp(self) -> str:
        """The version of what is asked, the model and where it is: "llm-2:qwen3:8b@127.0.0.1:11434/v1"."""
        return f"llm-{VERSION}:{self._model.name}@{self._model.url.partition('://')[2]}"

    def foresee(self, pieces: Iterable[Piece]) -> None:
        """Find out now what `__call__` will be asked for next, several texts at a time."""
        self._foreseen = {}
        self._foreseen = self._read_all({key_of(piece, self.stamp): piece for piece in pieces})

    def __call__(self, piece: Piece) -> Extraction:
        """Return what the model finds in the text, or the rules; the receipt tells which, and what it took."""
        key = key_of(piece, self.stamp)
        return self._foreseen.pop(key, None) or self._read_all({key: piece})[key]

    def _read_all(self, pieces: dict[str, Piece]) -> dict[str, Extraction]:
        found = {key: at_hand for key, piece in pieces.items() if (at_hand := self._at_hand(key, piece)) is not None}
        missing = {key: piece for key, piece in pieces.items() if key not in found}
        if missing:
            found |= in_own_loop(lambda: self._ask_all(missing))
        return found

    def _at_hand(self, key: str, piece: Piece) -> Extraction | None:
        """Return the answer that is kept, held against the text once more; None where none is or it does not hold."""
        kept = self._cache.get(key)
        portions = tuple(cut_up(piece.text))
        if kept is None or len(kept.portions) != len(portions):
            return None
        checker = Checker(piece, self.stamp)
        said: list[Statement] = []
        for portion, rows in zip(portions, kept.portions, strict=True):
            for row in rows:
                checked = checker.check(row, portion)
                if isinstance(checked, Refused):
                    return None
                said.append(checked)
        return Extraction(_in_text_order(said), Receipt(extractor=self.stamp, cached=True, problem=kept.problem))

    async def _ask_all(self, pieces: dict[str, Piece]) -> dict[str, Extraction]:
        turns = asyncio.Semaphore(AT_ONCE)

        async def in_turn(key: str, piece: Piece) -> Extraction:
            async with turns:
                return await self._asked(key, piece)

        found = await asyncio.gather(*(in_turn(key, piece) for key, piece in pieces.items()))
        return dict(zip(pieces, found, strict=True))

    async def _asked(self, key: str, piece: Piece) -> Extraction:
        """Ask about one text. Whatever happens is told in the receipt."""
        if (why := self._patience.ended()) is not None:
            return self._instead_of(piece, Receipt(extractor=self.stamp), why)
        began, usage, requests = time.perf_counter(), RunUsage(), 0
        portions: list[Sifted] = []
        failure: Failure | None = None
        try:
            async with Conversation(self._model, self._secret, self._deadline) as talk:
                try:
                    await self._talk(talk, piece, portions, usage)
                finally:
                    requests = talk.wire.requests
            self._patience.answered()
        except Exception as error:  # noqa: BLE001 - an extractor never raises: its caller is in the middle of a run
            failure = failure_of(error)
            self._patience.failed(failure)
        receipt = Receipt(
            extractor=self.stamp,
            seconds=time.perf_counter() - began,
            requests=requests,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cost=self._cost(usage),
        )
        if failure is not None:
            return self._instead_of(piece, receipt, failure.problem)
        return self._settled(key, piece, portions, receipt)

    async def _talk(self, talk: Conversation, piece: Piece, portions: list[Sifted], usage: RunUsage) -> None:
        checker = Checker(piece, self.stamp)
        for portion in cut_up(piece.text):
            portions.append(Sifted(checker, portion))
            await talk.ask(task(piece, portion), portions[-1], usage)

    def _settled(self, key: str, piece: Piece, portions: list[Sifted], receipt: Receipt) -> Extraction:
        """Keep what stands and return it; the rules' where nothing does."""
        said = [statement for portion in portions for statement in portion.statements]
        refused = [why for portion in portions for why in portion.refused]
        problem = f"rows refused: {tally(refused)}" if refused else None
        if not said:
            return self._instead_of(piece, receipt, problem or "the answer has no rows")
        try:
            self._cache.put(key, KeptAnswer(portions=tuple(portion.rows for portion in portions), problem=problem))
        except OSError as error:
            problem = "; ".join(filter(None, (problem, f"the answer could not be kept ({error.strerror})")))
        return Extraction(_in_text_order(said), receipt.model_copy(update={"problem": problem}))

    def _instead_of(self, piece: Piece, receipt: Receipt, why: str) -> Extraction:
        statements = self._instead(piece).statements
        return Extraction(statements, receipt.model_copy(update={"stood_in": True, "problem": why}))

    def _cost(self, usage: RunUsage) -> float | None:
        """Return what the tokens cost; None where there is no price, or a server that does not count."""
        if self._model.price is None or not usage.total_tokens:
            return None
        return self._model.price.of(usage.input_tokens, usage.output_tokens)


def _in_text_order(said: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(said, key=lambda s: (s.evidence_span, s.cue_span or (0, 0), s.content_span or (0, 0))))
