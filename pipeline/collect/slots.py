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
        self.free = asyncio.Semaphore(at_once)
        self.silence = silence
        self.large = asyncio.Semaphore(large_at_once)

    def one(self) -> Slot:
        """Return a slot that is not taken yet."""
        return Slot(self)


class Slot:
    """One request's place among the others."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._taken = False
        self._large = False
        self._timer: asyncio.TimerHandle | None = None

    async def take(self) -> None:
        """Wait for a place; it is given back after a silence."""
        await self._acquire()
        self._timer = asyncio.get_running_loop().call_later(self._slots.silence, self.give_back)

    async def keep(self) -> None:
        """Hold the place, taken again where it was given back, until we leave: a result waits for its taker."""
        self._stop_timer()
        await self._acquire()

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
            self._slots.free.release()

    def leave(self) -> None:
        """Give back everything."""
        self.give_back()
        if self._large:
            self._large = False
            self._slots.large.release()

    async def _acquire(self) -> None:
        if not self._taken:
            await self._slots.free.acquire()
            self._taken = True

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
