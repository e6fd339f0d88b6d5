"""
A body as it streams in: content decoding with an eye on size, and on whether it ended.

Done here and not in the HTTP client, because all five clients tried accept a truncated gzip stream as a whole body, and
because the limit has to count decoded bytes: 1 MB of gzip holds a gigabyte of zeros.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from pipeline.collect.network.failures import EncodingError, GarbledError
from pipeline.errors import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ACCEPT_ENCODING", "Body"]

ACCEPT_ENCODING = "gzip, deflate"

_PIECE = 64 * 1024
# One is usual, log rotation makes a few; a stream of empty ones only costs time.
_MOST_MEMBERS = 1000
_GZIP_MAGIC = b"\x1f\x8b"


class Body:
    """
    Collects a body of at most `limit` bytes, decoded.

    A body that is announced as compressed and is not is taken as it is: servers that compress twice in their
    configuration and once in fact are common.

    Raises:
        EncodingError: an encoding that was not asked for, or one inside another (from the start).

    """

    def __init__(self, url: str, content_encoding: str | None, limit: int) -> None:
        named = [token.strip().lower().removeprefix("x-") for token in (content_encoding or "").split(",")]
        encodings = [name for name in named if name not in {"", "identity"}]
        if len(encodings) > 1:
            raise EncodingError(url, f"compressed in layers ({', '.join(encodings)}), which is refused")
        if encodings and encodings[0] not in {"gzip", "deflate"}:
            raise EncodingError(url, f"content-encoding {encodings[0][:40]!r} was not asked for")
        self._url = url
        self._limit = limit
        self._encoding = encodings[0] if encodings else None
        self._stream: _Inflating | None = None
        self._raw = 0
        self._pieces: list[bytes] = []
        self._size = 0

    def growing(self, chunk: bytes) -> Iterator[int]:
        """
        Take the next bytes from the wire; yield the size so far after each small piece of what they hold.

        Raises:
            TooLargeError: decoded or not, it is more than the limit. GarbledError: the compression is broken.

        """
        if not chunk:
            return
        if self._raw == 0 and self._encoding is not None:
            self._stream = _Inflating.of(self._encoding, chunk)
        self._raw += len(chunk)
        if self._stream is not None and self._raw > self._limit:
            raise self._too_large()
        try:
            for piece in self._stream.inflate(chunk) if self._stream else (chunk,):
                self._keep(piece)
                yield self._size
        except zlib.error as error:
            raise GarbledError(self._url, f"the compressed body is broken: {error}") from error

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes at once; raises as `growing` does."""
        for _ in self.growing(chunk):
            pass

    def whole(self) -> bytes:
        """
        Return the body.

        Raises:
            GarbledError: the compressed stream has not come to its end.

        """
        if self._stream is not None and not self._stream.ended:
            raise GarbledError(self._url, "the compressed body broke off before its end")
        return self.beginning()

    def beginning(self) -> bytes:
        """Return what has come so far, up to the limit."""
        return b"".join(self._pieces)

    def _keep(self, piece: bytes) -> None:
        self._pieces.append(piece[: self._limit - self._size])
        self._size += len(self._pieces[-1])
        if len(self._pieces[-1]) < len(piece):
            raise self._too_large()

    def _too_large(self) -> TooLargeError:
        return TooLargeError(self._url, f"larger than {self._limit / 1_000_000:g} MB")


class _Inflating:
    """One compressed stream, taken apart in small pieces; gzip may come in several members."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inflate = zlib.decompressobj(wbits)
        self._members = 1

    @classmethod
    def of(cls, encoding: str, beginning: bytes) -> _Inflating | None:
        """Return the stream that `beginning` begins, None where it is not compressed at all."""
        if encoding == "gzip":
            return cls(zlib.MAX_WBITS | 16) if _GZIP_MAGIC.startswith(beginning[:2]) else None
        # "deflate" ought to be zlib (RFC 9110, 8.4.1.2), some servers send it bare.
        if len(beginning) > 1 and beginning[0] & 0x0F == 8 and int.from_bytes(beginning[:2]) % 31 == 0:
            return cls(zlib.MAX_WBITS)
        return None if beginning.lstrip()[:1] in {b"<", b"{"} else cls(-zlib.MAX_WBITS)

    @property
    def ended(self) -> bool:
        return self._inflate.eof

    def inflate(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            if self._inflate.eof:
                # What follows the end and begins no new member is padding.
                if self._wbits < 16 or not _GZIP_MAGIC.startswith(chunk[:2]):
                    return
                self._members += 1
                if self._members > _MOST_MEMBERS:
                    raise zlib.error("too many members")
                self._inflate = zlib.decompressobj(self._wbits)
            yield self._inflate.decompress(chunk, _PIECE)
            chunk = self._inflate.unconsumed_tail or self._inflate.unused_data
