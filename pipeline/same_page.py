"""
When two addresses name the same page: a normal form for comparing, never for fetching.

The same article arrives as http and https, with and without "www.", with tracking parameters, as an AMP copy, wrapped
in a search engine's redirect. courlan knows the tracking parameters; the rest is here.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from courlan.clean import TRACKERS_RE, normalize_url

__all__ = ["same_page_key"]

_AMP_HOST = re.compile(r"^(?:www\.|amp\.)+")
_AMP_PATH = re.compile(r"^/(?:google-)?amp(?=/.)|[./]amp(?=/?$|\.html?$)")
_AMP_CACHE = re.compile(r"^(?:/amp)?/(?:[cvi]/)?(?:s/)?(?=[\w-]+\.)")
_AMP_PARAMETERS = frozenset({"amp", "amp_js_v", "outputtype", "usqp"})
_INDEX = re.compile(r"/(?:index\.(?:html?|php))?$")

# Seen on news sites and unknown to courlan 1.4.
_TRACKERS = frozenset(
    {
        "fbclid",
        "igshid",
        "ncid",
        "cmpid",
        "cmp",
        "smid",
        "smtyp",
        "mbid",
        "sr_share",
        "at_medium",
        "ftag",
        "__twitter_impression",
    }
)
# courlan takes these for tracking, but many newsrooms number their articles so: view.html?cid=1234.
_NUMBERS_A_PAGE = frozenset({"cid", "eid", "uid"})

# Redirectors that carry the real address in a parameter.
_WRAPPERS = {
    "google.com/url": ("url", "q"),
    "news.google.com/news/url": ("url",),
    "l.facebook.com/l.php": ("u",),
    "bing.com/news/apiclick.aspx": ("url",),
    "out.reddit.com/": ("url",),
}


def same_page_key(url: str) -> str:
    """
    Return what equal pages share: two addresses with the same key are taken for one article.

    Without scheme, "www.", fragment, tracking, AMP marks, index file and closing slash; parameters in order. An address
    that is not http or https is its own key. When in doubt two addresses stay two: an article seen twice is found
    by its text, an article lost is lost.
    """
    try:
        parts = _unwrapped(urlsplit(url.strip()))
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return url.strip()
        whole = urlsplit(normalize_url(parts._replace(query="", fragment="")))
        host = _AMP_HOST.sub("", whole.netloc.rpartition("@")[2])
    except ValueError:
        return url.strip()
    path = urljoin("http://h/", whole.path or "/").removeprefix("http://h")
    path = _INDEX.sub("", _AMP_PATH.sub("", _requoted(path)))
    query = _telling(parts.query)
    hashbang = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"{host}{path}{'?' + query if query else ''}{hashbang}"


def _unwrapped(parts: SplitResult) -> SplitResult:
    host = (parts.hostname or "").removeprefix("www.")
    if host.endswith(".cdn.ampproject.org") or (host == "google.com" and parts.path.startswith("/amp/")):
        return urlsplit("http://" + _AMP_CACHE.sub("", parts.path) + ("?" + parts.query if parts.query else ""))
    for parameter in _WRAPPERS.get(host + parts.path, ()):
        inner = dict(parse_qsl(parts.query)).get(parameter, "")
        if inner.startswith(("http://", "https://")):
            return urlsplit(inner)
    return parts


def _requoted(path: str) -> str:
    return quote(unquote(path), safe="/!=:,;@+~-")


def _telling(query: str) -> str:
    """Return the parameters that may tell one page from another, sorted."""
    kept = sorted(
        (name, value) for name, value in parse_qsl(query, keep_blank_values=True) if _tells(name.lower(), value)
    )
    return urlencode(kept)


def _tells(name: str, value: str) -> bool:
    if name in _NUMBERS_A_PAGE and value.isdigit():
        return True
    if name in _TRACKERS or name in _AMP_PARAMETERS:
        return False
    return TRACKERS_RE.search(name) is None
