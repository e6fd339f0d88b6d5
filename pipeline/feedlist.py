"""Add feeds to a topic's feeds.opml, take them out again, and exchange lists with other readers."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from pipeline.collect.lists.exports import read_export
from pipeline.collect.lists.opml import LARGEST_LIST, ListedFeed, is_blank, read_list, without_address
from pipeline.collect.lists.opml_edit import with_feeds, without_feed, write_opml
from pipeline.collect.network.addresses import fetchable, host_of, own_address, public_address
from pipeline.doors import feeds_of
from pipeline.errors import ConfigurationError, NotFoundError, RefusedAddressError, TopicError, UsageError
from pipeline.same_page import same_page_key
from pipeline.topic.folder import FEEDS_OPML, known_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.config import Settings
    from pipeline.models import Feed

__all__ = [
    "Export",
    "Import",
    "Refused",
    "add_feed",
    "add_feeds",
    "export_feeds",
    "feeds_without_address",
    "import_feeds",
    "remove_feed",
    "the_folder",
    "write_beside",
]

Result = TypeVar("Result")

_LOCAL = "file://"
# Names that no public name server answers for (RFC 6761, 6762, 8375), and a name without a dot.
_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


class Refused(NamedTuple):
    """An entry of an imported list that is not taken, and why."""

    feed: ListedFeed
    reason: str


class Import(NamedTuple):
    """What became of the feeds of an imported list."""

    folder: Path
    added: tuple[ListedFeed, ...]
    already: tuple[ListedFeed, ...]
    refused: tuple[Refused, ...]
    flaw: str | None = None
    """What is wrong with the list, so that some of its feeds may be missing here."""


class Export(NamedTuple):
    """A list for other readers, with what they ought to know."""

    opml: bytes
    feeds: int
    local: int
    """Left out: files and folders of this machine."""
    with_password: int


def add_feed(settings: Settings, url: str, label: str | None) -> Path:
    """
    Add a feed to the one topic meant and return its folder; a file or folder of this machine is a feed, too.

    Raises UsageError when the address is none, is there already, or several topics could be meant.
    """
    address = _local(url) or _address(url)
    folder = the_folder(settings)
    if _key(address) in _keys(feeds_of(folder)):
        raise UsageError(f"{url} is in {folder / FEEDS_OPML} already")
    add_feeds(folder, [ListedFeed(address, label)])
    return folder


def remove_feed(settings: Settings, url: str) -> list[Path]:
    """Take a feed out of the topics that list it and return their folders; raises NotFoundError when none does."""
    changed = []
    for folder in settings.topic_folders():
        shorter = _changed(folder, lambda opml: without_feed(opml, url) or without_feed(opml, _local(url) or url))
        if shorter is not None:
            write_beside(folder / FEEDS_OPML, shorter)
            changed.append(folder)
    if not changed:
        raise NotFoundError(f"no topic lists {url}; see: claimwatch feeds list")
    return changed


def import_feeds(settings: Settings, exported: bytes) -> Import:
    """
    Add the feeds of a list that another reader wrote, those that are not there yet, in their folders.

    Raises ConfigurationError when no feed is found in it, UsageError when several topics could be meant.
    """
    folder = the_folder(settings)
    if len(exported) > LARGEST_LIST:
        raise ConfigurationError(f"the list of feeds is larger than {LARGEST_LIST // 1_000_000} MB")
    known = _keys(feeds_of(folder))
    added, already, refused = list[ListedFeed](), list[ListedFeed](), list[Refused]()
    feeds, flaw = read_export(exported)
    for feed in feeds:
        try:
            address = _importable(feed, settings.allow_private)
        except RefusedAddressError as error:
            refused.append(Refused(feed, error.reason))
            continue
        if _key(address) in known:
            already.append(feed)
        else:
            known.add(_key(address))
            added.append(feed._replace(url=address))
    if added:
        add_feeds(folder, added)
    return Import(folder, tuple(added), tuple(already), tuple(refused), flaw)


def export_feeds(settings: Settings) -> Export:
    """Return the topics' feeds as one list; with several topics, each in a folder of its name."""
    folders = [known_folder(folder) for folder in settings.topic_folders()]
    listed = list[ListedFeed]()
    for folder in folders:
        above = (folder.resolve().name,) if len(folders) > 1 else ()
        feeds = (feed for feed in read_list(_opml(folder)) if feed.url)
        listed.extend(feed._replace(folders=(*above, *feed.folders)) for feed in feeds)
    shared = [feed for feed in listed if not feed.url.startswith(_LOCAL)]
    title = folders[0].resolve().name if len(folders) == 1 else "claimwatch"
    with_password = sum("@" in urlsplit(feed.url).netloc for feed in shared)
    return Export(write_opml(shared, title), len(shared), len(listed) - len(shared), with_password)


def feeds_without_address(folder: Path) -> tuple[Feed, ...]:
    """Return the feeds in a topic's list that have an empty address or none; they are never asked."""
    path = folder / FEEDS_OPML
    return without_address(path.read_bytes(), folder.resolve().name) if path.exists() else ()


def the_folder(settings: Settings) -> Path:
    """Return the one topic folder that is meant; raises UsageError when it could be several."""
    folders = settings.topic_folders()
    if len(folders) > 1:
        raise UsageError(f"which topic? add --topic with one of: {', '.join(map(str, folders))}")
    return known_folder(folders[0])


def add_feeds(folder: Path, feeds: Iterable[ListedFeed]) -> None:
    """Add feeds to a topic's list, leaving what else stands in it as it is."""
    write_beside(folder / FEEDS_OPML, _changed(folder, lambda opml: with_feeds(opml, feeds)))


def write_beside(path: Path, content: bytes) -> None:
    """Write beside a file and swap, so that a crash leaves the old content or the new one."""
    fresh = path.with_name(path.name + ".fresh")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise TopicError(f"{path}: cannot be written ({error.strerror})") from error


def _changed(folder: Path, change: Callable[[bytes], Result]) -> Result:
    """Return what a change makes of a topic's list; raises TopicError, which names the file."""
    opml = _opml(folder)
    try:
        return change(opml)
    except ConfigurationError as error:
        raise TopicError(f"{folder / FEEDS_OPML}: {error}") from error


def _opml(folder: Path) -> bytes:
    """Return a topic's list as it is written, one without feeds where there is none or nothing in it."""
    feeds_of(folder)  # names the file in what it says of a list that cannot be read
    path = folder / FEEDS_OPML
    written = path.read_bytes() if path.exists() else b""
    return write_opml((), folder.resolve().name) if is_blank(written) else written


def _keys(feeds: Iterable[Feed]) -> set[str]:
    return {_key(feed.url) for feed in feeds}


def _key(url: str) -> str:
    """Return what spellings of one feed's address share; unlike a page's, its parameters and its reader all count."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    reader = parts.netloc.rpartition("@")[0]
    return f"{reader}@{same_page_key(parts._replace(query='', fragment='').geturl())}?{parts.query}"


def _address(url: str) -> str:
    try:
        return fetchable(_without_feed_scheme(url))
    except RefusedAddressError as error:
        raise UsageError(
            f"“{url}” is no address of a feed ({error.reason}); it begins with https:// or http://,"
            " or is a file or folder that exists"
        ) from error


def _without_feed_scheme(url: str) -> str:
    """Return the address behind feed: or feed://, which readers hand over to each other."""
    bare = url.strip()
    if not bare.lower().startswith("feed:"):
        return bare
    inner = bare[5:]
    return f"http:{inner}" if inner.startswith("//") else inner


def _local(url: str) -> str | None:
    """Return the file: address of something that exists on this machine, None where nothing does."""
    if "://" in url and not url.startswith(f"{_LOCAL}/"):
        return None
    try:
        path = Path(unquote(urlsplit(url).path)) if url.startswith(_LOCAL) else Path(url)
        return path.resolve().as_uri() if url.strip() and path.exists() else None
    except (OSError, ValueError):
        return None


def _importable(feed: ListedFeed, allow_private: frozenset[str]) -> str:
    """
    Return an address from somebody else's list as it may be listed here.

    Raises:
        RefusedAddressError: none, neither http nor https, or plainly inside this network; the rest shows at connect.

    """
    url = feed.url
    if not url:
        raise RefusedAddressError(url, feed.why_none)
    address = fetchable(_without_feed_scheme(url))
    host = host_of(address).rstrip(".")
    if host not in allow_private and _private(host):
        number = _number(host)
        own = number is None or own_address(number)
        advice = f"; CLAIMWATCH_ALLOW_PRIVATE={host} would permit it" if own else ""
        raise RefusedAddressError(url, f"{host} is not on the public internet{advice}")
    return address


def _private(host: str) -> bool:
    number = _number(host)
    if number is None:
        return "." not in host or host.endswith(_PRIVATE_NAMES)
    return not public_address(number)


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a host is, in any spelling; None where it is a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        try:
            # How resolvers read 127.1 and 0x7f000001.
            return ipaddress.IPv4Address(socket.inet_aton(host))
        except OSError:
            return None
