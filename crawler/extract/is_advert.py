"""Is this an advert at all? Answered before any field is read, each "no" with its reason."""

import re
from typing import Any

from crawler.addresses import web_address
from crawler.errors import NotAnAdvert
from crawler.extract.page import Page, body_elements, body_text, visible_elements

_CAPTCHA = re.compile(
    r"captcha|không phải (?:là )?(?:người máy|robot)|not a robot|verify you are human|checking your browser|"
    r"just a moment|xác minh bạn là con người|truy cập bất thường|unusual traffic",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"đăng nhập (?:để|mới) (?:được )?(?:xem (?:nội dung|tin|chi tiết|việc|thông tin)|tiếp tục|truy cập)|"
    r"please (?:log|sign) in|(?:log|sign) in to (?:continue|view)",
    re.IGNORECASE,
)
_EXPIRED = re.compile(
    r"\b(?:tin (?:tuyển dụng|đăng|này)|việc làm|vị trí|job)[^.!?]{0,40}"
    r"\b(?:đã|is|has) (?:hết hạn|hết hiệu lực|(?:ngừng|dừng|ngưng|đóng) tuyển|expired|closed|no longer)|"
    r"^đã hết hạn (?:nộp|ứng tuyển|tuyển dụng|nhận hồ sơ)",
    re.IGNORECASE,
)
_LOGIN_ADDRESS = re.compile(r"dang-?nhap|log-?in|sign-?in|/sso\b|/auth\b", re.IGNORECASE)
_SHORT_NOTICE = 160
_LITTLE_TEXT = 300
_HARDLY_ANY_TEXT = 40
_MANY_LINKS = 15
_MOSTLY_LINKS = 0.5
_SEVERAL = 3
_REDIRECT, _ERROR = 300, 400
_GONE = (404, 410)
_LOGIN_STATUS = (401, 407)


def require_advert(page: Page, postings: list[dict[str, Any]]) -> None:
    """Do nothing for a page that may be an advert; `postings` is the structured data found in it.

    Raises:
        NotAnAdvert: it is something else; the exception says what.
    """
    _refuse_redirects(page)
    _refuse_errors(page)
    _refuse_expired(page)
    if len(postings) >= _SEVERAL and _speak_of_different_jobs(postings) and not posting_of_page(page, postings):
        msg = f"a list page: it states {len(postings)} different jobs"
        raise NotAnAdvert(kind="list_page", sentence=msg)
    if not postings:
        _refuse_walls(page)
        _refuse_lists(page)


def posting_of_page(page: Page, postings: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the posting that names the page's own address, or None."""
    own = {web_address(page.url, page.url), page.address} - {None}
    for posting in postings:
        url = posting.get("url")
        if isinstance(url, str) and web_address(page.url, url) in own:
            return posting
    return None


def _refuse_redirects(page: Page) -> None:
    if _REDIRECT <= page.status < _ERROR:
        kind = "login_wall" if _LOGIN_ADDRESS.search(page.location) else "redirected"
        raise NotAnAdvert(kind=kind, sentence=f"a redirect to {page.location or 'nowhere'}, which is no advert")


def _refuse_errors(page: Page) -> None:
    if page.status in _GONE:
        raise NotAnAdvert(kind="gone", sentence=f"an error page: HTTP {page.status}")
    if not page.source.strip():
        raise NotAnAdvert(kind="empty_page", sentence="the server sent an empty page")
    if "html" not in page.content_type and "<" not in page.source[:1000]:
        msg = f"not a web page but {page.content_type or 'something else'}"
        raise NotAnAdvert(kind="not_html", sentence=msg)
    if page.status >= _ERROR:
        if _CAPTCHA.search(page.visible_text):
            raise NotAnAdvert(kind="captcha", sentence=f"a captcha page (HTTP {page.status})")
        kind = "login_wall" if page.status in _LOGIN_STATUS else "error_page"
        raise NotAnAdvert(kind=kind, sentence=f"an error page: HTTP {page.status}")


def _refuse_expired(page: Page) -> None:
    for element in body_elements(page):
        own = " ".join("".join([element.text or "", *(child.tail or "" for child in element)]).split())
        if 0 < len(own) <= _SHORT_NOTICE and _EXPIRED.search(own):
            msg = f"an expired advert: the page says {own!r}"
            raise NotAnAdvert(kind="expired", sentence=msg)


def _refuse_walls(page: Page) -> None:
    seen = page.visible_text
    title = " ".join(page.html.css("title::text, h1::text").getall())
    says_little = len(body_text(page)) < _LITTLE_TEXT
    if _CAPTCHA.search(title) or (says_little and _CAPTCHA.search(page.source)):
        raise NotAnAdvert(kind="captcha", sentence="a captcha page")
    asks_password = any(element.get("type") == "password" for element in visible_elements(page))
    told_to = _LOGIN.search(seen) is not None or "đăng nhập" in title.lower()
    if says_little and (told_to or (asks_password and not page.html.css("h1"))):
        raise NotAnAdvert(kind="login_wall", sentence="a login wall")
    if len(seen) < _HARDLY_ANY_TEXT:
        raise NotAnAdvert(kind="empty_page", sentence="a page with hardly any text")


def _refuse_lists(page: Page) -> None:
    body = page.html.css("main, #main, .main") or page.html.css("body")
    total = linked = links = 0
    for element in visible_elements(page):
        if element.tag in ("script", "style"):
            continue
        total += len("".join([element.text or "", element.tail or ""]).strip())
        if element.tag == "a":
            words = " ".join("".join(element.itertext()).split())
            links += len(words) > _HARDLY_ANY_TEXT // 2
            linked += len(words)
    if body and links >= _MANY_LINKS and linked > _MOSTLY_LINKS * total:
        msg = f"a list page: {links} links hold most of its words"
        raise NotAnAdvert(kind="list_page", sentence=msg)
    paging = page.html.css("link[rel=next], a[rel=next], ul.pagination, .pagination, .phan-trang")
    if links >= _MANY_LINKS and paging:
        msg = f"a list page: {links} links and more pages of them"
        raise NotAnAdvert(kind="list_page", sentence=msg)


def _speak_of_different_jobs(postings: list[dict[str, Any]]) -> bool:
    return len({str(posting.get("title")) for posting in postings}) > 1
