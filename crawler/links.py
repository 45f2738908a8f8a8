"""Step 1: from a sitemap or a listing page to the addresses worth fetching."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from scrapy.http import Response, TextResponse
from scrapy.utils.sitemap import Sitemap

from crawler.addresses import web_address
from crawler.site_file import SiteFile

_GZIP = b"\x1f\x8b"
_LARGEST_SITEMAP = 60 * 1024 * 1024
"""The protocol allows 50 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses found in one page, each once, in page order."""

    sitemaps: list[str] = field(default_factory=list)
    listings: list[str] = field(default_factory=list)
    adverts: list[str] = field(default_factory=list)


def sitemap_links(body: bytes, url: str, site: SiteFile) -> Links | None:
    """Return what a sitemap or sitemap index names; None if it is neither."""
    try:
        sitemap = Sitemap(_unzipped(body))
        found = [address for entry in sitemap if (address := web_address(url, entry.get("loc") or ""))]
    except (SyntaxError, StopIteration, zlib.error, ValueError):  # lxml's errors are SyntaxErrors
        return None
    if sitemap.type == "sitemapindex":
        return Links(sitemaps=_once(found))
    if sitemap.type == "urlset":
        return Links(adverts=_once([address for address in found if site.is_advert_address(address)]))
    return None


def listing_links(response: Response, site: SiteFile) -> Links:
    """Return the adverts that a listing page links to, and the next page."""
    if not isinstance(response, TextResponse):
        return Links()
    hrefs = response.css("a::attr(href)").getall()
    found = [address for href in hrefs if (address := web_address(response.url, href))]
    following = response.css(site.next_page).css("::attr(href)").getall() if site.next_page else []
    pages = [address for href in following[:1] if (address := web_address(response.url, href))]
    return Links(listings=_once(pages), adverts=_once([url for url in found if site.is_advert_address(url)]))


def _unzipped(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    plain = reader.decompress(body, _LARGEST_SITEMAP)
    if reader.unconsumed_tail:
        msg = "larger than a sitemap may be"
        raise ValueError(msg)
    return plain


def _once(addresses: list[str]) -> list[str]:
    return list(dict.fromkeys(addresses))


def all_links(links: Links) -> Iterator[tuple[str, str]]:
    """Yield kind and address of every link: sitemaps and listings first, so that the whole board is known early."""
    for kind, addresses in (("sitemap", links.sitemaps), ("listing", links.listings), ("advert", links.adverts)):
        for address in addresses:
            yield kind, address
