"""What the names of encodings stand for, in pages and in feeds alike."""

from __future__ import annotations

import codecs

__all__ = ["NO_CHARSETS", "codec_meant"]

NO_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"}
)
"""Python's codecs for something else than text in a file; some read ASCII and change it, some raise anything."""

# Encodings that go by the name of one they contain: encoding.spec.whatwg.org, "names and labels".
_CONTAINED = {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874"}


def codec_meant(name: str) -> str | None:
    """Return the codec that a name means: the larger encoding where it is called by a smaller one's; None: no codec."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _CONTAINED.get(codec, codec)
