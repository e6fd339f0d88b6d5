"""Is what came really from the hub? Only it knows the secret that we gave it (WebSub, section 8)."""

from __future__ import annotations

import hashlib
import hmac

__all__ = ["METHODS", "signature_flaw"]

METHODS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
"""Those the standard knows. SHA-1 among them: in an HMAC nobody has broken it."""


def signature_flaw(secret: str, header: str | None, body: bytes) -> str | None:
    """
    Return what is wrong with the header X-Hub-Signature of a body, None where it is right.

    It is `method=hexadecimal digits`. The comparison takes as long for a wrong one as for a right one.
    """
    if not header:
        return "no signature"
    method, _, signed = header.strip().partition("=")
    digest = METHODS.get(method.strip().lower())
    if digest is None:
        return "a signature of a kind that WebSub does not know"
    right = hmac.new(secret.encode(), body, digest).hexdigest()
    given = signed.strip().lower().encode("ascii", "replace")
    return None if hmac.compare_digest(right.encode(), given) else "a wrong signature"
