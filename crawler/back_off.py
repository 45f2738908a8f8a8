"""A site that says "not now" (403, 429, 503 with Retry-After) is left in peace for as long as it asks."""

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.run_book import run_book_of

_FORBIDDEN, _TOO_MANY, _UNAVAILABLE = 403, 429, 503
_LONGEST_WAIT = 900.0
"""A site that asks for more seconds than this is left alone until its next turn."""
_DELAYS = 4
"""Without a Retry-After, so many of the site's delays are waited, and twice as many each time."""


class LeftInPeace(IgnoreRequest):
    """Raised for a request that is not made any more, because the site does not want us now."""


class BackOff:
    """Downloader middleware that counts refusals, waits, and tells the spider when to leave."""

    def __init__(self, crawler: Crawler) -> None:
        """Find the run book on the spider, which opened it."""
        self._book = run_book_of(crawler)
        self._not_before = 0.0
        self._times = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "BackOff":
        """Build for one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait for as long as the site has asked.

        Raises:
            LeftInPeace: the run is to end.
        """
        if self._book.must_leave:
            msg = f"{request.url} is not asked for any more"
            raise LeftInPeace(msg)
        wait = self._not_before - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)

    def process_response(self, request: Request, response: Response) -> Response:
        """Take note of a refusal."""
        asked = (response.headers.get("Retry-After") or b"").decode("latin-1")
        if response.status in (_FORBIDDEN, _TOO_MANY) or (response.status == _UNAVAILABLE and asked):
            self._times += 1
            seconds = _seconds(asked, now=datetime.now(UTC))
            if seconds is None:
                seconds = min(self._book.site.delay * _DELAYS * 2**self._times, _LONGEST_WAIT)
            message = f"HTTP {response.status}; waiting {seconds:.0f} s"
            if seconds > _LONGEST_WAIT:
                message = f"HTTP {response.status}; it asks for {seconds:.0f} s, so it is left until its next turn"
                self._book.leave_for_the_night()
            self._not_before = time.monotonic() + min(seconds, _LONGEST_WAIT)
            self._book.note_kept_out("kept_out", message, url=request.url)
        return response


def _seconds(retry_after: str, *, now: datetime) -> float | None:
    """Return what a Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3); None if it asks for nothing."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
