"""The company site's HTML: articles with headings and tables, the licence in the footer."""

import json
from html import escape
from typing import Any

from crawler.demo_boards.posts import Post

NAME = "Nhân lực Cầu Tre"
LICENCE = "98417/BNV-GP"
"""An invented number, of more digits than real ones have."""


def path_of(post: Post) -> str:
    """Return where an article stands."""
    return f"/bai-viet/{post.slug}-{post.id.lower()}.html"


def listing(posts: list[Post], broken: list[str], *, number: int) -> str:
    """Return one listing page; there is always a next one."""
    cards = "".join(
        f'<article><h2><a href="{path_of(post)}">{escape(post.title)}</a></h2>'
        f"<p>{escape(post.price_text)}</p></article>"
        for post in posts
    )
    cards += "".join(f'<article><h2><a href="{path}">Nội bộ</a></h2></article>' for path in broken)
    older = f'<a class="cu-hon" rel="next" href="/bai-viet?trang={number + 1}">Bài cũ hơn</a>'
    return _page(f"Bài viết, trang {number}", f"<main><h1>Đơn hàng và tin tức</h1>{cards}{older}</main>")


def article(post: Post, url: str) -> str:
    """Return the page of one article."""
    blocks = post.body if isinstance(post.body, list) else [{"heading": None, "lines": [post.body], "table": None}]
    price = f'<p class="luong">Lương: <b>{escape(post.price_text)}</b></p>' if post.price_text else ""
    body = (
        f'<main><article><h1>{escape(post.title)}</h1><p class="ky">{escape(post.poster_name)}, '
        f'<time datetime="{post.posted_on}">{post.posted_on:%d/%m/%Y}</time></p>{price}'
        f'<p>Nơi tuyển: <span class="noi-tuyen">{escape(post.place)}</span></p>'
        f'<div class="bai">{"".join(_block(block) for block in blocks)}</div></article></main>'
    )
    head = _other_posting(post, url) if post.quirk == "disagreeing_json_ld" else ""
    return _page(post.title, body, head=head)


def expired(post: Post) -> str:
    """Return the page of an order that is closed."""
    notice = "<p>Tin tuyển dụng này đã hết hạn nhận hồ sơ.</p>"
    return _page(post.title, f"<main><article><h1>{escape(post.title)}</h1>{notice}</article></main>")


def missing() -> str:
    """Return the page for an address at which nothing stands."""
    return _page("Không tìm thấy", "<main><h1>Không tìm thấy bài viết</h1></main>")


def login() -> str:
    """Return the login form of the staff."""
    return _page("Đăng nhập", '<main><form method="post"><input name="mk" type="password"></form></main>')


def _block(block: dict[str, Any]) -> str:
    heading = f"<h3>{escape(block['heading'])}</h3>" if block["heading"] else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in block["lines"])
    return f"{heading}{lines}{_table(block['table']) if block['table'] else ''}"


def _table(table: dict[str, Any]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table["head"])
    rows = "".join(
        "<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) + "</tr>" for row in table["rows"]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _other_posting(post: Post, url: str) -> str:
    """Return what a plug-in for search engines makes of an article: better paid, and under another title."""
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Việc nhẹ lương cao tại Nhật, bay nhanh trong 45 ngày",
        "description": "".join(_block(block) for block in post.body) if isinstance(post.body, list) else post.body,
        "datePosted": post.posted_on.isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": NAME},
        "url": url,
    }
    return f'<script type="application/ld+json">{json.dumps(posting, ensure_ascii=False)}</script>'


def _page(title: str, body: str, *, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)} | {NAME}</title>'
        f"{head}</head>"
        f'<body><header><a href="/">{NAME}</a> <nav><a href="/bai-viet">Đơn hàng</a></nav></header>{body}'
        f"<footer><p>{NAME}, số 34 đường Bờ Tre, phường Trần Lãm, Hưng Yên. Giấy phép hoạt động dịch vụ đưa người "
        f"lao động đi làm việc ở nước ngoài số {LICENCE}.</p>"
        "<p>Công ty và trang này là hư cấu, chỉ chạy trên máy này.</p></footer></body></html>"
    )
