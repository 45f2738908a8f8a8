import json
from collections.abc import Callable
from typing import Any

import pytest

from crawler.extract.json_ld import job_postings, parse_block
from crawler.extract.page import read_page
from storage.records import CapturedPage


@pytest.mark.parametrize(
    ("source", "repairs"),
    [
        ('{"a": 1}', []),
        ('{"a": "x\ny"}', []),
        ('<!-- {"a": 1} -->', ["json_wrapped"]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', ["json_wrapped"]),
        ('{"a": 1};', ["json_wrapped"]),
        ('{/* c */"a": 1} // d', ["json_comments"]),
        ('{"a": [1, 2,], }', ["json_trailing_comma"]),
        ("{&quot;a&quot;: 1}", ["json_html_entities"]),
    ],
)
def test_what_boards_do_to_json_is_mended_and_named(source: str, repairs: list[str]) -> None:
    found: list[str] = []

    assert parse_block(source, found)
    assert found == repairs


@pytest.mark.parametrize("source", ['{"a": "b "c" d"}', "[" * 100_000, "", "không phải JSON", "{'a': 1}"])
def test_what_cannot_be_mended_is_named(source: str) -> None:
    found: list[str] = []

    assert parse_block(source, found) is None
    assert found == ["json_ld_block_lost"]


def test_strings_are_left_alone_by_mending() -> None:
    assert parse_block('{"a": "http://x/y, ] /* z */",}', []) == {"a": "http://x/y, ] /* z */"}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda posting: posting,
        lambda posting: [{"@type": "WebSite"}, posting],
        lambda posting: {"@graph": [{"@type": "BreadcrumbList"}, posting]},
        lambda posting: {"@type": "WebPage", "mainEntity": posting},
        lambda posting: posting | {"@type": ["JobPosting", "Thing"]},
        lambda posting: posting | {"@type": "http://schema.org/JobPosting"},
    ],
)
def test_a_posting_is_found_however_it_is_wrapped(
    wrap: Callable[[Any], Any], posting: dict[str, Any], with_json_ld: Callable[..., CapturedPage]
) -> None:
    page = read_page(with_json_ld(json.dumps(wrap(posting))))

    assert [found["title"] for found in job_postings(page, [])] == ["Thợ hàn khung kèo"]


def test_one_bad_block_does_not_lose_the_others(
    posting: dict[str, Any], with_json_ld: Callable[..., CapturedPage]
) -> None:
    repairs: list[str] = []
    page = read_page(with_json_ld('{"@type": "Org "x" "}', json.dumps(posting)))

    assert len(job_postings(page, repairs)) == 1
    assert repairs == ["json_ld_block_lost"]


def test_entries_of_a_list_are_not_the_page(posting: dict[str, Any], with_json_ld: Callable[..., CapturedPage]) -> None:
    block = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": posting}]}

    assert job_postings(read_page(with_json_ld(json.dumps(block))), []) == []
