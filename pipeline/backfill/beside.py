"""
Who compares a portion while the one before it is linked: a process of its own beside the desk's.

    the desk's process                              the one beside it
    articles that were read   -- portions -->       compares them, in order
    asks the ledger           <-- lookups --        what is stored near these?
                              -- lookups -->
    links, and stores         <-- lookups --        what they are next to all before

What was compared and is not stored yet, the ledger does not know; the process remembers it until it is.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pipeline.claims.rules import RULES
from pipeline.compare import in_print
from pipeline.compare.collator import SCHEMES
from pipeline.compare.overrules import Overrules
from pipeline.comparing import NOTHING_CAME, Compared, Comparing, Comparisons
from pipeline.first_reading import FirstReading
from pipeline.models import Decided
from pipeline.neighbours import Neighbours
from pipeline.store.collector import collector_at_rest, now_and_then_collected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from multiprocessing.connection import Connection
    from types import TracebackType

    from pipeline.compare.collator import Filed
    from pipeline.compare.in_print import InPrint
    from pipeline.models import Article, Overrule, Relevance, Schemes
    from pipeline.store.ledger import Ledger
    from pipeline.store.near import Asked, Near
    from pipeline.topic import Topic

__all__ = ["Beside", "ComparingAhead"]

_GIVE_WAY = 5
"""By how much it gives way to the desk; who reads gives way to both, being furthest ahead."""
_LOSSES = 3
"""In a row, after which it is not started again."""
_SECONDS_TO_END = 5.0

_Text = tuple[int, int]
"""Names a text: its article, and which revision."""


class _Portion(NamedTuple):
    articles: Sequence[Article]
    decided: Mapping[_Text, Decided]


class _Lookup(NamedTuple):
    """What is asked of the ledger."""

    asked: Sequence[Asked]
    schemes: Schemes
    also: Sequence[int]


class _Looked(NamedTuple):
    """What the ledger answers, and how many portions are stored by now."""

    near: Near
    stored: int


class _GoneError(Exception):
    """Nobody is at the other end."""


def _say(pipe: Connection[Any, Any], told: object) -> None:
    try:
        pipe.send(told)
    except OSError as error:
        raise _GoneError from error


def _hear(pipe: Connection[Any, Any]) -> Any:
    try:
        return pipe.recv()
    except (EOFError, OSError) as error:
        raise _GoneError from error


class _Running(NamedTuple):
    """A process, and the pipes to it."""

    process: multiprocessing.process.BaseProcess
    portions: Connection[Any, Any]
    lookups: Connection[Any, Any]


class _Unstored(NamedTuple):
    number: int
    articles: Sequence[Article]
    filed: Sequence[Filed]


class ComparingAhead(Comparing):
    """Compares portion by portion; those before need not be stored yet."""

    def __init__(
        self, relevance: Callable[[Article], tuple[Relevance, ...]], neighbours: Callable[[], Neighbours]
    ) -> None:
        super().__init__(relevance, neighbours)
        self.stored = 0
        """How many portions were stored when their neighbours were last looked up."""
        self._so_far = 0
        self._unstored: deque[_Unstored] = deque()

    def compared(self, articles: Sequence[Article], decided: Mapping[_Text, Decided] | None = None) -> Comparisons:
        """Return what the articles are next to all that came before, stored or not."""
        came = super().compared(articles, decided)
        self._so_far += 1
        taken = [one.article for one in came.outcomes if isinstance(one, Compared)]
        self._unstored.append(_Unstored(self._so_far, taken, self._collator.filed))
        return came

    def start_again(self) -> None:
        """Know nothing but what is stored."""
        super().start_again()
        self._unstored.clear()

    def _meet(self, articles: Sequence[Article]) -> None:
        super()._meet(articles)
        while self._unstored and self._unstored[0].number <= self.stored:
            self._unstored.popleft()
        for portion in self._unstored:
            self._collator.file_again(portion.filed)
            for article in portion.articles:
                self._revisions.setdefault(article.article_id, set()).add(article.revision)
                self._newest[article.article_id] = article


class Beside:
    """
    Compares portions in a process of its own, in the order in which they are sent.

    Portions are sent from whatever thread; everything else is the desk's. Where the process is lost, and where the desk
    starts again, what is compared `alone` goes on from what is stored, and the process is started anew with what waits.
    Each loss is told in `problems`; after three in a row all is compared alone.
    """

    def __init__(
        self,
        topics: Sequence[Topic],
        overrules: Sequence[Overrule],
        ledger: Ledger,
        alone: Comparing,
        problems: list[str],
    ) -> None:
        self._topics, self._overrules, self._ledger, self._alone = topics, overrules, ledger, alone
        self._problems = problems
        self._losses = 0
        self._running: _Running | None = None
        self._sent: deque[_Portion] = deque()
        self._sending = threading.Lock()
        self._ready: deque[Comparisons] = deque()
        self._handed = self._stored = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def send(
        self, articles: Sequence[Article], decided: Mapping[_Text, Decided], texts: Iterable[InPrint] = ()
    ) -> None:
        """Have these articles compared when those before them are, with `texts` as they are in print."""
        if not articles:
            return
        known = {text: Decided(relevance=one.relevance) for text, one in decided.items()}
        portion = _Portion(articles, known)
        with self._sending:
            self._sent.append(portion)
            self._give(portion, tuple(texts))

    def compared(self, articles: Sequence[Article], decided: Mapping[_Text, Decided] | None = None) -> Comparisons:
        """Return what the articles are next to all before; the portions before this one are stored by now."""
        if not articles:
            return NOTHING_CAME
        if self._sent and self._sent[0].articles == articles:
            came = self._next() if self._losses < _LOSSES else None
            with self._sending:
                self._sent.popleft()
            if came is not None:
                self._losses = 0
                return came
        self._end()
        self._alone.start_again()
        return self._alone.compared(articles, decided)

    def attend(self) -> None:
        """Answer what is asked of the ledger, so that nobody waits."""
        # Who is lost is missed by who waits for the next portion.
        with contextlib.suppress(_GoneError):
            while self._running and self._running.lookups.poll():
                self._listen(self._running)

    def start_again(self) -> None:
        """Forget what was compared last; it is not going to be stored."""
        self._end()

    def _next(self) -> Comparisons | None:
        """Return what came of the next portion; None where the process is lost."""
        running = self._running or self._start()
        self._stored = self._handed
        try:
            while not self._ready:
                self._listen(running)
        except _GoneError:
            self._lose(running.process)
            return None
        self._handed += 1
        return self._ready.popleft()

    def _listen(self, running: _Running) -> None:
        """Take what the process says next; answer it where it asks."""
        told: Comparisons | _Lookup = _hear(running.lookups)
        if isinstance(told, Comparisons):
            self._ready.append(told)
        else:
            near = self._ledger.near(told.asked, told.schemes, told.also)
            _say(running.lookups, _Looked(near, self._stored))

    def _lose(self, process: multiprocessing.process.BaseProcess) -> None:
        process.join(_SECONDS_TO_END)
        self._losses += 1
        self._problems.append(
            f"the process that compares ahead was lost (exit code {process.exitcode}; -9 is often want of memory);"
            " nothing is missing, it was compared in turn"
        )
        self._end()

    def _start(self) -> _Running:
        """Start the process and give it what waits."""
        context = multiprocessing.get_context("forkserver")
        theirs, portions = context.Pipe(duplex=False)
        lookups, answers = context.Pipe()
        rarity = self._ledger.rarity(SCHEMES.stories)
        process = context.Process(
            target=_compare, args=(self._topics, self._overrules, rarity, theirs, answers), daemon=True
        )
        process.start()
        # Its ends are its own: where one side is gone, the other is told.
        theirs.close()
        answers.close()
        running = _Running(process, portions, lookups)
        with self._sending:
            self._running, self._handed = running, 0
            for portion in self._sent:
                self._give(portion, ())
        return running

    def _give(self, portion: _Portion, texts: Sequence[InPrint]) -> None:
        # Who is not there, or gone, is given what waits when it is started.
        with contextlib.suppress(_GoneError):
            if self._running:
                _say(self._running.portions, (portion, texts))

    def _end(self) -> None:
        running = self._running
        if running is None:
            return
        running.process.terminate()
        with self._sending:
            self._running = None
        running.portions.close()
        running.lookups.close()
        self._ready.clear()
        running.process.join()


def _compare(
    topics: Sequence[Topic],
    overrules: Sequence[Overrule],
    rarity: bytes | None,
    portions: Connection[Any, Any],
    lookups: Connection[Any, Any],
) -> None:
    """Compare portions until nobody sends any more: the work of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_GIVE_WAY)

    def near(asked: Sequence[Asked], schemes: Schemes, also: Iterable[int]) -> Near:
        _say(lookups, _Lookup(asked, schemes, tuple(also)))
        looked: _Looked = _hear(lookups)
        comparing.stored = looked.stored
        return looked.near

    comparing = ComparingAhead(
        FirstReading(topics, RULES).relevance, lambda: Neighbours(near, rarity, Overrules(overrules))
    )
    waiting: SimpleQueue[tuple[_Portion, Sequence[InPrint]] | None] = SimpleQueue()
    threading.Thread(target=_fetch, args=(portions, waiting), daemon=True).start()
    with contextlib.suppress(_GoneError), collector_at_rest():
        for portion, texts in now_and_then_collected(iter(waiting.get, None)):
            in_print.learn(texts)
            _say(lookups, comparing.compared(portion.articles, portion.decided))


def _fetch(portions: Connection[Any, Any], waiting: SimpleQueue[Any]) -> None:
    """Take portions from whoever sends them, who need not wait until they are compared."""
    with contextlib.suppress(_GoneError):
        while True:
            waiting.put(_hear(portions))
    waiting.put(None)
