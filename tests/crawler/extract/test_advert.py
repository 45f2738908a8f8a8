import gzip
import json
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import NotAnAdvert, UnreadableAdvert
from crawler.extract.advert import extract_advert
from crawler.site_file import SiteFile
from storage.records import CapturedPage, Wage


def site(**more: Any) -> SiteFile:
    known = {
        "name": "board",
        "title": "Board",
        "base": "https://board.example",
        "start": {"listings": ["/"]},
        "advert_url": "/viec-lam/",
        "counts": {"min": 0, "max": 9},
    }
    return SiteFile.model_validate(known | more)


MICRODATA = """<main itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Thợ hàn</h1>
<p itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Xưởng A</b></p>
<time itemprop="datePosted" datetime="2026-10-01">1/10</time>
<div itemprop="baseSalary" itemscope itemtype="https://schema.org/MonetaryAmount">
<meta itemprop="currency" content="VND">
<span itemprop="value" itemscope itemtype="https://schema.org/QuantitativeValue">
<meta itemprop="minValue" content="9000000">
<meta itemprop="unitText" content="MONTH"></span></div>
<div itemprop="description"><p>Hàn khung kèo.</p><p>Gọi 0900 000 123</p></div></main>"""

PLAIN = """<h1 class=t>Thợ hàn</h1><p class=e>Xưởng A</p><p class=w>9 triệu</p><time datetime="2026-10-01"></time>
<div class=b><p>Hàn khung kèo.</p><p>Gọi 0900 000 123</p></div>"""

SELECTORS = {
    "title": "h1.t",
    "employer_name": ".e",
    "salary_text": ".w",
    "text": ".b",
    "posted_on": "time::attr(datetime)",
}


@pytest.mark.parametrize("encode", [gzip.compress, zlib.compress])
def test_the_body_is_read_as_it_was_sent(
    posting: dict[str, Any], with_json_ld: Callable[..., CapturedPage], encode: Callable[[bytes], bytes]
) -> None:
    plain = with_json_ld(json.dumps(posting))
    encoding = "gzip" if encode is gzip.compress else "deflate"
    sent = CapturedPage(
        id=1,
        url=plain.url,
        fetched_at=plain.fetched_at,
        status=200,
        headers=[*plain.headers, ("content-encoding", encoding)],
        body=encode(plain.body),
    )

    assert extract_advert(sent) == extract_advert(plain)


@pytest.mark.parametrize(("encoding", "body"), [("gzip", b"\x1f\x8bnot really"), ("br", b"x"), ("gzip", b"plain")])
def test_a_body_that_cannot_be_decoded_fails_with_the_reason(
    capture: Callable[..., CapturedPage], encoding: str, body: bytes
) -> None:
    with pytest.raises(UnreadableAdvert) as caught:
        extract_advert(capture(body, headers={"Content-Encoding": encoding}))

    assert caught.value.kind == "content_encoding"


def test_microdata_takes_over_where_json_ld_is_lost(capture: Callable[..., CapturedPage]) -> None:
    lost = '<script type="application/ld+json">{"@type": "JobPosting", "title": "a "b" c"}</script>'
    advert = extract_advert(capture(lost + MICRODATA))

    assert (advert.source, advert.title, advert.employer_name) == ("microdata", "Thợ hàn", "Xưởng A")
    assert advert.wage == Wage(min=9000000, max=None, currency="VND", period="month")
    assert advert.posted_on == date(2026, 10, 1)
    assert "Gọi 0900 000 123" in advert.text
    assert advert.repairs == ("json_ld_block_lost",)


def test_selectors_take_over_where_there_is_no_structured_data(capture: Callable[..., CapturedPage]) -> None:
    advert = extract_advert(capture(PLAIN), site(selectors=SELECTORS))

    assert (advert.source, advert.title, advert.employer_name) == ("selectors", "Thợ hàn", "Xưởng A")
    assert advert.posted_on == date(2026, 10, 1)
    assert advert.text == (
        "Thợ hàn\n\nNội dung:\nHàn khung kèo.\nGọi 0900 000 123\n\nMức lương:\n9 triệu\n\nNhà tuyển dụng:\nXưởng A"
    )


def test_a_selector_that_finds_nothing_fails_the_page(capture: Callable[..., CapturedPage]) -> None:
    with pytest.raises(UnreadableAdvert, match="selector of the text finds nothing"):
        extract_advert(capture(PLAIN), site(selectors=SELECTORS | {"text": ".gone"}))


def test_selectors_take_over_where_a_posting_says_too_little(
    posting: dict[str, Any], capture: Callable[..., CapturedPage]
) -> None:
    block = f'<script type="application/ld+json">{json.dumps(posting | {"description": ""})}</script>'
    advert = extract_advert(capture(block + PLAIN), site(selectors=SELECTORS))

    assert advert.source == "selectors"
    assert advert.repairs == ("json_ld_no_description",)


def test_an_expected_field_that_is_empty_fails_the_page(
    posting: dict[str, Any], with_json_ld: Callable[..., CapturedPage]
) -> None:
    page = with_json_ld(json.dumps(posting | {"hiringOrganization": None}))

    with pytest.raises(UnreadableAdvert, match="employer_name is empty"):
        extract_advert(page, site(expected=["employer_name"]))


@pytest.mark.parametrize(
    ("named", "identity"),
    [
        ("https://board.example/viec-lam/khac-2.html?utm_source=x", "https://board.example/viec-lam/khac-2.html"),
        ("https://other.example/viec-lam/khac-2.html", "https://board.example/viec-lam/tho-han-1.html"),
        ("https://board.example/", "https://board.example/viec-lam/tho-han-1.html"),
        ("javascript:x", "https://board.example/viec-lam/tho-han-1.html"),
    ],
)
def test_a_page_is_believed_only_about_its_own_host(
    posting: dict[str, Any], capture: Callable[..., CapturedPage], named: str, identity: str
) -> None:
    script = f'<script type="application/ld+json">{json.dumps(posting)}</script>'
    page = capture(f'<link rel="canonical" href="{named}">{script}<h1>Thợ hàn</h1>')

    assert extract_advert(page, site()).canonical_url == identity


def test_several_postings_that_name_other_pages_are_a_list(
    posting: dict[str, Any], with_json_ld: Callable[..., CapturedPage]
) -> None:
    blocks = [json.dumps(posting | {"title": f"Việc {n}", "url": f"https://board.example/{n}"}) for n in range(4)]

    with pytest.raises(NotAnAdvert) as caught:
        extract_advert(with_json_ld(*blocks))

    assert caught.value.kind == "list_page"
    own = json.dumps(posting | {"title": "Việc này"})
    assert extract_advert(with_json_ld(*blocks, own)).title == "Việc này"


@pytest.mark.real_data
def test_a_real_page_gives_every_field(shared_data: Path, capture: Callable[..., CapturedPage]) -> None:
    body = gzip.decompress((shared_data / "pages" / "topcv_detail_2026-04.html.gz").read_bytes())
    advert = extract_advert(capture(body))

    assert advert.title.startswith("Tester (Quality Control")
    assert advert.employer_name.startswith("CÔNG TY TNHH")
    assert advert.province == "Hà Nội"
    assert advert.wage == Wage(min=18000000, max=25000000, currency="VND", period="month")
    assert (advert.posted_on, advert.expires_on) == (date(2026, 4, 28), date(2026, 5, 28))


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["careerviet_listing_2026-02", "studentjob_listing_2026-02"])
def test_real_listing_pages_are_no_adverts(shared_data: Path, capture: Callable[..., CapturedPage], name: str) -> None:
    body = gzip.decompress((shared_data / "pages" / f"{name}.html.gz").read_bytes())

    with pytest.raises(NotAnAdvert) as caught:
        extract_advert(capture(body))

    assert caught.value.kind == "list_page"


def test_control_characters_do_not_stop_a_page(
    posting: dict[str, Any], with_json_ld: Callable[..., CapturedPage]
) -> None:
    page = with_json_ld(json.dumps(posting | {"title": "Thợ\x00 hàn"}) + "</script><i>\x00\x01</i>\x02<script>")

    assert extract_advert(page).title == "Thợ hàn"
