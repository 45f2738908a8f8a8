"""JSON-LD block by block: one bad block never loses the page; what had to be mended is named."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import re2

from crawler.extract.page import Page

# Strings are matched first, so that what looks like a comment or a comma within one is left alone.
_COMMENTS = re2.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|(?s:/\*.*?\*/)')
_COMMAS = re2.compile(r'"(?:\\.|[^"\\])*"|,\s*[}\]]')
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")


def job_postings(page: Page, repairs: list[str]) -> list[dict[str, Any]]:
    """Return every JobPosting of a page that is not an entry of a list of several."""
    found = []
    for source in page.html.xpath("//script[contains(@type, 'ld+json')]/text()").getall():
        block = parse_block(source, repairs)
        found += list(_postings(block))
    return found


def parse_block(source: str, repairs: list[str]) -> Any:
    """Return the value of one block, mended where needed; None if nothing helps."""
    text = source.strip()
    mends = (
        ("", lambda value: value),
        ("json_wrapped", lambda value: _WRAPPING.sub("", value).strip().rstrip(";")),
        ("json_comments", _without_comments),
        ("json_trailing_comma", _without_trailing_commas),
        ("json_html_entities", html.unescape),
    )
    needed = []
    for name, mend in mends:
        mended = mend(text)
        if mended == text and name:
            continue
        text = mended
        needed += [name] if name else []
        found = _parsed(text)
        if found is not None:
            repairs += needed
            return found
    repairs.append("json_ld_block_lost")
    return None


def _parsed(text: str) -> Any:
    try:
        # strict=False lets line breaks stand within strings
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _without_comments(text: str) -> str:
    return str(_COMMENTS.sub(lambda match: match.group() if match.group().startswith('"') else "", text))


def _without_trailing_commas(text: str) -> str:
    return str(_COMMAS.sub(lambda match: match.group() if match.group().startswith('"') else match.group()[-1], text))


def _postings(block: Any) -> Iterator[dict[str, Any]]:
    stack = [block]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, dict):
            if is_job_posting(node):
                yield node
            elif not _is_list_of_links(node):
                stack.extend(reversed([value for value in node.values() if isinstance(value, (dict, list))]))


def is_job_posting(node: dict[str, Any]) -> bool:
    """Tell whether a JSON object is a schema.org JobPosting."""
    return any(kind.rpartition("/")[2].rpartition(":")[2] == "JobPosting" for kind in types_of(node))


def types_of(node: dict[str, Any]) -> list[str]:
    """Return the types that a JSON-LD object names for itself."""
    kinds = node.get("@type", node.get("type", []))
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _is_list_of_links(node: dict[str, Any]) -> bool:
    return "ItemList" in types_of(node)
