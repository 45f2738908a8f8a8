"""`soitin site check`: visit a site by its site file and compare what is there with what the file expects."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.looking.entrance import Robots, read_robots, read_sitemaps
from crawler.looking.listing import Listing, read_listing
from crawler.looking.paging import next_address
from crawler.looking.samples import SAMPLES, read_advert
from crawler.looking.visitor import NotVisited, Visitor
from crawler.reading import Refusal
from crawler.site_file import SiteFile
from storage.records import ExtractedAdvert
from storage.settings import settings

_MOST_TRIED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was compared."""

    name: str
    good: bool
    sentence: str


def check_site(site: SiteFile) -> Iterator[Check]:
    """Yield a check for each expectation of a site file, as soon as the pages that it needs have been visited."""
    if not (site.demo or site.contact or settings().contact):
        yield _bad("contact", "nobody is named for complaints: set SOITIN_CONTACT, or `contact` in the site file")
        return
    with Visitor(user_agent=site.user_agent, delay=site.delay, demo=site.demo) as visitor:
        try:
            robots = read_robots(visitor, site.base.rstrip("/"), site.user_agent)
        except NotVisited as error:
            yield _bad("robots", str(error))
            return
        yield _pace(site, robots)
        found: list[str] = []
        yield from _starts(visitor, site, found)
        yield _counted(site, len(set(found)))
        yield from _adverts(visitor, site, list(dict.fromkeys(found)))


def _good(name: str, sentence: str) -> Check:
    return Check(name=name, good=True, sentence=sentence)


def _bad(name: str, sentence: str) -> Check:
    return Check(name=name, good=False, sentence=sentence)


def _pace(site: SiteFile, robots: Robots) -> Check:
    asked = robots.crawl_delay or 0.0
    if asked > site.delay:
        return _bad("delay", f"robots.txt asks for {asked:g} seconds between requests, `delay` says {site.delay:g}")
    said = f"asks for {asked:g} seconds" if asked else "asks for no pace" if robots.found else "is not there"
    return _good("delay", f"{site.delay:g} seconds; robots.txt {said}")


def _starts(visitor: Visitor, site: SiteFile, found: list[str]) -> Iterator[Check]:
    """Yield a check for every sitemap and listing; `found` grows by the addresses of adverts that they name."""
    for path in site.start.sitemaps:
        url = _absolute(site, path)
        named = [advert for sitemap in read_sitemaps(visitor, Robots(found=True, sitemaps=(url,)), site)
                 for advert in sitemap.addresses]  # fmt: skip
        found += named
        sentence = f"{path}: {len(named)} addresses fit advert_url"
        yield _good("sitemap", sentence) if named else _bad("sitemap", f"{sentence}, or it cannot be read")
    for path in site.start.listings:
        try:
            listing = read_listing(visitor.visit(_absolute(site, path)), site.base)
        except NotVisited as error:
            yield _bad("listing", str(error))
            continue
        named = _fitting(listing, site)
        found += named
        yield (_good if named else _bad)("listing", f"{path}: {len(named)} links fit advert_url")
        if listing is not None and named and site.next_page:
            yield _leads_on(visitor, site, listing, found)


def _leads_on(visitor: Visitor, site: SiteFile, listing: Listing, found: list[str]) -> Check:
    css = site.next_page or ""
    second = next_address(listing.page.html, listing.url, css)
    if second is None:
        return _bad("next_page", f"{css} finds no link on {listing.url} to another page")
    try:
        new = set(_fitting(read_listing(visitor.visit(second), site.base), site)) - set(found)
    except NotVisited as error:
        return _bad("next_page", str(error))
    found += sorted(new)
    return (_good if new else _bad)("next_page", f"{css} leads to {second}, with {len(new)} adverts more")


def _counted(site: SiteFile, named: int) -> Check:
    """Judge what one look can: too many is certain, too few only where nothing leads further."""
    counts = site.counts
    ends_here = bool(site.start.sitemaps) and not site.start.listings
    sentence = f"{named} adverts were named by what was visited; counts expects {counts.min} to {counts.max} a run"
    return (_bad if named > counts.max or (ends_here and named < counts.min) else _good)("counts", sentence)


def _adverts(visitor: Visitor, site: SiteFile, found: list[str]) -> Iterator[Check]:
    adverts: list[ExtractedAdvert] = []
    for url in dict.fromkeys([*found[:1], *found[-1:], *found[len(found) // 2 :]]):
        if len(adverts) == SAMPLES or visitor.visits > _MOST_TRIED + len(site.start.sitemaps + site.start.listings) * 3:
            break
        try:
            page = visitor.visit(url)
        except NotVisited as error:
            yield _good("advert", f"passed over: {error}")
            continue
        read = read_advert(page, site)
        if isinstance(read, Refusal):
            # a page that is no advert may stand among the others; one that should be one and cannot be read may not
            yield Check(name="advert", good=read.outcome != "failed", sentence=f"{url}: {read.sentence}")
        else:
            adverts.append(read)
            yield _good("advert", f"{url}: {read.title} ({read.source}, {len(read.text)} characters)")
    yield (_good if adverts else _bad)("adverts", f"{len(adverts)} could be read")
    for name in site.expected:
        filled = sum(bool(getattr(advert, name)) for advert in adverts)
        yield (_good if filled == len(adverts) else _bad)("expected", f"{name} in {filled} of {len(adverts)} adverts")


def _fitting(listing: Listing | None, site: SiteFile) -> list[str]:
    return [url for url in listing.links if site.is_advert_address(url)] if listing is not None else []


def _absolute(site: SiteFile, path: str) -> str:
    return path if "://" in path else site.base.rstrip("/") + "/" + path.lstrip("/")
