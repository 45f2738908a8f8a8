"""Where the fields of an advert stand in a site's pages, learnt from a few of them.

Where pages carry structured data, its values are looked for in the visible text; where they carry none, the words that
introduce a value ("Mức lương:") and the names that its author gave to elements tell what it is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from parsel import Selector

from crawler.extract.dates import read_date
from crawler.files.columns import field_of
from crawler.looking.elements import holds_on, label_before, only_match, selectors_of, words_of
from storage.folding import fold
from storage.records import ExtractedAdvert

FIELDS = ("title", "employer_name", "text", "place", "province", "salary_text", "posted_on", "expires_on")
"""In the order in which a site file names them; those of `selectors`."""

_SHORT = ("employer_name", "place", "province", "salary_text")
_DATES = ("posted_on", "expires_on")
_NAMED_SO = {
    "salary_text": ("gia", "price", "salary", "wage", "luong"),
    "place": ("noi tuyen", "noi lam", "noi lam viec", "noi dang", "location", "dia chi", "job location"),
    "posted_on": ("time", "date", "ngay", "thoi gian", "date posted"),
    "expires_on": ("han nop", "deadline", "valid through"),
    "employer_name": ("company", "employer", "cong ty", "seller", "author", "hiring organization"),
}
_BY_NAME = {name: field for field, names in _NAMED_SO.items() for name in names}
_LONGEST_VALUE = 200
_FRAME = ("header", "footer", "nav", "aside", "script", "style", "form", "head")


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """One selector, and what it was learnt from."""

    css: str
    because: str


def learn_selectors(pages: Sequence[Selector], adverts: Sequence[ExtractedAdvert | None]) -> dict[str, Learnt]:
    """Return field → selector; `adverts` holds what structured data says of each page, None where it has none."""
    found: dict[str, Learnt] = {}
    for field in FIELDS:
        votes: Counter[Learnt] = Counter()
        for html, advert in zip(pages, adverts, strict=True):
            votes.update(set(_candidates(field, html, advert, pages)))
        order = list(votes)
        best = max(votes, key=lambda learnt: (votes[learnt], -order.index(learnt)), default=None)
        if best is not None:
            found[field] = best
    return found if {"title", "text"} <= found.keys() else {}


def _candidates(
    field: str, html: Selector, advert: ExtractedAdvert | None, pages: Sequence[Selector]
) -> Iterator[Learnt]:
    """Yield at most one selector that this page suggests and that holds on the others too."""
    at_least = len(pages) if field in ("title", "text") else (len(pages) + 1) // 2
    for element, because in _elements(field, html, advert):
        for css in selectors_of(element):
            if only_match(html, css) is element and holds_on(pages, css, at_least=at_least):
                with_attribute = field in _DATES and element.get("datetime") is not None
                yield Learnt(css=f"{css}::attr(datetime)" if with_attribute else css, because=because)
                return


def _elements(field: str, html: Selector, advert: ExtractedAdvert | None) -> Iterator[tuple[Any, str]]:
    if field == "title":
        yield from _titles(html)
    elif field == "text":
        yield from _main_texts(html)
    elif advert is not None:
        yield from _equal_to(getattr(advert, field), html)
    else:
        yield from _named(field, html)


def _titles(html: Selector) -> Iterator[tuple[Any, str]]:
    head = fold(" ".join(html.css("title::text").getall()))
    for css in ("h1", "h2", "[itemprop=title]"):
        for found in html.css(css):
            if (words := fold(words_of(found.root))) and words in head:
                yield found.root, "tiêu đề trùng thẻ <title> / the heading that <title> repeats"


def _main_texts(html: Selector) -> Iterator[tuple[Any, str]]:
    """Yield the elements that hold most running text themselves, the fullest first: that of a parent counts half."""
    scores: Counter[Any] = Counter()
    for block in html.css("body p, body li, body h2, body h3, body h4, body table, body div, body section, body td"):
        element = block.root
        if any(outer.tag in _FRAME for outer in (element, *element.iterancestors())):
            continue
        own = "".join([element.text or "", *(child.tail or "" for child in element)])
        length = len(" ".join((words_of(element) if element.tag in ("p", "li", "table") else own).split()))
        if element.tag in ("p", "li", "h2", "h3", "h4", "table", "ul", "ol"):
            parent = element.getparent()
            parent = parent.getparent() if element.tag == "li" and parent.getparent() is not None else parent
            labelled = element.tag == "li" and len(element) > 0 and bool(element.text and ":" in element.text)
            scores[parent] += 0 if labelled else length
        else:
            scores[element] += length
    for element, score in scores.most_common(3):
        if score and element is not None and element.tag not in ("body", "html"):
            yield element, "phần nhiều chữ nhất của trang / the part with most running text"


def _equal_to(value: str | date | None, html: Selector) -> Iterator[tuple[Any, str]]:
    if not value:
        return
    because = "chữ trùng dữ liệu có cấu trúc / its words are those of the structured data"
    for element in _values(html):
        if isinstance(value, date):
            said = element.get("datetime") or words_of(element)
            if len(said) <= _LONGEST_VALUE and read_date(said, []) == value:
                yield element, because
        elif fold(words_of(element)) == fold(value):
            yield element, because


def _named(field: str, html: Selector) -> Iterator[tuple[Any, str]]:
    for element in _values(html):
        words = words_of(element)
        if not 0 < len(words) <= _LONGEST_VALUE or (field in _DATES and not _is_date(element, words)):
            continue
        label = label_before(element)
        if label and _means(label) == field:
            yield element, f'có chữ "{label}" đứng trước / "{label}" stands before it'
            continue
        names = [element.get("itemprop") or "", element.get("id") or "", *(element.get("class") or "").split()]
        name = next((name for name in names if _means(_spaced(name)) == field), None)
        if name is not None and len(element) == 0:
            yield element, f"tên của thẻ là {name!r} / the element is named {name!r}"
        elif field == "posted_on" and element.tag == "time":
            yield element, "thẻ <time> / a <time> element"


def _values(html: Selector) -> Iterator[Any]:
    """Yield the innermost elements first: those without children, then those with few."""
    elements = [found.root for found in html.css("body *") if isinstance(found.root.tag, str)]
    inside = [
        element for element in elements if not any(outer.tag in _FRAME for outer in (element, *element.iterancestors()))
    ]
    yield from (element for element in inside if len(element) == 0)
    yield from (element for element in inside if 0 < len(element) <= 2)  # noqa: PLR2004 - a value with an icon beside it


def _means(words: str) -> str | None:
    return _BY_NAME.get(fold(words)) or (field_of(words) if words else None)


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]+", " ", name).lower()


def _is_date(element: Any, words: str) -> bool:
    return read_date(element.get("datetime") or words, []) is not None


def in_order(found: Mapping[str, Learnt]) -> dict[str, Learnt]:
    """Return selectors in the order of a site file."""
    return {field: found[field] for field in FIELDS if field in found}
