"""Archived pages of hosts that nobody knows: passed over unparsed only where reading them would refuse them too."""

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.errors import NotAnAdvert
from crawler.extract import advert as module
from crawler.extract.advert import extract_advert, extract_archived
from crawler.extract.main_text import _WORDS, _cues, speaks_of_work
from storage.records import CapturedPage

OFFER = "Tuyển thợ bạc làm nhẫn tại tiệm, lương 9 triệu một tháng, yêu cầu chăm chỉ, kinh nghiệm không cần. " * 3


def page(body: str) -> CapturedPage:
    return CapturedPage(
        id=0, url="https://tiem.example/1", fetched_at=datetime(2026, 9, 1, tzinfo=UTC), status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")], body=body.encode(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Ứng tuyển ngay",
        "ứng tuyển, mức lương",
        "LƯƠNG và Tuyển và Hồ Sơ",
        "thu nh&#7853;p, h&ocirc; s&#417;",
        *_WORDS,
    ],
)
@pytest.mark.parametrize("enough", [0, 1, 2, 3])
def test_the_quick_look_says_what_the_pattern_says(words: str, enough: int) -> None:
    import html  # noqa: PLC0415 - as the function under test unescapes

    assert speaks_of_work(words, enough) == (len(_cues(html.unescape(words))) >= enough)


def test_a_page_without_a_word_of_work_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_arguments: Any) -> None:
        pytest.fail("it was parsed")

    monkeypatch.setattr(module, "extract_advert", parsed)
    with pytest.raises(NotAnAdvert) as refused:
        extract_archived(page("<h1>Hội làng</h1><p>Đội bóng của xã thắng trận thứ ba.</p>"))

    assert refused.value.kind == "no_advert_text"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Thợ bạc</h1><main><p>{OFFER}</p></main>",
        '<script type="application/ld+json">{"@type": "JobPosting", "title": "Smith", "description": "Ring"}</script>',
    ],
)
def test_what_may_be_an_advert_is_read_as_ever(body: str) -> None:
    assert extract_archived(page(body)) == extract_advert(page(body))
