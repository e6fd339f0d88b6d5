"""
Whose turn it is, where several collectors write one ledger: locks in the PostgreSQL that has its catalog.

Advisory locks belong to a connection and go with it, however its process ends. There are two: runs share the one that
works on the whole ledger takes alone, and whoever looks things up to store what follows from them takes his turn.
"""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigurationError, LockedError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lake_address import LakeAddress

__all__ = ["INSTALL", "Turns"]

# Names of locks are two numbers that all of a database's programs share; the first is “claimwatch”, hashed.
_OURS = 1_318_640_741
_RUNS, _TURN = 1, 2
_PATIENCE = 900
"""Seconds to wait for one's turn: a batch takes one, with a language model minutes."""
_SKEW = 60.0
"""Seconds that this machine's clock may be behind that of who had the last turn; they are waited for."""
# A machine that is gone is found out within two minutes; until then its lock stands.
_SESSION = "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=15 -c tcp_keepalives_count=4"
INSTALL = (
    "the ledger is kept in DuckLake, and what opens one is not installed here ({}); it needs an environment of its own:"
    " see docs/lake.md, or: pip install 'claimwatch[lake]'"
)
"""What to do where a package is missing, with a place for which."""


class Turns:
    """The locks of one ledger, for one process."""

    def __init__(self, address: LakeAddress) -> None:
        self._address = address
        self._connection: Any = None
        self._held = False
        # Of the threads of a process one has the turn, too.
        self._thread = threading.RLock()

    @contextlib.contextmanager
    def running(self, *, alone: bool) -> Iterator[None]:
        """
        Be one of the runs on this ledger, or (`alone`) the only one.

        Raises LockedError when somebody is alone on it, or, to be alone, when anybody is.
        """
        with self._connected():
            kind = "" if alone else "_shared"
            ((free,),) = self._ask(f"SELECT pg_try_advisory_lock{kind}({_OURS}, {_RUNS})")
            if not free:
                what = "a run" if alone else "work that has to be alone (reprocess, maintain, an overrule, migrate)"
                raise LockedError(f"{self._address}: {what} is going on there; wait for it to end")
            try:
                yield
            finally:
                self._let_go(f"SELECT pg_advisory_unlock{kind}({_OURS}, {_RUNS})")

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """
        Have one's turn until the block ends, however often it is asked for inside.

        No moment of ours in it is before one of an earlier turn, whoever's: what the ledger held when is told by them.
        Raises LockedError when nobody else's turn ends, ConfigurationError when clocks are minutes apart.
        """
        with self._thread:
            if self._held:
                yield
                return
            with self._taken():
                yield

    @contextlib.contextmanager
    def _taken(self) -> Iterator[None]:
        with self._connected():
            self._take()
            self._held = True
            try:
                yield
                # Who was cut off from PostgreSQL had no turn any more, and is told so.
                self._ask("SELECT 1")
            finally:
                self._held = False
                self._let_go("UPDATE claimwatch_turn SET ended = %s", time.time())
                self._let_go(f"SELECT pg_advisory_unlock({_OURS}, {_TURN})")

    def _take(self) -> None:
        import psycopg  # noqa: PLC0415 - an extra

        try:
            self._ask(f"SELECT pg_advisory_lock({_OURS}, {_TURN})")
        except StoreError as error:
            if isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise LockedError(
                    f"{self._address}: somebody else has been storing for {_PATIENCE // 60} minutes"
                ) from error
            raise
        try:
            self._go_on_from(time.time())
        except BaseException:
            self._let_go(f"SELECT pg_advisory_unlock({_OURS}, {_TURN})")
            raise

    def _go_on_from(self, now: float) -> None:
        """Wait until our clock shows what that of the last turn showed at its end."""
        self._ask("CREATE TABLE IF NOT EXISTS claimwatch_turn (ended DOUBLE PRECISION NOT NULL)")
        self._ask("INSERT INTO claimwatch_turn SELECT 0 WHERE NOT EXISTS (SELECT FROM claimwatch_turn)")
        ((ended,),) = self._ask("SELECT ended FROM claimwatch_turn")
        if ended - now > _SKEW:
            raise ConfigurationError(
                f"this machine's clock is {ended - now:,.0f} s behind that of another collector; set both by NTP"
            )
        time.sleep(max(0.0, ended - now))

    @contextlib.contextmanager
    def _connected(self) -> Iterator[None]:
        """Hold a connection open; it is one for all that is asked for meanwhile."""
        if self._connection is not None:
            yield
            return
        try:
            import psycopg  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            raise ConfigurationError(INSTALL.format(f"{error.name} is missing")) from error
        try:
            self._connection = psycopg.connect(
                self._address.catalog,
                autocommit=True,
                connect_timeout=20,
                options=f"{_SESSION} -c lock_timeout={_PATIENCE}s",
            )
        except psycopg.Error as error:
            raise StoreError(f"{self._address}: PostgreSQL does not let us in: {error}") from error
        try:
            yield
        finally:
            connection, self._connection = self._connection, None
            connection.close()

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        import psycopg  # noqa: PLC0415 - an extra

        try:
            answer = self._connection.execute(sql, values)
            return list(answer.fetchall()) if answer.description else []
        except psycopg.Error as error:
            raise StoreError(f"{self._address}: PostgreSQL failed: {error}") from error

    def _let_go(self, sql: str, *values: object) -> None:
        # A connection that is gone has let go by itself; what was asked of it before has said so.
        with contextlib.suppress(StoreError):
            self._ask(sql, *values)
