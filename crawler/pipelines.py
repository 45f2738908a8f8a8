"""Scrapy's item pipeline: steps 3 and 4 for each page that the spider hands on."""

from typing import Any

from scrapy.crawler import Crawler

from crawler.run_book import RunBook, run_book_of
from storage.records import CapturedPage


class KeepAdvert:
    """Read each page and keep its advert, or why there is none."""

    def __init__(self, book: RunBook) -> None:
        """Take the book of the run."""
        self._book = book

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "KeepAdvert":
        """Find the run book on the spider, which opened it."""
        return cls(run_book_of(crawler))

    def process_item(self, item: CapturedPage) -> dict[str, Any]:
        """Return what became of the page, for Scrapy's log."""
        return {"url": item.url, "outcome": self._book.read_page(item)}
