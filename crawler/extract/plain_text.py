"""From HTML, or from text with HTML in it, to the lines that a person reads."""

import html
import re
from typing import Any

from parsel import Selector

from crawler.extract.tables import table_lines

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


def without_controls(text: str) -> str:
    """Return text without the characters that neither a parser nor a database accepts."""
    return _NOT_TEXT.sub("", text)


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
    lines = _Lines()
    # A stack, not recursion: pages nest deeper than Python may call.
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, done = stack.pop()
        if done or not isinstance(node.tag, str) or node.tag in _UNSEEN:
            lines.close(node, with_tail=node is not element)
        elif node.tag == "table" and (rows := table_lines(node, element_text)) is not None:
            lines.add_rows(rows)
            stack.append((node, True))
        else:
            lines.open(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
    return tidy("".join(lines.parts))


class _Lines:
    """Text under construction, which knows whether it stands at the start of a line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._fresh = True

    def open(self, node: Any) -> None:
        if node.tag == "br":
            self._write("\n")
        elif node.tag in _BLOCKS:
            self._break()
        if node.tag == "li":
            self._write("- ")
        elif node.tag in ("td", "th"):
            self._write(" ")
        self._write(node.text or "")

    def add_rows(self, rows: list[str]) -> None:
        self._break()
        self._write("".join(f"{row}\n" for row in rows))

    def close(self, node: Any, *, with_tail: bool) -> None:
        if node.tag in _BLOCKS:
            self._break()
        if with_tail:
            tail = node.tail or ""
            # sources break the line after a <br> too, which is one break and not two
            self._write(tail.lstrip("\r\n") if node.tag == "br" else tail)

    def _break(self) -> None:
        if not self._fresh:
            self._write("\n")

    def _write(self, text: str) -> None:
        if text:
            self.parts.append(text)
            words = text.rstrip(" \t")
            self._fresh = words.endswith("\n") if words else self._fresh


def _rendered(text: str) -> str:
    # Line breaks of the source count: boards mix them with tags.
    marked = _NOT_TEXT.sub("", text.replace("\r\n", "\n")).replace("\n", "<br>")
    found = element_text(Selector(text=f"<body><div>{marked}</div></body>", type="html").root)
    # The parser gives up on what is nested a thousand deep.
    return found or html.unescape(_TAG.sub(" ", text))
