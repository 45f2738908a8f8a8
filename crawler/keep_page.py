"""Step 2: the downloader middleware that keeps what the server sent before anything else sees it."""

from datetime import datetime
from http import HTTPStatus

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.run_book import run_book_of
from storage.records import NewCapture

KIND = "soitin_kind"
"""Request meta: what the page is wanted for: advert, listing or sitemap. Pages without it (robots.txt) are not kept."""

PAGE = "soitin_page"
"""Request meta: the `CapturedPage` as kept, with its capture's id."""


class KeepPage:
    """Keep each response; a page that cannot be kept is not read either."""

    def __init__(self, crawler: Crawler) -> None:
        """Find the run book on the spider, which opened it."""
        self._book = run_book_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "KeepPage":
        """Build for one crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the response, leave a note of it on the request, and let it on.

        Raises:
            PageNotKept: disk or database refused it; nothing is read from it.
        """
        kind = request.meta.get(KIND)
        if kind is not None:
            request.meta[PAGE] = self._book.keep_page(new_capture(request, response, kind, at=self._book.now()))
        return response


def new_capture(request: Request, response: Response, kind: str, *, at: datetime) -> NewCapture:
    """Return what is to be kept of a response."""
    return NewCapture(
        url=request.url,
        fetched_at=at,
        status=response.status,
        reason=_reason(response.status),
        headers=_headers(response),
        body=response.body,
        kind=kind,
    )


def _headers(response: Response) -> list[tuple[str, str]]:
    pairs = []
    for name, values in response.headers.items():
        for value in values:
            text = value.decode("latin-1").replace("\r", " ").replace("\n", " ")
            pairs.append((name.decode("latin-1"), text))
    return pairs


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
