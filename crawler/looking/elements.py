"""Selectors for one element that hold on several pages of a site: short, by names that people gave."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from parsel import Selector

from crawler.extract.plain_text import element_text

_NAME = re.compile(r"[A-Za-z_][A-Za-z_-]{1,40}")
_PLAIN_TAGS = ("h1", "time", "article", "main")
_LEVELS = 4
_LABELLED = {"dd": "dt", "td": "th, td"}
_LONGEST_LABEL = 30


def selectors_of(element: Any) -> Iterator[str]:
    """Yield selectors for an element, the most robust first; some of them may match others as well."""
    own = list(_own(element))
    yield from own
    parent = element.getparent()
    for _ in range(_LEVELS):
        if parent is None:
            break
        for outer in _own(parent):
            yield f"{outer} {element.tag}"
        parent = parent.getparent()
    if (label := label_before(element)) and '"' not in label:
        before = element.getprevious()
        if before is not None and before.tag in ("dt", "th", "td", "b", "strong", "span", "label", "div"):
            yield f'{before.tag}:contains("{label}") + {element.tag}'
        elif before is None:
            yield f'{element.getparent().tag}:contains("{label}") > {element.tag}'


def only_match(html: Selector, css: str) -> Any:
    """Return the one element that a selector matches in a page; None where it matches none, or several."""
    found = html.css(css)
    return found[0].root if len(found) == 1 else None


def holds_on(pages: Sequence[Selector], css: str, *, at_least: int) -> bool:
    """Tell whether a selector matches one element with words in it on so many of the pages, and never several."""
    found = [html.css(css) for html in pages]
    filled = sum(len(matches) == 1 and bool(words_of(matches[0].root)) for matches in found)
    return filled >= at_least and all(len(matches) <= 1 for matches in found)


def label_before(element: Any) -> str:
    """Return the words that introduce an element: "Mức lương:" before a value, a `dt` before its `dd`; else nothing."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None and before.tag is not None and isinstance(before.tag, str):
        words = (before.tail or "").strip() or words_of(before)
    else:
        words = " ".join((parent.text or "").split()) if parent is not None else ""
    words = words.rstrip(" :")
    return words if 0 < len(words) <= _LONGEST_LABEL else ""


def words_of(element: Any) -> str:
    """Return what an element says, on one line."""
    return " ".join(element_text(element).split())


def _own(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    name = element.get("id") or ""
    if _NAME.fullmatch(name):
        yield f"{element.tag}#{name}"
    if (prop := element.get("itemprop") or "") and _NAME.fullmatch(prop):
        yield f"[itemprop={prop}]"
    for name in (element.get("class") or "").split():
        if _NAME.fullmatch(name):
            yield f"{element.tag}.{name}"
    if element.tag in _PLAIN_TAGS:
        yield element.tag
