"""How much is under way at once on this machine, whatever the hosts do."""

from __future__ import annotations

import asyncio

__all__ = ["Slot", "Slots"]


class Slots:
    """
    Places for `at_once` requests under way, and for `large_at_once` large bodies.

    A request that has been under way for `silence` seconds no longer counts: who accepts connections and says nothing,
    or lets a name server say nothing, holds up nobody else. Its deadline ends it, so at most `at_once` times
    deadline / silence are ever open.
    """

    def __init__(self, at_once: int, silence: float, large_at_once: int) -> None:
        self.silence = silence
        self.large = asyncio.Semaphore(large_at_once)
        self._free = asyncio.Semaphore(at_once)
        self._owed = 0

    def one(self) -> Slot:
        """Return a slot that is not taken yet."""
        return Slot(self)

    async def take(self) -> None:
        """Wait for a place, behind all who wait."""
        await self._free.acquire()

    def borrow(self) -> None:
        """Take a place now, although there may be none: the next to become free makes up for it."""
        self._owed += 1

    def give_back(self) -> None:
        """Make a place free."""
        if self._owed:
            self._owed -= 1
        else:
            self._free.release()


class Slot:
    """One request's place among the others."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._taken = False
        self._large = False
        self._timer: asyncio.TimerHandle | None = None

    async def take(self) -> None:
        """Wait for a place, unless we have one; it is given back after a silence."""
        self._stop_timer()
        if not self._taken:
            await self._slots.take()
            self._taken = True
        self._timer = asyncio.get_running_loop().call_later(self._slots.silence, self.give_back)

    def keep(self) -> None:
        """Hold a place until we leave, also where it was given back: a result waits for its taker."""
        self._stop_timer()
        if not self._taken:
            self._slots.borrow()
            self._taken = True

    async def make_large(self) -> None:
        """Wait for one of the few places for large bodies."""
        if not self._large:
            await self._slots.large.acquire()
            self._large = True

    def give_back(self) -> None:
        """Let another request go on, while this one waits for something."""
        self._stop_timer()
        if self._taken:
            self._taken = False
            self._slots.give_back()

    def leave(self) -> None:
        """Give back everything."""
        self.give_back()
        if self._large:
            self._large = False
            self._slots.large.release()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
