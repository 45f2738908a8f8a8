"""Which address of the company's site answers with what."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from crawler.demo_boards.company import pages
from crawler.demo_boards.posts import Post, load_posts
from crawler.demo_boards.reply import Reply, html_reply, redirect, robots

ROWS = Path(__file__).with_name("articles.jsonl")
QUIRKS = {3: "disagreeing_json_ld", 10: "mislabelled_charset"}
"""Which articles, by place in the file, are served in a broken way."""

_PER_PAGE = 8
_BROKEN = {"/bai-viet/ho-so-ung-vien-noi-bo-k901.html": "login", "/bai-viet/ban-nhap-don-hang-k902.html": "empty"}
"""Listed, though nothing stands there for a visitor."""


class CompanyBoard:
    """The site's content in one week."""

    def __init__(self, *, today: date, week: int = 2, rows: Path | None = None) -> None:
        """Read its articles."""
        posts = load_posts(rows or ROWS, today=today, week=week, quirks=QUIRKS)
        self._by_path = {pages.path_of(post): post for post in posts}
        self._shown = [post for post in posts if not post.gone]

    def answer(self, target: str, base: str) -> Reply:
        """Return the reply to a request."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return robots("/quan-tri/")
        if parts.path in ("/", "/bai-viet"):
            return self._listing(int(parse_qs(parts.query).get("trang", ["1"])[0]))
        if parts.path in self._by_path:
            return _article(self._by_path[parts.path], base)
        if parts.path == "/tai-khoan/dang-nhap":
            return html_reply(pages.login())
        broken = _BROKEN.get(parts.path)
        if broken == "login":
            return redirect("/tai-khoan/dang-nhap")
        return Reply() if broken == "empty" else html_reply(pages.missing(), status=404)

    def _listing(self, number: int) -> Reply:
        """Return a listing page; past the last one there are empty ones without end."""
        shown = self._shown[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        broken = list(_BROKEN) if number == 1 else []
        return html_reply(pages.listing(shown, broken, number=number))


def _article(post: Post, base: str) -> Reply:
    if post.gone == "expired":
        return html_reply(pages.expired(post))
    if post.gone:
        return html_reply(pages.missing(), status=int(post.gone))
    page = pages.article(post, base + pages.path_of(post))
    if post.quirk == "mislabelled_charset":
        return Reply(body=page.encode(), headers={"Content-Type": "text/html; charset=windows-1258"})
    return html_reply(page)
