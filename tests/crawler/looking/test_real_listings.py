"""Lists of real boards, as they were saved: which of their links are adverts, and how one goes on from page to page."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.looking.listing import Listing, read_listing
from crawler.looking.paging import next_address, numbered_pages
from storage.records import CapturedPage

pytestmark = pytest.mark.real_data


def listing(shared: Path, name: str) -> Listing:
    body = gzip.decompress((shared / "data" / "pages" / name).read_bytes())
    named = re.search(rb'(?:canonical" href|og:url" content)="([^"]+)', body)
    assert named
    url = named[1].decode()
    page = CapturedPage(id=0, url=url, fetched_at=datetime.now(UTC), status=200,
                        headers=[("Content-Type", "text/html")], body=body)  # fmt: skip
    found = read_listing(page, "://".join(urlsplit(url)[:2]))
    assert found
    return found


@pytest.mark.parametrize(
    ("name", "advert", "other"),
    [
        (
            "careerviet_listing_2026-02.html.gz",
            "/vi/tim-viec-lam/tho-may-tai-x.35C645A0.html",
            "/viec-lam/a-b.html",
        ),
        ("studentjob_listing_2026-02.html.gz", "/viec-lam/tho-may-job819390", "/viec-lam/ho-chi-minh"),
    ],
)
def test_the_links_of_adverts_weigh_most(shared: Path, name: str, advert: str, other: str) -> None:
    found = listing(shared, name)
    base = "://".join(urlsplit(found.url)[:2])

    best = found.shapes[0]

    assert len(best.urls) >= 15
    assert (best.fits(base + advert), best.fits(base + other)) == (True, False)


def test_the_way_on_is_found(shared: Path) -> None:
    with_next = listing(shared, "careerviet_listing_2026-02.html.gz")
    with_numbers = listing(shared, "studentjob_listing_2026-02.html.gz")

    found = [next_address(with_next.page.html, with_next.url, css) for css in with_next.next_selectors()]
    assert any(address and "trang-2" in address for address in found)
    pages = numbered_pages(with_numbers.page.html, with_numbers.url)
    assert [url.rpartition("?")[2] for url in pages] == [f"p={number}" for number in range(2, 31)]
