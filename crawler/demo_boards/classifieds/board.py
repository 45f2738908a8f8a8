"""Which address of the classifieds board answers with what."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from crawler.demo_boards.classifieds import pages
from crawler.demo_boards.posts import Post, load_posts
from crawler.demo_boards.reply import Reply, html_reply, in_windows_1258, redirect, robots

ROWS = Path(__file__).with_name("adverts.jsonl")
QUIRKS = {7: "old_encoding", 18: "mislabelled_charset"}
"""Which adverts, by place in the file, are served in a broken way."""

_PER_PAGE = 12
_REPEATED_PAGE = 3
"""This listing page shows what the one before it showed."""
_BROKEN = {"/rao/tin-trong-khong-noi-dung-c901.htm": "empty", "/rao/xem-so-dien-thoai-nguoi-dang-c902.htm": "login"}
"""Listed, though nothing stands there for a visitor."""


class ClassifiedsBoard:
    """The board's content in one week."""

    def __init__(self, *, today: date, week: int = 2, rows: Path | None = None) -> None:
        """Read its adverts."""
        posts = load_posts(rows or ROWS, today=today, week=week, quirks=QUIRKS)
        self._by_path = {pages.path_of(post): post for post in posts}
        self._shown = [post for post in posts if not post.gone]

    def answer(self, target: str, base: str) -> Reply:  # noqa: ARG002 - a board's signature
        """Return the reply to a request."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return robots("/quan-ly/")
        if parts.path in ("/", "/viec-lam"):
            return self._listing(int(parse_qs(parts.query).get("p", ["1"])[0]))
        if parts.path in self._by_path:
            return _advert(self._by_path[parts.path])
        if parts.path == "/dang-nhap":
            return html_reply(pages.login())
        broken = _BROKEN.get(parts.path)
        if broken == "login":
            return redirect("/dang-nhap?ve=" + parts.path)
        return Reply() if broken == "empty" else html_reply(pages.missing(), status=404)

    def _listing(self, number: int) -> Reply:
        """Return a listing page; past the last one the board shows the last one again, always with a next."""
        real = number if number < _REPEATED_PAGE else number - 1
        last = max(1, -(-len(self._shown) // _PER_PAGE))
        first = (min(real, last) - 1) * _PER_PAGE
        broken = list(_BROKEN) if number == 1 else []
        return html_reply(pages.listing(self._shown[first : first + _PER_PAGE], broken, number=number))


def _advert(post: Post) -> Reply:
    if post.gone == "expired":
        return html_reply(pages.expired(post))
    if post.gone:
        return html_reply(pages.missing(), status=int(post.gone))
    page = pages.advert(post)
    if post.quirk == "old_encoding":
        return Reply(body=in_windows_1258(page), headers={"Content-Type": "text/html; charset=utf-8"})
    if post.quirk == "mislabelled_charset":
        return Reply(body=page.encode(), headers={"Content-Type": "text/html; charset=iso-8859-1"})
    return html_reply(page)
