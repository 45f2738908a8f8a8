"""What a site says of itself before any page: its robots.txt and its sitemaps."""

from collections.abc import Iterator
from dataclasses import dataclass

from protego import Protego

from crawler.addresses import web_address
from crawler.links import sitemap_links
from crawler.looking.visitor import NotVisited, Visitor
from crawler.site_file import SiteFile

_GUESSED = "/sitemap.xml"
_MOST_SITEMAPS = 6
_MOST_ADDRESSES = 50_000
_ERROR, _SERVER_ERROR = 400, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What robots.txt says to us."""

    found: bool
    crawl_delay: float | None = None
    """Seconds between requests that it asks for; None if it does not."""
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """One sitemap that a crawl may start from, and the addresses in it and in those it names."""

    url: str
    addresses: tuple[str, ...]


def read_robots(visitor: Visitor, base: str, user_agent: str) -> Robots:
    """Ask for robots.txt, and from now on keep the pace that it asks for.

    Raises:
        NotVisited: it cannot be had, so nothing may be fetched (RFC 9309, section 2.3.1.4).
    """
    page = visitor.visit(f"{base}/robots.txt", robots=True)
    if page.status >= _SERVER_ERROR:
        msg = f"HTTP {page.status}; while it cannot be had, nothing is fetched"
        raise NotVisited(kind="robots_forbidden", url=page.url, message=msg)
    if page.status >= _ERROR:
        return Robots(found=False)
    parsed = Protego.parse(page.body.decode("utf-8", "replace"))
    delay = parsed.crawl_delay(user_agent)
    visitor.delay = max(visitor.delay, delay or 0.0)
    return Robots(found=True, crawl_delay=delay, sitemaps=tuple(parsed.sitemaps))


def read_sitemaps(visitor: Visitor, robots: Robots, site: SiteFile) -> list[Sitemap]:
    """Return the sitemaps that robots.txt names, else the one at the usual place; those that cannot be read are none.

    `site` says which of their addresses count.
    """
    found = []
    for url in (*robots.sitemaps, *([] if robots.sitemaps else [site.base + _GUESSED]))[:_MOST_SITEMAPS]:
        addresses = tuple(_addresses(visitor, url, site, [_MOST_SITEMAPS]))
        if addresses:
            found.append(Sitemap(url=url, addresses=addresses))
    return found


def _addresses(visitor: Visitor, url: str, site: SiteFile, left: list[int]) -> Iterator[str]:
    """Yield addresses of pages; of an index, those of the first few sitemaps that it names."""
    try:
        page = visitor.visit(url)
    except NotVisited:
        return
    links = sitemap_links(page.body, page.url, site) if page.status < _ERROR else None
    if links is None:
        return
    yield from links.adverts[:_MOST_ADDRESSES]
    for inner in links.sitemaps:
        left[0] -= 1
        if left[0] < 0:
            return
        yield from _addresses(visitor, inner, site, left)


def own_links(hrefs: dict[str, str], url: str, base: str) -> dict[str, str]:
    """Return links (address → words) of one host, each once, with the longest words that lead there."""
    found: dict[str, str] = {}
    for href, words in hrefs.items():
        address = web_address(url, href)
        if address and address.startswith(base) and address != url and len(words) >= len(found.get(address, "")):
            found[address] = words
    return found
