from typing import NoReturn

import pytest

from crawler.errors import NotAnAdvert, UnreadableAdvert
from crawler.reading import Refusal, read_or_refuse
from storage.records import ExtractedAdvert

ADVERT = ExtractedAdvert(title="Thợ mộc", employer_name="", text="Thợ mộc", source="file")


def raising(error: Exception) -> NoReturn:
    raise error


def test_an_advert_is_passed_on() -> None:
    assert read_or_refuse(lambda: ADVERT) == ADVERT


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (NotAnAdvert(kind="captcha", sentence="x"), Refusal(outcome="not_an_advert", kind="captcha", sentence="x")),
        (UnreadableAdvert(kind="no_title", sentence="x"), Refusal(outcome="failed", kind="no_title", sentence="x")),
        (ZeroDivisionError("x"), Refusal(outcome="failed", kind="unexpected", sentence="ZeroDivisionError: x")),
    ],
)
def test_no_page_stops_the_others(error: Exception, refusal: Refusal) -> None:
    assert read_or_refuse(lambda: raising(error)) == refusal
