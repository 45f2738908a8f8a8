"""Step 2: the downloader middleware that keeps what the server sent before anything else sees it.

A page that was seen before is asked for with its ETag or Last-Modified; one that has not changed is kept as a revisit.
"""

import hashlib
from datetime import datetime
from http import HTTPStatus

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from crawler.errors import LeaseLost, PageNotKept
from crawler.run_book import run_book_of
from storage.errors import DamagedCapture
from storage.records import CapturedPage, NewCapture
from storage.revisits import SeenBefore

KIND = "soitin_kind"
"""Request meta: what the page is wanted for: advert, listing or sitemap. Pages without it (robots.txt) are not kept."""

PAGE = "soitin_page"
"""Request meta: the `CapturedPage` as kept, with its capture's id."""

_SEEN = "soitin_seen"
"""Request meta: the `SeenBefore` of the page, if there is one."""
_WHOLE = "soitin_whole"
"""Request meta: ask for the whole page, changed or not: what was kept of it before is damaged."""


class Unkept(IgnoreRequest):
    """Raised for a page that could not be kept, in a shape that Scrapy does not take for a mistake of ours."""

    def __init__(self, cause: PageNotKept | LeaseLost) -> None:
        """Take why."""
        super().__init__(str(cause))
        self.cause = cause


class KeepPage:
    """Keep each response; a page that cannot be kept is not read either."""

    def __init__(self, crawler: Crawler) -> None:
        """Find the run book on the spider, which opened it."""
        self._book = run_book_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "KeepPage":
        """Build for one crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Ask for a page that was seen before only if it has changed since."""
        for name in ("If-None-Match", "If-Modified-Since"):  # a redirect hands headers on to another address
            request.headers.pop(name, None)
        kind = request.meta.get(KIND)
        if kind is None:
            return
        seen = request.meta[_SEEN] = self._book.pages.seen_before(request.url)
        if seen is None or request.meta.get(_WHOLE) or (kind == "advert" and seen.version_id is None):
            return
        if seen.etag:
            request.headers["If-None-Match"] = seen.etag
        if seen.last_modified:
            request.headers["If-Modified-Since"] = seen.last_modified

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Keep the response, leave a note of it on the request, and let it on.

        Raises:
            Unkept: disk or database refused it, or another run has taken the site over; nothing is read from it.
        """
        kind = request.meta.get(KIND)
        if kind is None:
            return response
        try:
            return self._keep(request, response, kind)
        except (PageNotKept, LeaseLost) as error:
            self._book.stop("not_kept" if isinstance(error, PageNotKept) else "lease_lost")
            raise Unkept(error) from error

    def _keep(self, request: Request, response: Response, kind: str) -> Response | Request:
        page = new_capture(request, response, kind, at=self._book.now())
        seen: SeenBefore | None = request.meta.get(_SEEN)
        if seen is not None and response.status == HTTPStatus.NOT_MODIFIED and _was_asked(request):
            return self._keep_unchanged(request, response, page, seen)
        if seen is not None and _is_same(page, seen) and self._book.pages.has_body_of(seen):
            request.meta[PAGE] = self._book.pages.keep(page, seen, page.body)
        else:
            request.meta[PAGE] = self._book.pages.keep(page)
        self._book.count_page()
        return response

    def _keep_unchanged(
        self, request: Request, response: Response, page: NewCapture, seen: SeenBefore
    ) -> Response | Request:
        """Keep a 304, and let the page on as it was when it was kept whole."""
        try:
            original = self._book.pages.body_of(seen)
        except DamagedCapture as damage:
            self._book.note("damaged_capture", str(damage), url=request.url)
            return request.replace(dont_filter=True, meta=request.meta | {_WHOLE: True})
        request.meta[PAGE] = self._book.pages.keep(page, seen, original.body)
        self._book.count_page()
        return response if page.kind == "advert" else _as_it_was(original, response)


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


def _was_asked(request: Request) -> bool:
    return "If-None-Match" in request.headers or "If-Modified-Since" in request.headers


def _is_same(page: NewCapture, seen: SeenBefore) -> bool:
    content_type = next((value for name, value in page.headers if name.lower() == "content-type"), "")[:200]
    return (
        page.status == HTTPStatus.OK
        and content_type == seen.content_type
        and hashlib.sha256(page.body).hexdigest() == seen.body_sha256
    )


def _as_it_was(original: CapturedPage, response: Response) -> Response:
    headers: dict[str, list[str]] = {}
    for name, value in original.headers:
        headers.setdefault(name, []).append(value)
    body = original.body
    plain = Response(url=response.url, status=original.status, headers=headers, body=body, request=response.request)
    found = responsetypes.from_args(headers=plain.headers, url=plain.url, body=body)
    return plain.replace(cls=found)


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
