"""Which address of the demo board answers with what; knows no sockets."""

import gzip
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from crawler.demo_boards.reply import Reply, html_reply, robots
from crawler.demo_boards.tidy import pages
from crawler.demo_boards.tidy.adverts import DemoAdvert, load_adverts

_PER_PAGE = 12
_RELATED = 3
_BROKEN = {
    "/viec-lam/phu-kho-ca-dem-x901.html": "expired",
    "/viec-lam/thu-ngan-sieu-thi-x902.html": "expired",
    "/viec-lam/ky-thuat-vien-toa-nha-x903.html": "login_wall",
    "/viec-lam/dieu-phoi-don-hang-x904.html": "captcha",
    "/viec-lam/nhan-vien-da-nghi-x905.html": "gone",
    "/viec-lam/le-tan-khach-san-x906.html": "empty",
}
"""Pages that are no adverts, though their addresses look like one."""


class TidyBoard:
    """The board's content in one week; remembers which pages it failed to serve at the first asking."""

    def __init__(self, *, today: date, week: int = 2, rows: Path | None = None) -> None:
        """Read its adverts."""
        self._adverts = load_adverts(rows, today=today, week=week)
        self._by_path = {advert.path: advert for advert in self._adverts}
        self._failed_once: set[str] = set()

    def answer(self, target: str, base: str) -> Reply:
        """Return the reply to a request; `base` is the address that the visitor used."""
        path = urlsplit(target).path
        fixed = {
            "/robots.txt": self._robots,
            "/sitemap.xml": self._sitemap_index,
            "/sitemap-viec-lam-1.xml": self._first_sitemap,
            "/sitemap-viec-lam-2.xml.gz": self._second_sitemap,
        }
        if path in fixed:
            return fixed[path](base)
        if path in ("/", "/viec-lam"):
            return self._listing(int(parse_qs(urlsplit(target).query).get("trang", ["1"])[0]))
        if path in self._by_path:
            return self._advert(self._by_path[path], base)
        return _broken(_BROKEN.get(path, "gone"))

    def _robots(self, base: str) -> Reply:
        reply = robots(pages.CLOSED_AREA)
        return Reply(body=reply.body + f"Sitemap: {base}/sitemap.xml\n".encode(), headers=reply.headers)

    def _sitemap_index(self, base: str) -> Reply:
        entries = "".join(
            f"<sitemap><loc>{base}/{name}</loc></sitemap>"
            for name in ("sitemap-viec-lam-1.xml", "sitemap-viec-lam-2.xml.gz")
        )
        return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>')

    def _first_sitemap(self, base: str) -> Reply:
        return _urlset(base, [advert.path for advert in self._adverts[::3]] + list(_BROKEN))

    def _second_sitemap(self, base: str) -> Reply:
        reply = _urlset(base, [advert.path for advert in self._adverts[1::3]] + ["/gioi-thieu"])
        return Reply(body=gzip.compress(reply.body), headers={"Content-Type": "application/gzip"})

    def _listing(self, number: int) -> Reply:
        last = max(1, -(-len(self._adverts) // _PER_PAGE))
        if not 1 <= number <= last:
            return _broken("gone")
        shown = self._adverts[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        return html_reply(pages.listing(shown, number=number, last=last))

    def _advert(self, advert: DemoAdvert, base: str) -> Reply:
        if advert.quirk == "fails_once" and advert.path not in self._failed_once:
            self._failed_once.add(advert.path)
            return Reply(status=500, body=b"<h1>500</h1>", headers={"Content-Type": "text/html"})
        index = self._adverts.index(advert)
        related = [self._adverts[(index + step) % len(self._adverts)] for step in range(1, _RELATED + 1)]
        reply = html_reply(pages.advert_page(advert, f"{base}{advert.path}", related))
        if advert.quirk == "mislabelled_charset":
            return Reply(body=reply.body, headers={"Content-Type": "text/html; charset=windows-1252"})
        return reply


def _broken(kind: str) -> Reply:
    if kind == "expired":
        return html_reply(pages.expired("Phụ kho ca đêm"))
    if kind == "login_wall":
        return html_reply(pages.login_wall())
    if kind == "captcha":
        return html_reply(pages.captcha())
    if kind == "empty":
        return Reply()
    return html_reply(pages.page("Không tìm thấy", "<main><h1>Không tìm thấy trang</h1></main>"), status=404)


def _urlset(base: str, paths: list[str]) -> Reply:
    entries = "".join(f"<url><loc>{base}{path}</loc></url>" for path in paths)
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>')


def _xml(text: str) -> Reply:
    return Reply(
        body=f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode(), headers={"Content-Type": "application/xml"}
    )
