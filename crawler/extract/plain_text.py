"""From HTML, or from text with HTML in it, to the lines that a person reads."""

import html
import re
from typing import Any

from parsel import Selector

_TAG = re.compile(
    r"</?(?:p|br|li|ul|ol|div|span|strong|b|i|em|u|h[1-6]|a|table|tbody|tr|td|th|font|section|hr|img)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul")
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "svg", "select", "button"))
_SPACES = re.compile(r"[^\S\n]+")
_MANY_BREAKS = re.compile(r"\n{3,}")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def plain_text(value: str, repairs: list[str]) -> str:
    """Return readable lines; HTML is rendered and named in `repairs`."""
    text = value
    for _ in range(3):  # some boards escape their HTML once more than needed
        if _TAG.search(text):
            repairs.append("html_in_text")
            text = _rendered(text)
        elif _ENTITY.search(text):
            repairs.append("html_entities")
            text = html.unescape(text)
        else:
            break
    return tidy(text)


def one_line(value: str, repairs: list[str]) -> str:
    """Return text for a field that is one line, such as a title."""
    return " ".join(plain_text(value, repairs).split())


def tidy(text: str) -> str:
    """Return text with plain line breaks, single spaces, and nothing that a database refuses."""
    text = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def storable(value: Any) -> Any:
    """Return a JSON value whose strings a database accepts."""
    if isinstance(value, str):
        return _NOT_TEXT.sub("", value)
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    return value


def element_text(element: Any) -> str:
    """Return what a person reads in an element, a line for each block."""
    parts: list[str] = []
    _collect(element, parts)
    return tidy("".join(parts))


def _rendered(text: str) -> str:
    # Line breaks of the source count: boards mix them with tags.
    marked = _NOT_TEXT.sub("", text.replace("\r\n", "\n")).replace("\n", "<br>")
    found = element_text(Selector(text=f"<body><div>{marked}</div></body>", type="html").root)
    # The parser gives up on what is nested a thousand deep.
    return found or html.unescape(_TAG.sub(" ", text))


def _collect(root: Any, parts: list[str]) -> None:
    # A stack, not recursion: pages nest deeper than Python may call.
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done or not isinstance(node.tag, str) or node.tag in _UNSEEN:
            _close(node, parts, with_tail=node is not root)
        else:
            _open(node, parts)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))


def _open(node: Any, parts: list[str]) -> None:
    if node.tag == "br":
        parts.append("\n")
    elif node.tag in _BLOCKS:
        _break_line(parts)
    if node.tag == "li":
        parts.append("- ")
    elif node.tag in ("td", "th"):
        parts.append(" ")
    if node.text:
        parts.append(node.text)


def _close(node: Any, parts: list[str], *, with_tail: bool) -> None:
    if node.tag in _BLOCKS:
        _break_line(parts)
    if with_tail and node.tail:
        parts.append(node.tail)


def _break_line(parts: list[str]) -> None:
    last = next((part for part in reversed(parts) if part.strip(" \t")), "\n")
    if not last.endswith("\n"):
        parts.append("\n")
