"""The board's HTML: header, listing with related links, advert pages, and the pages that are no adverts."""

from html import escape

from crawler.demo_boards.tidy.adverts import DemoAdvert
from crawler.demo_boards.tidy.json_ld import blocks

NAME = "Việc Làm Bến Nứa"
CLOSED_AREA = "/quan-tri/"


def listing(adverts: list[DemoAdvert], *, number: int, last: int) -> str:
    """Return one listing page; its links carry the tracking that boards add, one leads into the closed area."""
    rows = "".join(
        f'<li class="the-tin"><a href="{advert.path}?utm_source=danh-sach&amp;utm_medium=trang-{number}">'
        f"{escape(advert.title)}</a> <span>{escape(advert.employer_name)}</span> "
        f"<span>{escape(advert.salary_text)}</span></li>"
        for advert in adverts
    )
    hidden = (
        f'<li class="the-tin"><a href="{CLOSED_AREA}viec-lam/tin-cho-duyet-x{990 + number}.html">Tin chờ duyệt</a></li>'
    )
    following = f'<a rel="next" href="/viec-lam?trang={number + 1}">Trang sau</a>' if number < last else ""
    body = (
        f'<h1>Việc làm mới nhất</h1><ul class="danh-sach">{rows}{hidden}</ul><nav class="phan-trang">{following}</nav>'
    )
    return page(f"Việc làm mới nhất, trang {number}", body)


def advert_page(advert: DemoAdvert, url: str, related: list[DemoAdvert]) -> str:
    """Return the page of one advert."""
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks(advert, url))
    others = "".join(f'<li><a href="{other.path}?ref=goi-y">{escape(other.title)}</a></li>' for other in related)
    crumbs = (
        f'<nav class="duong-dan"><a href="/">Trang chủ</a> › <a href="/viec-lam">{escape(advert.industry)}</a></nav>'
    )
    body = f"{crumbs}{_advert_body(advert)}<aside><h3>Việc làm tương tự</h3><ul>{others}</ul></aside>{_DIALOGUE}"
    return page(advert.title, body, head=f'<link rel="canonical" href="{escape(url)}">{scripts}')


def _advert_body(advert: DemoAdvert) -> str:
    item = ' itemscope itemtype="https://schema.org/JobPosting"' if advert.quirk == "broken_json_ld" else ""
    sections = "".join(
        f"<h2>{escape(section['heading'])}</h2>" + "".join(f"<p>{escape(line)}</p>" for line in section["lines"])
        for section in advert.sections
    )
    address = ' itemprop="jobLocation" itemscope itemtype="https://schema.org/Place"' if item else ""
    employer = ' itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization"' if item else ""
    return (
        f'<main{item}><h1 class="tieu-de"{_prop(item, "title")}>{escape(advert.title)}</h1><section class="tin">'
        f'<p class="nha-tuyen-dung"{employer}><b{_prop(item, "name")}>{escape(advert.employer_name)}</b></p>'
        f'<p class="muc-luong">{escape(advert.salary_text)}</p>'
        f'<p class="dia-diem"{address}><span{_prop(item, "address")}>{escape(advert.place)}</span></p>'
        f'<p class="tinh">{escape(advert.region)}</p>'
        f'<p>Ngày đăng: <time class="ngay-dang"{_prop(item, "datePosted")} datetime="{advert.posted_on}">'
        f'{advert.posted_on:%d/%m/%Y}</time>. Hạn nộp: <time class="han-nop"{_prop(item, "validThrough")} '
        f'datetime="{advert.expires_on}">{advert.expires_on:%d/%m/%Y}</time></p>'
        f'<div class="noi-dung"{_prop(item, "description")}>{sections}</div></section></main>'
    )


def _prop(item: str, name: str) -> str:
    return f' itemprop="{name}"' if item else ""


def expired(title: str) -> str:
    """Return the page of an advert that is over; it still shows its words."""
    body = (
        f'<main><h1 class="tieu-de">{escape(title)}</h1>'
        '<p class="thong-bao">Tin tuyển dụng này đã hết hạn nộp hồ sơ.</p>'
        '<section class="tin"><div class="noi-dung"><p>Tuyển nhân viên, lương thoả thuận, liên hệ văn phòng.</p>'
        "</div></section></main>"
    )
    return page(title, body)


def login_wall() -> str:
    """Return a page that shows nothing to visitors without an account."""
    body = (
        "<main><h2>Đăng nhập</h2><p>Vui lòng đăng nhập để xem nội dung tin tuyển dụng này.</p>"
        '<form method="post" action="/dang-nhap"><input name="email" type="email">'
        '<input name="mat-khau" type="password"></form></main>'
    )
    return page("Đăng nhập", body)


def captcha() -> str:
    """Return a page that wants to know whether the visitor is a person."""
    body = '<main><h1>Xác minh bạn là con người</h1><div class="g-recaptcha" data-sitekey="demo"></div></main>'
    return page("Xin chờ một chút", body)


def page(title: str, body: str, *, head: str = "") -> str:
    """Return a whole page of the board around a body."""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)} | {NAME}</title>'
        f"{head}</head>"
        f'<body><header><a href="/">{NAME}</a> <nav><a href="/viec-lam">Việc làm</a> '
        f'<a href="{CLOSED_AREA}">Quản trị</a></nav></header>{body}'
        f"<footer>{NAME} là trang tuyển dụng hư cấu, chỉ chạy trên máy này.</footer></body></html>"
    )


_DIALOGUE = '<div class="modal"><p>Tin tuyển dụng bạn đang xem đã hết hạn</p><form><input type="password"></form></div>'
