"""
When two addresses name the same page: a normal form for comparing, never for fetching.

The same article arrives as http and https, with and without "www.", on a mobile host, with tracking parameters, as an
AMP copy, wrapped in a search engine's redirect. A wrong merge loses an article, a missed one is found by the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlsplit

from courlan import extract_domain
from courlan.clean import decode_punycode

__all__ = ["same_page_key"]

_SECOND_HOST = re.compile(r"(?:www|amp|m|mobile)\.(?=.+\.)")
_AMP_PATH = re.compile(r"^/(?:google-)?amp(?=/.)|[./]amp(?=$|\.html?$)")
_AMP_CACHES = (".cdn.ampproject.org", ".bing-amp.com")
_AMP_CACHE_PATH = re.compile(r"^(?:/amp)?/(?:[cviw]/)?(?:s/)?(?=[\w-]+\.)")
_AMP_PARAMETERS = frozenset("amp amp_gsa amp_js_v aoh outputtype usqp".split())
_DEFAULT_DOCUMENT = re.compile(r"/(?:index\.(?:s?html?|php|jsp|aspx?)|default\.(?:html?|aspx?))$", re.IGNORECASE)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=[^/;]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MOST_WRAPPINGS = 3

# Families and words after courlan 1.4 (which has them from AdGuard and ClearURLs), but as whole words: courlan also
# takes "gallery", "reference" and "keyword" for tracking.
_TRACKING = re.compile(
    r"(?:utm|mtm|itm|pk|ga|gs|mc|mkt|ml|oly|vero|hsa|at|ns|wt)[_.].+|ads?_(?!id$).+|guce_.+"
    r"|(?:dc|fbc|gc|twc|yc|ysc)lid|(?:click|gbra|wbra|msclk|igsh|partner)id"
    r"|(?:.*[_-])?(?:aff|affi|affiliate|campaign|cl?id|eid|ga|gl|kwd|medium|ref|referr?er|source|uid|xtor)(?:[_-](?!id$).*)?"
    r"|(?:php|j|asp)?session_?(?:id)?(?:_.*)?|(?:php|j)sessid|aspsessionid\w*|cfid|cftoken"
)
# Seen on news sites and in none of those lists.
_TRACKERS = frozenset(
    """
    __twitter_impression _hsenc _hsmi affiliate_id campaign_id cmp cmpid emc feedname feedtype ftag ftcamp guccounter
    hss_channel icid igshid intcid intcmp lsrc mbid ncid ocid partner reflink smid smtyp soc_src soc_trk spm sr_share
    taid xing_share
    """.split()
)
# Tracking by name, but many newsrooms number their articles so: view.html?cid=1234, ?cid=AEN20180322006000315.
_NUMBERS_A_PAGE = frozenset("cid eid uid ref".split())
# What needs no percent-encoding in a path: nearly every part of nearly every address.
_PLAIN = re.compile(r"[\w.~!=:,;@+-]*", re.ASCII)
_NUMBER = re.compile(r"\d+|[A-Za-z]{0,4}\d{4,}")
_SESSION_VALUE = re.compile(r"[0-9A-Za-z]{16,}")

# Redirectors that carry the real address in a parameter: host, path ("" for any), parameters.
_WRAPPERS = (
    (re.compile(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?"), "/url", ("url", "q")),
    (re.compile(r"news\.google\.[a-z]{2,3}(?:\.[a-z]{2})?"), "", ("url",)),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
    (re.compile(r"bing\.com"), "/news/apiclick.aspx", ("url",)),
    (re.compile(r"out\.reddit\.com"), "", ("url",)),
    (re.compile(r"duckduckgo\.com"), "/l/", ("uddg",)),
)


@lru_cache(maxsize=8192)
def same_page_key(url: str) -> str:
    """
    Return what equal pages share: two addresses with the same key are taken for one article.

    Without scheme, "www.", mobile and AMP marks, tracking, session, default document and closing slash; parameters in
    order, percent-encoding in one spelling. A fragment stays where it names a page of its own ("#!", "#/"). An address
    that is not http or https is its own key.
    """
    try:
        parts = urlsplit(url.strip())
        for _ in range(_MOST_WRAPPINGS):
            if (inner := _unwrapped(parts)) is parts:
                break
            parts = inner
        name, number = parts.hostname, parts.port
        if parts.scheme not in _DEFAULT_PORTS or not name:
            return url.strip()
        host = _host(name)
        port = f":{number}" if number not in {None, _DEFAULT_PORTS[parts.scheme]} else ""
        path, query = _path(parts.path), _telling(parts.query)
    except ValueError:
        return url.strip()
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{port}{path}{'?' + query if query else ''}{fragment}"


def _unwrapped(parts: SplitResult) -> SplitResult:
    host = (parts.hostname or "").removeprefix("www.")
    if host.endswith(_AMP_CACHES) or (host == "google.com" and parts.path.startswith("/amp/")):
        return urlsplit("http://" + _AMP_CACHE_PATH.sub("", parts.path) + ("?" + parts.query if parts.query else ""))
    for its_host, path, names in _WRAPPERS:
        if its_host.fullmatch(host) and parts.path.startswith(path):
            carried = dict(parse_qsl(parts.query))
            inner = next((carried[name] for name in names if name in carried), "")
            if inner.startswith(("http://", "https://")):
                return urlsplit(inner)
    return parts


@lru_cache(maxsize=8192)
def _host(name: str) -> str:
    """Return a host in letters, without what marks a second host of the same site; `mobile.de` is no second host."""
    host = decode_punycode(name.lower().rstrip("."))
    while (mark := _SECOND_HOST.match(host)) and (mark[0] == "www." or extract_domain(f"http://{host}/") != host):
        host = host[mark.end() :]
    return f"[{host}]" if ":" in host else host


def _path(path: str) -> str:
    kept: list[str] = []
    for part in _SESSION_IN_PATH.sub("", path).split("/"):
        segment = _requoted(part)
        if segment == "..":
            del kept[-1:]
        elif segment not in {"", "."}:
            kept.append(segment)
    straight = "".join(f"/{segment}" for segment in kept)
    return _DEFAULT_DOCUMENT.sub("", _AMP_PATH.sub("", straight))


def _requoted(text: str) -> str:
    """Return the text with only what must be percent-encoded; byte by byte, for not every old address is UTF-8."""
    return text if _PLAIN.fullmatch(text) else quote(unquote_to_bytes(text), safe="!=:,;@+~-")


def _telling(query: str) -> str:
    """Return the parameters that may tell one page from another, sorted."""
    pairs = (piece.removeprefix("amp;").partition("=") for piece in query.split("&") if piece)
    kept = sorted((_value(name), _value(value)) for name, _, value in pairs if _tells(name.lower(), value))
    return "&".join(f"{name}={value}" for name, value in kept)


def _value(text: str) -> str:
    return quote(unquote_to_bytes(text.replace("+", " ")), safe=" ").replace(" ", "+")


def _tells(name: str, value: str) -> bool:
    if name in _NUMBERS_A_PAGE and _NUMBER.fullmatch(value):
        return True
    if name == "sid":
        return _SESSION_VALUE.fullmatch(value) is None
    return name not in _TRACKERS and name not in _AMP_PARAMETERS and _TRACKING.fullmatch(name) is None
