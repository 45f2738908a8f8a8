"""What a few visits to a site show: where its list of adverts is, how addresses are built, what three adverts say.

Every finding is confirmed by a page that was fetched: a pattern by adverts of that shape that can be read, the way to
the next page by a second page with new adverts on it.
"""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.extract.company import footer_licence
from crawler.extract.page import Page, read_page
from crawler.looking.entrance import Robots, Sitemap, read_robots, read_sitemaps
from crawler.looking.fields import Learnt, in_order, learn_selectors
from crawler.looking.listing import Listing, read_listings, visit_listing
from crawler.looking.paging import next_address, numbered_pages
from crawler.looking.samples import STRUCTURED, NothingFound, any_site, find_adverts
from crawler.looking.shapes import Shape
from crawler.looking.visitor import Visitor
from storage.records import CapturedPage, ExtractedAdvert


@dataclass(slots=True, kw_only=True)
class Survey:
    """All that was found, for a site file to be written from."""

    base: str
    robots: Robots
    sitemaps: list[Sitemap]
    """Those that name adverts."""
    listing: Listing | None
    shape: Shape
    samples: list[CapturedPage]
    adverts: list[ExtractedAdvert]
    """What the samples say, in the same order."""
    next_page: Learnt | None = None
    numbered: list[str] = field(default_factory=list)
    """Listing pages by number, where nothing says "next"."""
    seen: set[str] = field(default_factory=set)
    """Addresses of adverts that were named by any page or sitemap looked at."""

    @property
    def sources(self) -> Counter[str]:
        """How the samples were read."""
        return Counter(advert.source for advert in self.adverts)

    @property
    def pages(self) -> list[Page]:
        """The samples, parsed."""
        return [read_page(sample) for sample in self.samples]

    @property
    def licence(self) -> str:
        """The licence that a footer names, if one does."""
        return next((licence for page in self.pages if (licence := footer_licence(page))), "")

    def selectors(self) -> dict[str, Learnt]:
        """Return where the fields stand in pages without structured data."""
        stated = [advert if advert.source in STRUCTURED else None for advert in self.adverts]
        return in_order(learn_selectors([page.html for page in self.pages], stated))


def look_at(visitor: Visitor, address: str, *, user_agent: str, demo: bool) -> Survey:
    """Visit a site and return what was found.

    Raises:
        NotVisited: the site, or its robots.txt, does not let us in.
        NothingFound: no adverts that can be read stand where we looked.
    """
    parts = urlsplit(address)
    base = f"{parts.scheme}://{parts.netloc}"
    any_page = any_site(base, demo=demo)
    robots = read_robots(visitor, base, user_agent)
    sitemaps = read_sitemaps(visitor, robots, any_page)
    listings = read_listings(visitor, address, base)
    if not listings:
        msg = f"{address} does not answer with a web page; does it keep visitors out?"
        raise NothingFound(msg)
    shape, samples = find_adverts(visitor, any_page, listings, sitemaps)
    listing = max(listings, key=lambda found: _worth(found, shape))
    named = [sitemap for sitemap in sitemaps if any(map(shape.fits, sitemap.addresses))]
    survey = Survey(
        base=base,
        robots=robots,
        sitemaps=named,
        listing=listing if listing.fitting(shape) else None,
        shape=shape,
        samples=[sample for sample, _ in samples],
        adverts=[advert for _, advert in samples],
    )
    survey.seen |= {url for sitemap in named for url in sitemap.addresses if shape.fits(url)}
    if survey.listing is not None:
        survey.seen |= survey.listing.fitting(shape)
        _find_paging(visitor, survey, survey.listing)
    return survey


def _worth(listing: Listing, shape: Shape) -> tuple[bool, int]:
    """Of two lists the one that goes on, then the longer one."""
    pages_on = any(next_address(listing.page.html, listing.url, css) for css in listing.next_selectors())
    return pages_on and bool(listing.fitting(shape)), len(listing.fitting(shape))


def _find_paging(visitor: Visitor, survey: Survey, listing: Listing) -> None:
    """Follow what may lead to the next page, until a second page with new adverts confirms one."""
    seconds: dict[str, Listing | None] = {}
    for css in listing.next_selectors():
        second = next_address(listing.page.html, listing.url, css)
        if second is None or survey.shape.fits(second) or not second.startswith(survey.base):
            continue
        if second not in seconds:
            seconds[second] = visit_listing(visitor, second, survey.base)
        shown = seconds[second]
        if shown is None or not shown.fitting(survey.shape) - listing.fitting(survey.shape):
            continue
        if next_address(shown.page.html, shown.url, css) != listing.url:  # else the second page leads back
            survey.next_page = Learnt(css=css, because=second)
            survey.seen |= shown.fitting(survey.shape)
            return
    survey.numbered = [url for url in numbered_pages(listing.page.html, listing.url) if not survey.shape.fits(url)]
