"""Title, authors, outlet, address and language of a page: what it says of itself, and nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import py3langid

from pipeline.read.structured import names_in, text_in
from pipeline.text import normalise, printable, squeeze

if TYPE_CHECKING:
    from pipeline.models import Entry
    from pipeline.read.structured import Described
    from pipeline.read.tree import HtmlElement

__all__ = ["authors", "canonical_address", "language", "language_of", "outlet", "title"]

_LONGEST_NAME = 80
_BYLINE = re.compile(
    r"^\s*(?:(?:written|posted|published|analysis|opinion|story)\s+)?(?:by|von|par|por|di)\b[:\s]*", re.IGNORECASE
)
# "jane@ledger.example (Jane Doe)", as RSS has it, and what may follow a name: a place, a date, an employer.
_MAILED = re.compile(r"^\S+@\S+\s*\(([^()]+)\)$")
_BEHIND_NAME = re.compile(r"\s*\([^()]*\)|\s(?:in|for|on|at|from|avec|für|[–—-])\s.*", re.IGNORECASE)
_INVERTED = re.compile(r"\s*([^\s,]+),\s*([^\s,]+)\s*")
_BETWEEN_NAMES = re.compile(r"\s*(?:;|\||/|\n|&|,|\band\b|\bund\b|\bet\b|\bwith\b)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"www\.|@\w|\d{3}|^(?:admin\w*|administrator|author|editor|staff|webmaster|unknown|none|null)$", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:writers?|editors?|reporters?|correspondents?|columnist|contributors?|staff|producer|senior|chief|bureau|team"
    r"|news|media|press|business|insider|magazine|wire|services?|published|updated|commented)\b|\.\w",
    re.IGNORECASE,
)
_NO_PERSON = (
    r"January|February|March|April|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|The|Text"
)
_PERSON = re.compile(rf"(?!.*\b(?:{_NO_PERSON})\b)[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){{1,3}}")
_NO_OUTLET = re.compile(r"https?:|//|#|@")
_TAGLINE = re.compile(r"\s+\|\s+")
_NOT_THE_OUTLET = frozenset({
    "associated press", "the associated press", "ap", "reuters", "thomson reuters", "afp", "agence france-presse",
    "dpa", "upi", "pti", "ani", "ians", "dh news service", "blogger", "wordpress", "wordpress.com", "medium",
})  # fmt: skip
_AUTHOR_META = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")
_TITLE_META = ("og:title", "twitter:title", "dc.title")
_SITE_META = ("og:site_name", "application-name", "publisher", "dc.publisher")
_SUFFIX = re.compile(r"\s+[|–—·»-]\s+")
_LANGUAGE = re.compile(r"^([a-z]{2,3})(?:[-_][a-z0-9]+)*$", re.IGNORECASE)

# Below this many characters a declaration knows more than the statistics of letters.
_ENOUGH_TO_TELL = 400
_LOOKED_AT = 600
# Told apart by a page's author rather than by letters.
_NEAR_LANGUAGES = (
    {"no", "nb", "nn", "da"},
    {"sr", "hr", "bs", "sh"},
    {"id", "ms"},
    {"cs", "sk"},
    {"pt", "gl"},
    {"zh", "yue"},
)


def title(tree: HtmlElement, described: Described, entry: Entry | None) -> str | None:
    """
    Return the headline, without the site's name behind it: as the page gives it, the feed's only where it gives none.

    JSON-LD and meta tags, then a heading, then the window's title; a heading that names the site is its logo.
    """
    site = described.first(*_SITE_META)
    window = _SUFFIX.split(next(_texts_of(tree, "title"), ""))
    sites = {normalise(name) for name in (site, window[-1] if len(window) > 1 else None) if name}
    found = (
        text_in(described.article.get("headline"))
        or described.first(*_TITLE_META)
        or next((heading for heading in _texts_of(tree, "h1") if normalise(heading) not in sites), None)
        or next((part for part in window if part and normalise(part) not in sites), None)
        or (entry.title if entry else None)
    )
    return _without_site(squeeze(printable(unescape(found))), site) if found else None


def _texts_of(tree: HtmlElement, tag: str) -> Iterator[str]:
    return filter(None, (squeeze(element.text_content()) for element in tree.iter(tag)))


def _without_site(text: str, site: str | None) -> str:
    parts = _SUFFIX.split(text)
    if site and len(parts) > 1 and normalise(parts[-1]) == normalise(site):
        return text[: text.rindex(parts[-1])].rstrip(" |–—·»-")
    return text


def authors(described: Described, byline: Callable[[], str | None]) -> tuple[str, ...]:
    """
    Return each author's name once, in the page's order; an agency that is named as the author counts as one.

    `byline` is what the page looks like it says, asked when the metadata names nobody and believed only where it reads
    like the name of a person.
    """
    article = described.article
    publisher = {
        normalise(name) for name in (text_in(article.get("publisher")), described.first("og:site_name")) if name
    }
    stated = [*_named(article.get("author"))] or [*_named(article.get("creator"))]
    tags = (list(described.meta.get(name, ())) for name in _AUTHOR_META)
    for source in (stated, *tags):
        if names := [name for text in source for name in _separate(text) if normalise(name) not in publisher]:
            return tuple(dict.fromkeys(names))
    return tuple(name for name in _separate(byline() or "") if _PERSON.fullmatch(name) and not _ROLE.search(name))


def _named(value: object) -> Iterator[str]:
    for person in value if isinstance(value, list) else [value]:
        if isinstance(person, Mapping):
            yield from names_in(person.get("name"))
        elif isinstance(person, str):
            yield person


def _separate(text: str) -> list[str]:
    """Return the names in a byline: "By Jane Doe, Senior Writer and John Roe" is Jane Doe and John Roe."""
    if "://" in text:
        return []
    line = _BYLINE.sub("", _MAILED.sub(r"\1", printable(unescape(text)).strip()))
    if (inverted := _INVERTED.fullmatch(line)) and not _NOT_THE_OUTLET & set(map(normalise, inverted.groups())):
        return [f"{inverted[2]} {inverted[1]}"]
    names = [_BEHIND_NAME.sub("", name).strip(" .,") for name in _BETWEEN_NAMES.split(line)]
    usable = [name for name in names if 1 < len(name) <= _LONGEST_NAME and not _NO_NAME.search(name)]
    # After a first name a comma brings another name, or a role, a degree, an employer.
    return usable[:1] + [name for name in usable[1:] if " " in name and not _ROLE.search(name)]


def outlet(described: Described, entry: Entry | None, address: str) -> str | None:
    """
    Return the publisher's own name; else as the feed names it; else the host without "www.".

    Where an agency or a blogging service stands as the publisher, the site's name is the outlet's.
    """
    publisher = text_in(described.article.get("publisher"))
    site = described.first("og:site_name")
    hosted = normalise(publisher or "") in _NOT_THE_OUTLET
    for name in (site if hosted else publisher, site, publisher, entry.outlet if entry else None):
        short = _TAGLINE.split(squeeze(printable(unescape(name or ""))))[0]
        if short and len(short) <= _LONGEST_NAME and not _NO_OUTLET.match(short):
            return short
    return (urlsplit(address).hostname or "").removeprefix("www.") or None


def canonical_address(tree: HtmlElement, described: Described, address: str) -> str:
    """
    Return the address the page gives as its own, if it is on the same site and no more general; else `address`.

    Templates get it wrong: a canonical address of another site, or of the front page, would make one article of many.
    """
    for given in _canonical_links(tree, described):
        try:
            own = urljoin(address, given)
            there, here = urlsplit(own), urlsplit(address)
        except ValueError:
            continue
        front_page = not there.path.strip("/") and not there.query and here.path.strip("/")
        if there.scheme in {"http", "https"} and _same_site(there.hostname, here.hostname) and not front_page:
            return own
    return address


def _canonical_links(tree: HtmlElement, described: Described) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split() and link.get("href", "").strip():
            yield link.get("href", "").strip()
    yield from described.meta.get("og:url", ())


def _same_site(one: str | None, other: str | None) -> bool:
    """Return whether two hosts are the same but for a leading "www.", "m." or "amp."."""
    trimmed = {re.sub(r"^(?:www|m|mobile|amp|edition)\.", "", host or "") for host in (one, other)}
    return len(trimmed) == 1 and "" not in trimmed


def language(tree: HtmlElement, described: Described, text: str) -> str | None:
    """
    Return the language as a short code: as declared, unless a text long enough to tell is plainly in another.

    Templates declare "en" for pages in any language; between neighbours such as Norwegian and Danish the page decides.
    """
    declared = next(filter(None, map(_code, _declared(tree, described))), None)
    if len(text) < _ENOUGH_TO_TELL:
        return declared or language_of(text)
    heard = language_of(text)
    neighbours = any({declared, heard} <= near for near in _NEAR_LANGUAGES)
    return declared if neighbours else heard


def language_of(text: str) -> str | None:
    """Return the language that a text sounds like, None for less than a sentence."""
    return str(py3langid.classify(text[:_LOOKED_AT])[0]) if len(text) >= _ENOUGH_TO_TELL // 10 else None


def _declared(tree: HtmlElement, described: Described) -> Iterator[str]:
    yield tree.getroottree().getroot().get("lang", "")
    yield from names_in(described.article.get("inLanguage"))
    for name in ("og:locale", "content-language", "language"):
        yield from described.meta.get(name, ())


def _code(declared: str) -> str | None:
    found = _LANGUAGE.match(declared.strip())
    return found[1].lower() if found and found[1].lower() not in {"und", "mul", "zxx"} else None
