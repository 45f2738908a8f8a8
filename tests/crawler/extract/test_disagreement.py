import json
from collections.abc import Callable
from typing import Any

import pytest

from crawler.extract.advert import extract_advert
from crawler.extract.disagreement import disagreement
from crawler.site_file import SiteFile
from storage.records import CapturedPage

SITE = SiteFile.model_validate(
    {
        "name": "board",
        "title": "Board",
        "base": "https://board.example",
        "start": {"listings": ["/"]},
        "advert_url": "/viec-lam/",
        "counts": {"min": 0, "max": 9},
        "selectors": {"title": "h1", "salary_text": ".luong"},
    }
)


def page(posting: dict[str, Any], title: str, salary: str) -> str:
    script = f'<script type="application/ld+json">{json.dumps(posting)}</script>'
    return f"<head>{script}<title>{title} | Bảng tin</title></head><h1>{title}</h1><p class=luong>{salary}</p>"


@pytest.mark.parametrize(
    ("title", "salary"),
    [
        ("Thợ hàn khung kèo", "12 - 15 triệu"),
        ("THỢ HÀN KHUNG KÈO (gấp)", "12.000.000 - 15.000.000 đ"),
        ("Tuyển thợ hàn làm khung kèo", "12tr-15tr/tháng"),
        ("Thợ hàn", "Thoả thuận"),
        ("Thợ hàn khung kèo", "500.000đ/ngày"),
        ("", ""),
    ],
)
def test_what_says_the_same_in_other_words_agrees(
    posting: dict[str, Any], capture: Callable[..., CapturedPage], title: str, salary: str
) -> None:
    advert = extract_advert(capture(page(posting, title, salary)), SITE)

    assert disagreement(advert) == ""
    assert not {"visible_title", "visible_salary_text"} & advert.stated.keys()


def test_both_are_kept_where_they_disagree(posting: dict[str, Any], capture: Callable[..., CapturedPage]) -> None:
    advert = extract_advert(capture(page(posting, "Việc nhẹ tại Campuchia", "45 - 60 triệu")), SITE)

    assert advert.title == "Thợ hàn khung kèo"
    assert advert.stated["visible_title"] == "Việc nhẹ tại Campuchia"
    assert advert.stated["visible_salary_text"] == "45 - 60 triệu"
    assert "the page shows 'Việc nhẹ tại Campuchia'" in disagreement(advert)


@pytest.mark.parametrize("salary", ["25 triệu/tháng", "25tr", "25.000.000 - 40.000.000", "4 - 6 triệu"])
def test_a_wage_far_off_disagrees(posting: dict[str, Any], capture: Callable[..., CapturedPage], salary: str) -> None:
    advert = extract_advert(capture(page(posting, "Thợ hàn khung kèo", salary)), SITE)

    assert advert.stated["visible_salary_text"] == salary


def test_without_a_site_file_a_heading_counts_if_the_browser_title_says_it(
    posting: dict[str, Any], capture: Callable[..., CapturedPage]
) -> None:
    shown = extract_advert(capture(page(posting, "Việc nhẹ tại Campuchia", "")))
    logo = extract_advert(capture(page(posting, "Bảng tin", "").replace("<title>Bảng tin", "<title>Khác")))

    assert shown.stated["visible_title"] == "Việc nhẹ tại Campuchia"
    assert logo.stated.get("visible_title") in (None, "Bảng tin")
