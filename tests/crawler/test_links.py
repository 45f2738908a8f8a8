import gzip

import pytest
from scrapy.http import HtmlResponse, Response

from crawler.links import Links, all_links, listing_links, sitemap_links
from crawler.site_file import load_site

BASE = "http://127.0.0.1:8400"
SITE = load_site("demo_board")
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*paths: str) -> bytes:
    return f"<urlset {NAMESPACE}>{''.join(f'<url><loc>{BASE}{path}</loc></url>' for path in paths)}</urlset>".encode()


def test_a_sitemap_index_leads_to_sitemaps() -> None:
    body = f"<sitemapindex {NAMESPACE}><sitemap><loc>{BASE}/1.xml</loc></sitemap></sitemapindex>".encode()

    assert sitemap_links(body, BASE, SITE) == Links(sitemaps=[f"{BASE}/1.xml"])


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_leads_to_adverts_only_each_once(pack: type[bytes]) -> None:
    body = pack(urlset("/viec-lam/a-b1.html", "/viec-lam/a-b1.html?utm_source=x", "/gioi-thieu"))

    assert sitemap_links(body, BASE, SITE) == Links(adverts=[f"{BASE}/viec-lam/a-b1.html"])


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x1f\x8bbroken", b"not xml", b"<urlset"])
def test_what_is_no_sitemap_is_none(body: bytes) -> None:
    assert not (sitemap_links(body, BASE, SITE) or Links()).adverts


def test_a_sitemap_that_unpacks_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.links._MOST_UNPACKED", 10_000_000)
    packed = gzip.compress(f"<urlset><url><loc>{BASE}/viec-lam/a-b1.html</loc></url>".encode() + b" " * 70_000_000)

    assert sitemap_links(packed, BASE, SITE) == Links(adverts=[f"{BASE}/viec-lam/a-b1.html"], is_cut=True)


def test_of_a_sitemap_of_any_length_so_many_adverts_are_taken() -> None:
    rows = "".join(f"<url><loc>{BASE}/viec-lam/a-b{number}.html</loc></url>" for number in range(5000))
    packed = gzip.compress(f"<urlset>{rows * 20}</urlset>".encode())

    first = sitemap_links(packed, BASE, SITE, most=4000)
    whole = sitemap_links(packed, BASE, SITE, most=5000)

    assert first is not None
    assert whole is not None
    assert (len(first.adverts), first.is_cut) == (4000, True)
    assert (len(whole.adverts), whole.is_cut) == (5000, False)


def test_a_listing_leads_to_adverts_and_the_next_page() -> None:
    body = (
        '<a href="/viec-lam/a-b1.html?utm_source=danh-sach">A</a><a href="/viec-lam/a-b1.html">A</a>'
        '<a href="javascript:x">B</a><a href="/cong-ty/c">C</a>'
        '<nav class="phan-trang"><a rel="next" href="?trang=2">2</a></nav>'
    )
    response = HtmlResponse(f"{BASE}/viec-lam", body=body.encode(), encoding="utf-8")

    assert listing_links(response, SITE) == Links(
        listings=[f"{BASE}/viec-lam?trang=2"], adverts=[f"{BASE}/viec-lam/a-b1.html"]
    )


def test_a_listing_that_is_no_text_leads_nowhere() -> None:
    assert listing_links(Response(f"{BASE}/x", body=b"\x00\x01"), SITE) == Links()


def test_the_board_comes_before_its_adverts() -> None:
    links = Links(adverts=["a"], listings=["l"], sitemaps=["s"])

    assert list(all_links(links)) == [("sitemap", "s"), ("listing", "l"), ("advert", "a")]
