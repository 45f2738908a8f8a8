"""Where structured data and visible text disagree: both are kept, and the difference is named.

A machine reads the one, a job seeker the other; a wage or title that differs between them is worth a look.
"""

import re
from dataclasses import replace
from typing import Any

from crawler.extract.page import Page
from crawler.extract.plain_text import element_text
from crawler.site_file import SiteFile
from storage.folding import fold
from storage.records import ExtractedAdvert, Wage

_MILLIONS = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)\s{0,2}(?:tr|triệu|trieu)?\s{0,2}(?:(?:-|–|—|đến|tới)\s{0,2}(\d{1,3}(?:[.,]\d{1,2})?))?"
    r"\s{0,2}(?:triệu|trieu|tr)\b",
    re.IGNORECASE,
)
_DONG = re.compile(r"\d{1,3}(?:[.,]\d{3}){2}(?![.,]?\d)")
_OTHER_PERIOD = re.compile(
    r"(?:/|một |mỗi )\s{0,2}(?:giờ|h|ngày|ca|buổi|tuần|năm|đêm|chuyến|kg|sản phẩm)\b", re.IGNORECASE
)
_FAR_BELOW, _FAR_ABOVE = 0.8, 1.25
_SHARED_WORDS = 0.5
_LABELS = {"visible_title": "title", "visible_salary_text": "wage"}


def keep_both(page: Page, advert: ExtractedAdvert, site: SiteFile | None) -> ExtractedAdvert:
    """Return the advert with what the page shows instead, under `stated`, where that disagrees."""
    selectors = site.selectors if site else None
    visible: dict[str, Any] = {}
    title = _shown(page, selectors.title) if selectors and selectors.title else _heading(page)
    if title and _titles_disagree(title, advert.title):
        visible["visible_title"] = title
    salary = _shown(page, selectors.salary_text) if selectors and selectors.salary_text else ""
    if advert.wage and _wages_disagree(salary, advert.wage):
        visible["visible_salary_text"] = salary
    return replace(advert, stated=advert.stated | visible) if visible else advert


def disagreement(advert: ExtractedAdvert) -> str:
    """Return in a sentence where structured data and visible text disagree; empty if they do not."""
    stated = {"visible_title": advert.title, "visible_salary_text": advert.salary_text}
    return "; ".join(
        f"the {_LABELS[key]} is {structured!r} in the structured data, and the page shows {advert.stated[key]!r}"
        for key, structured in stated.items()
        if key in advert.stated
    )


def _shown(page: Page, css: str) -> str:
    for found in page.html.css(css)[:1]:
        text = found.root if isinstance(found.root, str) else element_text(found.root)
        return " ".join(text.split())
    return ""


def _heading(page: Page) -> str:
    """Return the only heading of the first order, if the browser's title says the same: else it may be a logo."""
    headings = page.html.css("h1")
    if len(headings) != 1:
        return ""
    words = " ".join(element_text(headings[0].root).split())
    in_title = fold(words) in fold(" ".join(page.html.css("title::text").getall()))
    return words if in_title else ""


def _titles_disagree(shown: str, structured: str) -> bool:
    one, other = fold(shown), fold(structured)
    if one in other or other in one:
        return False
    words, others = set(re.findall(r"\w+", one)), set(re.findall(r"\w+", other))
    return bool(words and others) and len(words & others) < _SHARED_WORDS * min(len(words), len(others))


def _wages_disagree(shown: str, wage: Wage) -> bool:
    if wage.currency != "VND" or wage.period != "month" or _OTHER_PERIOD.search(shown):
        return False
    amounts = _amounts(shown)
    stated = [amount for amount in (wage.min, wage.max) if amount]
    if not amounts or not stated:
        return False
    return max(amounts) < _FAR_BELOW * min(stated) or min(amounts) > _FAR_ABOVE * max(stated)


def _amounts(shown: str) -> list[float]:
    millions = _MILLIONS.search(shown)
    if millions:
        return [float(number.replace(",", ".")) * 1e6 for number in millions.groups() if number]
    return [float(re.sub(r"[.,]", "", number)) for number in _DONG.findall(shown)]
