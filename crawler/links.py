"""Step 1: from a sitemap or a listing page to the addresses worth fetching."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from scrapy.http import Response, TextResponse

from crawler.addresses import web_address
from crawler.site_file import SiteFile

_GZIP = b"\x1f\x8b"
LARGEST_SITEMAP = 60 * 1024 * 1024
"""Bytes; the protocol allows 50 MB before compression."""
_MOST_UNPACKED = 600 * 1024 * 1024
"""Bytes; five million addresses take two thirds of it."""
_CHUNK = 256 * 1024
_KINDS = {"sitemapindex": "sitemap", "urlset": "url"}
"""Root of a sitemap → name of its entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses found in one page, each once, in page order."""

    sitemaps: list[str] = field(default_factory=list)
    listings: list[str] = field(default_factory=list)
    adverts: list[str] = field(default_factory=list)
    is_cut: bool = False
    """Whether the page names more than was asked for."""


class _TooLong(Exception):
    """Raised where a sitemap unpacks beyond every measure; what was found so far counts."""


def sitemap_links(body: bytes, url: str, site: SiteFile, *, most: int = 1_000_000) -> Links | None:
    """Return what a sitemap or sitemap index names, at most so many addresses; None if it is neither.

    It is unpacked and parsed in pieces, so that one of any length takes little memory.
    """
    found: dict[str, dict[str, None]] = {"sitemap": {}, "url": {}}
    is_cut = False
    try:
        for kind, address in _entries(body):
            target = web_address(url, address)
            if target is None or target in found[kind] or (kind == "url" and not site.is_advert_address(target)):
                continue
            if len(found["sitemap"]) + len(found["url"]) == most:
                is_cut = True
                break
            found[kind][target] = None
    except _TooLong:
        is_cut = True
    except (SyntaxError, zlib.error, ValueError):  # lxml's errors are SyntaxErrors
        return None
    return Links(sitemaps=list(found["sitemap"]), adverts=list(found["url"]), is_cut=is_cut)


def listing_links(response: Response, site: SiteFile) -> Links:
    """Return the adverts that a listing page links to, and the next page."""
    if not isinstance(response, TextResponse):
        return Links()
    hrefs = response.css("a::attr(href)").getall()
    found = [address for href in hrefs if (address := web_address(response.url, href))]
    following = response.css(site.next_page).css("::attr(href)").getall() if site.next_page else []
    pages = [address for href in following[:1] if (address := web_address(response.url, href))]
    return Links(listings=_once(pages), adverts=_once([url for url in found if site.is_advert_address(url)]))


def _entries(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield kind (sitemap or url) and address of every entry.

    Raises:
        ValueError: it is no sitemap.
    """
    parser = etree.XMLPullParser(("start", "end"), recover=True, resolve_entities=False, no_network=True)
    kind = None
    for piece in _unzipped(body):
        parser.feed(piece)
        for event, element in parser.read_events():
            kind = kind or _KINDS.get(_name(element))
            if kind is None:
                break
            if event == "end" and _name(element) == kind:
                yield from ((kind, text) for child in element if _name(child) == "loc" and (text := child.text))
                _forget(element)
    if kind is None:
        msg = "not a sitemap"
        raise ValueError(msg)


def _name(element: Any) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _forget(element: Any) -> None:
    """Free an entry that was read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _unzipped(body: bytes) -> Iterator[bytes]:
    if not body.startswith(_GZIP):
        for start in range(0, len(body), _CHUNK):
            yield body[start : start + _CHUNK]
        return
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    total = 0
    while body and not reader.eof:
        piece = reader.decompress(body, _CHUNK)
        body = reader.unconsumed_tail
        total += len(piece)
        if total > _MOST_UNPACKED:
            raise _TooLong
        yield piece


def _once(addresses: list[str]) -> list[str]:
    return list(dict.fromkeys(addresses))


def all_links(links: Links) -> Iterator[tuple[str, str]]:
    """Yield kind and address of every link: sitemaps and listings first, so that the whole board is known early."""
    for kind, addresses in (("sitemap", links.sitemaps), ("listing", links.listings), ("advert", links.adverts)):
        for address in addresses:
            yield kind, address
