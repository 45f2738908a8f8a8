"""What a crawl may reach: public addresses only, and only what robots.txt allows.

A demo board stands on this machine; its site file says so, and then loopback is all that its crawl may reach.
"""

from typing import Any, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.dupefilters import RFPDupeFilter
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import build_from_crawler
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.addresses import host_of, is_loopback, is_private_address, web_address
from crawler.keep_page import KIND
from crawler.run_book import run_book_of

DEMO = "SOITIN_DEMO"
"""Setting: the crawl is of a demo board on this machine."""

_SERVER_ERROR, _TOO_MANY = 500, 429
_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class RefusedAddress(IgnoreRequest):
    """Raised for a request that leads where this crawl may not go; the spider notes it."""


class RefusePrivateAddresses:
    """Downloader middleware that refuses hosts written as private addresses, also after a redirect."""

    def __init__(self, *, demo: bool) -> None:
        """Remember whether this is the crawl of a demo board."""
        self._demo = demo

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RefusePrivateAddresses":
        """Build from the crawl's settings."""
        return cls(demo=crawler.settings.getbool(DEMO))

    def process_request(self, request: Request) -> None:
        """Let a request pass, or raise RefusedAddress."""
        host = host_of(request.url)
        refused = not is_loopback(host) if self._demo else is_private_address(host)
        if refused:
            msg = f"{host} is not an address that this crawl may reach"
            raise RefusedAddress(msg)


class StayWithAdverts:
    """Downloader middleware that does not follow an advert's redirect to what is none: a login, a list, the front page.

    The redirect itself is the answer, and says so for this advert. Followed, it would be one page for all of them.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Find the site file on the run book."""
        self._site = run_book_of(crawler).site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StayWithAdverts":
        """Build for one crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Let Scrapy's redirects know whether to follow this one."""
        location = (response.headers.get("Location") or b"").decode("latin-1")
        if location and request.meta.get(KIND) == "advert":
            target = web_address(request.url, location) or ""
            if not (self._site.is_own_address(target) and self._site.is_advert_address(target)):
                request.meta["dont_redirect"] = True
        return response


class FollowRedirects(RFPDupeFilter):
    """Scrapy's own filter of repeated requests, but for redirects: dropped, those that run in a circle go unnoticed."""

    def request_seen(self, request: Request) -> bool:
        """Tell whether a request was made before; one that a redirect led to counts as new, as far as redirects go."""
        return "redirect_urls" not in request.meta and super().request_seen(request)


class PublicAddressesOnly(CachingThreadedResolver):
    """DNS resolver that refuses names which point into a private network.

    Hosts that are written as addresses come by here too; the middleware above has judged them.
    """

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's name
        """Resolve a name, then look at where it points."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_private_address(address) and not is_private_address(name):
            msg = f"{name} points to {address}, which is not of the public internet"
            raise DNSLookupError(msg)
        return address


class ObeyRobots(RobotsTxtMiddleware):
    """Scrapy's own, with the case it leaves open: while robots.txt cannot be had, nothing is allowed.

    RFC 9309, section 2.3.1.4.
    """

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= _SERVER_ERROR or response.status == _TOO_MANY:
            self._note(f"HTTP {response.status}", response.url)
            response = response.replace(body=_NOTHING_ALLOWED)
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._note(f"{type(exc).__name__}: {exc}", f"//{netloc}/robots.txt")
        waiting = cast("Deferred[RobotParser | None]", self._parsers[netloc])
        parser = build_from_crawler(self._parserimpl, self.crawler, _NOTHING_ALLOWED)
        self._parsers[netloc] = parser
        waiting.callback(parser)

    def _note(self, message: str, url: str) -> None:
        book = run_book_of(self.crawler)
        book.note("robots_unreachable", f"robots.txt cannot be had, so nothing may be fetched: {message}", url=url)
