"""A captured page made ready for reading: content decoding off, characters decoded, HTML parsed once."""

import zlib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from parsel import Selector

from crawler.addresses import web_address
from crawler.errors import UnreadableAdvert
from crawler.extract.charset import decode_text
from crawler.extract.plain_text import element_text, without_controls
from storage.captures import decoded_body
from storage.records import CapturedPage

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_HIDDEN_NAMES = ("script", "style", "template", "noscript", "head")
# the first test of a class is cheap and leaves few for the exact ones, which make strings
_HIDDEN = (
    "//*[@hidden or @aria-hidden='true' or (@style and contains(translate(@style, ' ', ''), 'display:none')) or "
    "(@class[contains(., 'modal') or contains(., 'd-none') or contains(., 'popup') or contains(., 'hidden')] "
    "and (contains(concat(' ', @class, ' '), ' modal ') or contains(concat(' ', @class, ' '), ' d-none ') "
    "or contains(concat(' ', @class, ' '), ' popup ') or contains(concat(' ', @class, ' '), ' hidden ')))]"
)
_FRAME_NAMES = ("nav", "footer", "aside")
_FRAME = "//header[not(ancestor::article or ancestor::main)]"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page, parsed once; pure functions of this package read it and change nothing in it."""

    url: str
    status: int
    content_type: str
    location: str
    """Where a redirect leads to; empty for a page that is none."""
    seen_at: datetime
    source: str
    """The whole document as characters."""
    html: Selector
    repairs: tuple[str, ...]

    @property
    def address(self) -> str | None:
        """The canonical address that the page names for itself, or None."""
        link = self.html.css("link[rel=canonical]::attr(href), meta[property='og:url']::attr(content)").get()
        return web_address(self.url, link) if link else None

    @cached_property
    def visible(self) -> Any:
        """The document without scripts, templates, dialogues and other hidden parts."""
        return _without(self.html.root, _HIDDEN_NAMES, _HIDDEN)

    @cached_property
    def body(self) -> Any:
        """What is visible between header and footer, without what stands aside."""
        return _without(self.visible, _FRAME_NAMES, _FRAME)

    @cached_property
    def visible_text(self) -> str:
        """What a visitor reads."""
        return element_text(self.visible)


def read_page(captured: CapturedPage) -> Page:
    """Return a captured page as something to read fields from.

    Raises:
        UnreadableAdvert: the body is damaged or in an unknown content encoding.
    """
    headers = {name.lower(): value for name, value in captured.headers}
    source, repairs = read_source(captured)
    return Page(
        url=captured.url,
        status=captured.status,
        content_type=headers.get("content-type", ""),
        location=headers.get("location", ""),
        seen_at=captured.fetched_at.astimezone(VIETNAM),
        source=source,
        html=Selector(text=source, type="html"),
        repairs=repairs,
    )


def read_source(captured: CapturedPage) -> tuple[str, tuple[str, ...]]:
    """Return a captured page as characters, and what had to be mended for that; nothing is parsed.

    Raises:
        UnreadableAdvert: the body is damaged or in an unknown content encoding.
    """
    headers = {name.lower(): value for name, value in captured.headers}
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        msg = f"the page is sent in the content encoding {encoding!r}, which is not understood"
        raise UnreadableAdvert(kind="content_encoding", sentence=msg)
    try:
        body = decoded_body(captured)
    except (OSError, EOFError, zlib.error) as error:
        msg = f"the body cannot be decompressed: {error}"
        raise UnreadableAdvert(kind="content_encoding", sentence=msg) from error
    decoded, repairs = decode_text(body, headers.get("content-type", ""))
    return without_controls(decoded), tuple(repairs)


def body_text(page: Page) -> str:
    """Return what a visitor reads between header and footer."""
    return element_text(page.body)


def visible_elements(page: Page) -> Iterator[Any]:
    """Yield the elements that a visitor sees."""
    yield from (element for element in page.visible.iter() if isinstance(element.tag, str))


def body_elements(page: Page) -> Iterator[Any]:
    """Yield the elements that a visitor sees between header and footer, without what stands aside."""
    yield from (element for element in page.body.iter() if isinstance(element.tag, str))


def _without(whole: Any, names: tuple[str, ...], others: str) -> Any:
    """Return a copy without the elements of some names and those that an XPath finds; names alone are quick to find."""
    root = deepcopy(whole)
    for element in [*root.iter(*names), *root.xpath(others)]:
        parent = element.getparent()
        if parent is not None:
            _drop(element, parent)
    return root


def _drop(element: Any, parent: Any) -> None:
    tail = element.tail or ""
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
