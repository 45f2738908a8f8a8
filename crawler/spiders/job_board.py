"""The one spider: follows a site file from sitemaps and listing pages to adverts; it reads no field itself.

When nothing is left to follow, it looks again at the adverts that earlier runs saw and that nothing named this time.
"""

import logging
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from sqlalchemy.exc import SQLAlchemyError
from twisted.python.failure import Failure

from crawler.addresses import canonical_address, host_of, web_address
from crawler.back_off import LeftInPeace
from crawler.errors import PageNotKept, WrongSiteFile
from crawler.keep_page import KIND, PAGE, Unkept
from crawler.links import LARGEST_SITEMAP, all_links, listing_links, sitemap_links
from crawler.reach import DEMO, RefusedAddress
from crawler.run_book import RunBook
from crawler.site_file import SiteFile, days_to_go_back, load_site
from storage.records import CapturedPage

logger = logging.getLogger(__name__)
_ERROR = 400
_STALE = "soitin_stale"
"""Request meta: how many listing pages in a row before this one brought nothing new."""
_STALE_TO_STOP = 2
# Sitemaps and listings go first, so that the whole board is known before its adverts are fetched.
_PRIORITIES = {"sitemap": 20, "listing": 10, "advert": 0}
_ROOM_FOR_KNOWN = 50
"""A sitemap may name so many times `max_pages`: most of it may be known, and not due for another look."""


class JobBoardSpider(Spider):
    """Crawl one job board: `scrapy crawl job_board -a site=NAME [-a base=http://127.0.0.1:8400]`."""

    name = "job_board"
    run_book: RunBook

    def __init__(self, site: str = "", base: str = "", run_id: str = "", days_ago: str = "0", **kwargs: Any) -> None:
        """Read the site file."""
        super().__init__(**kwargs)
        self.site_file = _site_named(site, base)
        self.allowed_domains = [host_of(self.site_file.base)]
        self.run_id = int(run_id) if run_id else None
        self.days_ago = days_to_go_back(self.site_file, int(days_ago))
        self._has_revisited = False
        self._seen: set[str] = set()
        self._listed: set[str] = set()
        self._left = self.site_file.max_pages

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "JobBoardSpider":
        """Set what the site file says, and open the run's book."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        site = spider.site_file
        for name, value in (
            ("USER_AGENT", site.user_agent),
            ("DOWNLOAD_DELAY", site.delay),
            ("AUTOTHROTTLE_START_DELAY", site.delay),
            (DEMO, site.demo),
        ):
            crawler.settings.set(name, value, priority="spider")
        spider.run_book = RunBook.open(site, run_id=spider.run_id, days_ago=spider.days_ago)
        crawler.signals.connect(spider.revisit, signals.spider_idle)
        crawler.signals.connect(spider.close_book, signals.spider_closed)
        crawler.signals.connect(spider.note_error, signals.spider_error)
        crawler.signals.connect(spider.note_error, signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request | CapturedPage]:
        """Begin with what an interrupted run kept unread, then the sitemaps and listings of the site file."""
        for page in self.run_book.unread_pages():
            yield page
        site = self.site_file
        for kind, addresses in (("sitemap", site.start.sitemaps), ("listing", site.start.listings)):
            for address in addresses:
                url = web_address(site.base, address)
                if url is None:
                    self.run_book.note("bad_address", f"{address!r} under start is not a web address", url=address)
                else:
                    for request in self._request(kind, url):
                        yield request

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        """Follow a sitemap or sitemap index."""
        self._leave_if_told()
        most = self.site_file.max_pages * _ROOM_FOR_KNOWN
        is_there = response.status < _ERROR
        links = sitemap_links(response.body, response.url, self.site_file, most=most) if is_there else None
        if links is None:
            self.run_book.note("bad_sitemap", f"not a sitemap (HTTP {response.status})", url=response.url, failed=True)
            return
        if links.is_cut:
            self.run_book.note("long_sitemap", f"it names more than {most} adverts; the rest is left", url=response.url)
        for kind, url in all_links(links):
            yield from self._request(kind, url)

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """Follow a listing page to its adverts and to the next page, unless pages only repeat what others showed."""
        self._leave_if_told()
        if response.status >= _ERROR:
            self.run_book.note("bad_listing", f"HTTP {response.status}", url=response.url, failed=True)
            return
        links = listing_links(response, self.site_file)
        if not links.adverts:
            self.run_book.note("empty_listing", "no link on it looks like an advert's", url=response.url)
        stale = 0 if set(links.adverts) - self._listed else response.meta.get(_STALE, 0) + 1
        self._listed.update(links.adverts)
        if stale == _STALE_TO_STOP and links.listings:
            self.run_book.note(
                "endless_listing", "it and the page before it bring nothing new; its next is left out", url=response.url
            )
            links = replace(links, listings=[])
        for kind, url in all_links(links):
            yield from self._request(kind, url, {_STALE: stale} if kind == "listing" else {})

    def parse_advert(self, response: Response) -> Iterator[CapturedPage]:
        """Hand a kept page on to be read."""
        self._leave_if_told()
        yield response.meta[PAGE]

    def revisit(self) -> None:
        """Ask once for the known adverts that nothing named, as far as `max_pages` allows."""
        if self._has_revisited:
            return
        self._has_revisited = True
        unseen = [url for url in self.run_book.worth_revisiting() if canonical_address(url) not in self._seen]
        requests = [request for url in unseen for request in self._request("advert", url, is_named=False)]
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def lost(self, failure: Failure) -> None:
        """Note a page that never arrived, or that we must not fetch."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, Unkept) and isinstance(error.cause, PageNotKept):
            self._not_kept(error.cause, request.url)
        self._leave_if_told()
        if isinstance(error, LeftInPeace):
            return
        if isinstance(error, RefusedAddress):
            self.run_book.note("refused_address", str(error), url=request.url)
        elif isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
            self.run_book.note("robots_forbidden", str(error), url=request.url)
        else:
            message = f"{type(error).__name__}: {error}"
            self.run_book.note("unreachable", message, url=request.url, failed=True)

    def _not_kept(self, error: PageNotKept, url: str) -> None:
        try:
            self.run_book.note("not_kept", str(error), url=url, failed=True)
        except SQLAlchemyError:
            logger.exception("%s, and the database cannot be told", error)

    def _leave_if_told(self) -> None:
        if reason := self.run_book.must_leave:
            raise CloseSpider(reason=reason)

    def note_error(self, failure: Failure, response: Response) -> None:
        """Note a mistake of ours, which Scrapy has logged; the other pages go on."""
        message = f"{type(failure.value).__name__}: {failure.value}"
        self.run_book.note("unexpected", message, url=getattr(response, "url", None), failed=True)

    def close_book(self, spider: Spider, reason: str) -> None:  # noqa: ARG002 - Scrapy calls it by name
        """Finish the run with a verdict."""
        self.run_book.close(reason)

    def _request(
        self, kind: str, url: str, about: Mapping[str, Any] | None = None, *, is_named: bool = True
    ) -> Iterator[Request]:
        address = canonical_address(url)
        if address in self._seen:
            return
        if kind == "advert" and is_named and (known := self._known(address)):
            self._seen.update(known)
            return
        if self._left == 0:
            self.run_book.note("max_pages", f"more pages than max_pages: {self.site_file.max_pages} of the site file")
        self._left -= 1
        if self._left < 0:
            return
        self._seen.add(address)
        callback = {"sitemap": self.parse_sitemap, "listing": self.parse_listing, "advert": self.parse_advert}[kind]
        meta = {KIND: kind, **(about or {}), **({"download_maxsize": LARGEST_SITEMAP} if kind == "sitemap" else {})}
        yield Request(address, callback, errback=self.lost, meta=meta, priority=_PRIORITIES[kind])

    def _known(self, address: str) -> tuple[str, ...]:
        """Return under which addresses an advert is known that need not be fetched now; none if it has to be."""
        return (address,) if address in self.run_book.done else self.run_book.rests(address)


def _site_named(name: str, base: str) -> SiteFile:
    """Return the site file of `-a site=NAME`; what is wrong with it ends `scrapy crawl` in one sentence."""
    sentence = "name the site: scrapy crawl job_board -a site=NAME; `soitin site list` shows the names"
    if name:
        try:
            return load_site(name, base=base or None)
        except WrongSiteFile as error:
            sentence = str(error)
    print(f"soitin: {sentence}", file=sys.stderr)  # noqa: T201 - Scrapy would print a traceback
    sys.exit(2)
