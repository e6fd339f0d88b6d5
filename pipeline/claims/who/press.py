"""Names that show an outlet where no list has it: "the Prairie Gazette", "the newspaper Ostblick"."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["is_press"]

_NAMES = r"(?:[A-Z][\w&’'-]*\s){0,3}"
_PRESS = re.compile(
    # With "the", what many newspapers are called; a company is "Nord Post", a gang "Black Ledger".
    rf"[Tt]he\s{_NAMES}(?:Gazette|Herald|Tribune|Courier|Bugle|Ledger|Chronicle|Telegraph|Observer|Examiner|Dispatch|Sentinel"
    r"|Advertiser|Argus|Bulletin|Messenger|Inquirer|Enquirer|Times|Post|Guardian|Mirror|Echo|Standard)"
    # Without it, what nobody else is.
    rf"|(?:[Tt]he\s)?(?:[A-Z][\w&’'-]*\s){{1,3}}(?:News\sAgency|Newspapers?|Evening\s[A-Z]\w+|Daily\s[A-Z]\w+|Gazette|Herald|Tribune"
    r"|(?:Public|Community|National)\sRadio)"
    # "the finance newsletter Ostblick", "Ostblick, a newspaper"
    r"|(?:[Tt]he\s|[Aa]n?\s)?(?:[\w-]+\s){0,2}(?:newspaper|newsletter|magazine|tabloid|broadsheet|news\s(?:agency|site|website))\s"
    r"(?:the\s|The\s)?[A-Z].*"
    r"|[A-Z][^,]*,\s(?:an?|the)\s(?:[\w-]+\s){0,2}(?:newspaper|newsletter|magazine|tabloid|broadsheet|news\s(?:agency|site|website)),?"
)


@lru_cache(maxsize=5_000)
def is_press(phrase: str) -> bool:
    """Return whether the phrase names an outlet, by the words that newspapers and agencies are called by."""
    return _PRESS.fullmatch(phrase.strip(" ,")) is not None
