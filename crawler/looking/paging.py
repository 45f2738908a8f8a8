"""How one goes from a listing page to the next: candidate selectors, which the pages themselves then confirm."""

import re
from collections.abc import Iterator
from typing import Any

from parsel import Selector

from crawler.addresses import web_address

_NEXT = re.compile(
    r"(?:trang )?(?:sau|tiếp(?: theo)?|kế(?: tiếp)?|next(?: page)?)\s*[›»>→]*|[›»>→]+|xem thêm|"
    r"(?:các )?\b\w+ cũ hơn|cũ hơn|older(?: \w+)?|tải thêm|load more",
    re.IGNORECASE,
)
_CLASS = re.compile(r"[A-Za-z_][A-Za-z_-]{1,40}")
_NAMED_NEXT = re.compile(r"next|sau|tiep|cu-hon|older", re.IGNORECASE)
_LEVELS = 3
_MOST_NUMBERED = 30
"""Boards show the newest first; who wants more pages writes them down."""


def next_selectors(html: Selector, url: str) -> Iterator[str]:
    """Yield selectors that may lead from this listing page to the next, the most telling first."""
    yield from (css for css in ("a[rel=next]", "link[rel=next]") if html.css(css))
    for link in html.css("a[href]"):
        words = " ".join((link.xpath("string()").get() or "").split())
        classes = _classes(link.root)
        named = _NEXT.fullmatch(words) or _NEXT.fullmatch(link.attrib.get("title", "").strip())
        if not (named or any(_NAMED_NEXT.search(name) for name in classes)):
            continue
        if web_address(url, link.attrib["href"]) in (None, url):
            continue
        yield from (f"a.{name}" for name in classes)
        yield from _within(link.root)
        if words and '"' not in words:
            yield f'a:contains("{words}")'
    yield from _after_current(html)


def next_address(html: Selector, url: str, css: str) -> str | None:
    """Return where a selector leads from a page; None if nowhere, or to the page itself."""
    href = html.css(css).css("::attr(href)").get()
    found = web_address(url, href) if href else None
    return found if found != url else None


def numbered_pages(html: Selector, url: str) -> list[str]:
    """Return the pages that links with bare numbers lead to, in order: what is left where nothing says "next"."""
    found: dict[int, str] = {}
    for link in html.css("a[href]"):
        words = (link.xpath("string()").get() or "").strip()
        address = web_address(url, link.attrib["href"])
        if words.isdigit() and int(words) > 1 and address and words in re.findall(r"\d+", address):
            found.setdefault(int(words), address)
    return _filled(found)


def _filled(found: dict[int, str]) -> list[str]:
    """Return pages by number with those between them, where their addresses differ by the number alone."""
    numbers = sorted(found)
    for part in re.finditer(r"\d+", found[numbers[0]]) if numbers else ():
        before, after = found[numbers[0]][: part.start()], found[numbers[0]][part.end() :]
        if all(found[number] == f"{before}{number}{after}" for number in numbers):
            return [f"{before}{number}{after}" for number in range(2, min(numbers[-1], _MOST_NUMBERED) + 1)]
    return [found[number] for number in numbers]


def _after_current(html: Selector) -> Iterator[str]:
    """Yield selectors for the link that follows the number of the page itself: `b + a`, `li.active + li a`."""
    for link in html.css("a[href]"):
        if (link.xpath("string()").get() or "").strip() != "2":
            continue
        for inner, outer in ((link.root, "a"), (link.root.getparent(), "")):
            before = inner.getprevious() if inner is not None else None
            if before is None or "".join(before.itertext()).strip() != "1":
                continue
            classes = [name for name in _classes(before) if name not in _classes(inner)]
            marks = [f"{before.tag}.{name}" for name in classes]
            marks += [before.tag] if before.tag != inner.tag else []
            yield from (f"{mark} + {outer or f'{inner.tag} a'}" for mark in marks)


def _within(element: Any) -> Iterator[str]:
    parent = element.getparent()
    for _ in range(_LEVELS):
        if parent is None:
            return
        yield from (f"{parent.tag}.{name} a" for name in _classes(parent))
        parent = parent.getparent()


def _classes(element: Any) -> list[str]:
    return [name for name in (element.get("class") or "").split() if _CLASS.fullmatch(name)]
