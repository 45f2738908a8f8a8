"""Pages that list adverts: their links by shape, and further lists that they lead to."""

from dataclasses import dataclass

from crawler.errors import UnreadableAdvert
from crawler.extract.page import Page, read_page
from crawler.looking.entrance import own_links
from crawler.looking.paging import next_selectors
from crawler.looking.shapes import Shape, shapes_of
from crawler.looking.visitor import NotVisited, Visitor
from storage.folding import fold
from storage.records import CapturedPage

_MOST_LISTINGS = 3
_ERROR = 400
_LISTS_WORK = ("viec lam", "tuyen dung", "tim viec", "viec", "don hang", "rao vat", "jobs", "tin dang", "bai viet")


@dataclass(slots=True, kw_only=True)
class Listing:
    """A page that lists adverts."""

    url: str
    page: Page
    links: dict[str, str]
    shapes: list[Shape]

    def fitting(self, shape: Shape) -> set[str]:
        """Return its links of a shape."""
        return {url for url in self.links if shape.fits(url)}

    def next_selectors(self) -> list[str]:
        """Return selectors that may lead from it to the next page, each once."""
        return list(dict.fromkeys(next_selectors(self.page.html, self.url)))


def read_listing(captured: CapturedPage, base: str) -> Listing | None:
    """Return a page as a list of links; None if it is no web page."""
    try:
        page = read_page(captured)
    except UnreadableAdvert:
        return None
    if captured.status >= _ERROR or "<" not in page.source:
        return None
    hrefs: dict[str, str] = {}
    for link in page.html.css("a[href]"):
        words = " ".join((link.xpath("string()").get() or link.attrib.get("title", "")).split())
        hrefs[link.attrib["href"]] = max(words, hrefs.get(link.attrib["href"], ""), key=len)
    links = own_links(hrefs, captured.url, base)
    return Listing(url=captured.url, page=page, links=links, shapes=shapes_of(links))


def visit_listing(visitor: Visitor, url: str, base: str) -> Listing | None:
    """Return a page as a list of links; None if it does not come or is none."""
    try:
        return read_listing(visitor.visit(url), base)
    except NotVisited:
        return None


def read_listings(visitor: Visitor, address: str, base: str) -> list[Listing]:
    """Return the page that was named, and a few that it links to as lists of work; none if it is no web page."""
    first = read_listing(visitor.visit(address), base)
    if first is None:
        return []
    found = [first]
    lists = [url for url, words in first.links.items() if fold(words).strip(" ›»>") in _LISTS_WORK]
    for url in lists[: _MOST_LISTINGS - 1]:
        listing = visit_listing(visitor, url, base)
        found += [listing] if listing is not None else []
    return found
