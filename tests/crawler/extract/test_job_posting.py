from datetime import date
from typing import Any

import pytest

from crawler.errors import UnreadableAdvert
from crawler.extract.job_posting import read_job_posting
from storage.records import ExtractedAdvert, Wage


def read(posting: dict[str, Any]) -> ExtractedAdvert:
    return read_job_posting(posting, source="json_ld", repairs=[])


def test_every_field_is_read(posting: dict[str, Any]) -> None:
    advert = read(posting)

    assert advert.title == "Thợ hàn khung kèo"
    assert advert.employer_name == "Công ty TNHH Kết cấu Thép Lạch Tray"
    assert advert.place == "Lô 4, Phường An Dương, Hải Phòng"
    assert advert.province == "Hải Phòng"
    assert advert.wage == Wage(min=12000000, max=15000000, currency="VND", period="month")
    assert advert.posted_on == date(2026, 10, 1)
    assert advert.expires_on == date(2026, 11, 1)
    assert advert.canonical_url == "https://board.example/viec-lam/tho-han-1.html"
    assert advert.repairs == ("html_in_text",)


def test_the_text_reads_like_an_advert(posting: dict[str, Any]) -> None:
    posting |= {"jobBenefits": ["Ăn ca", "Chỗ ở"], "experienceRequirements": {"monthsOfExperience": 12}}

    assert read(posting).text == (
        "Thợ hàn khung kèo\n\n"
        "Mô tả công việc:\nHàn khung nhà tiền chế tại xưởng.\nĐiện thoại: 0900 000 123\n\n"
        "Kinh nghiệm:\n12 tháng\n\n"
        "Quyền lợi:\nĂn ca\nChỗ ở\n\n"
        "Mức lương:\n12.000.000 - 15.000.000 VND/tháng\n\n"
        "Địa điểm làm việc:\nLô 4, Phường An Dương, Hải Phòng\n\n"
        "Nhà tuyển dụng:\nCông ty TNHH Kết cấu Thép Lạch Tray"
    )


def test_the_contact_is_part_of_the_text(posting: dict[str, Any]) -> None:
    posting["applicationContact"] = {"@type": "ContactPoint", "name": "Chị Lý", "telephone": "0900 000 999"}

    assert "Liên hệ:\nChị Lý\n0900 000 999" in read(posting).text


def test_a_section_that_repeats_another_stands_once(posting: dict[str, Any]) -> None:
    posting["skills"] = "Hàn khung nhà tiền chế tại xưởng."

    assert read(posting).text.count("Hàn khung nhà tiền chế") == 1


@pytest.mark.parametrize(
    ("organization", "identifier", "name", "repair"),
    [
        ({"name": "Xưởng A"}, None, "Xưởng A", None),
        ("Xưởng A", None, "Xưởng A", "employer_is_text"),
        ([{"name": "Xưởng A"}], None, "Xưởng A", "employer_is_list"),
        (None, {"name": "Xưởng A", "value": 7}, "Xưởng A", "employer_from_identifier"),
        (None, None, "", None),
    ],
)
def test_the_employer_is_found(
    posting: dict[str, Any], organization: Any, identifier: Any, name: str, repair: str | None
) -> None:
    advert = read(posting | {"hiringOrganization": organization, "identifier": identifier})

    assert advert.employer_name == name
    assert set(advert.repairs) - {"html_in_text"} == ({repair} if repair else set())


def test_several_workplaces_are_all_kept(posting: dict[str, Any]) -> None:
    posting["jobLocation"] = [posting["jobLocation"], {"address": {"addressRegion": "Hà Nội"}}, "Thị xã X"]
    advert = read(posting)

    assert advert.place == "Lô 4, Phường An Dương, Hải Phòng; Hà Nội; Thị xã X"
    assert advert.province == "Hải Phòng; Hà Nội"


@pytest.mark.parametrize(("key", "kind"), [("title", "no_title"), ("description", "no_description")])
def test_a_posting_that_says_nothing_is_refused(posting: dict[str, Any], key: str, kind: str) -> None:
    with pytest.raises(UnreadableAdvert) as caught:
        read(posting | {key: " "})

    assert caught.value.kind == kind


def test_other_fields_are_kept_as_stated(posting: dict[str, Any]) -> None:
    assert read(posting | {"employmentType": ["FULL_TIME"]}).stated["employmentType"] == ["FULL_TIME"]


@pytest.mark.parametrize("odd", [None, 5, True, [], {}, [None], [[]], {"name": None}, "  "])
def test_any_shape_of_any_field_is_survived(posting: dict[str, Any], odd: Any) -> None:
    for key in posting:
        if key not in ("title", "description"):
            read(posting | {key: odd})
