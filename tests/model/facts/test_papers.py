import pytest

from model.facts.papers import read_papers_kept
from model.text import align


def papers_in(text: str) -> list[str]:
    return [one.what for one in read_papers_kept(align(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nộp CCCD bản gốc cho phòng nhân sự", ["identity_card"]),
        ("g1ữ h0 ch1ếu g0c", ["passport"]),
        ("Hộ chiếu nộp lại cho quản lý cất giùm", ["passport"]),
        ("thì gửi sổ đỏ lại văn phòng", ["land_title"]),
        ("Giữ giúp bằng lái gốc", ["other"]),
        ("cà vẹt xe làm tin", ["other"]),
        ("đem bằng tốt nghiệp bản chính (công ty giữ)", ["diploma"]),
    ],
)
def test_an_original_that_must_be_left(text: str, expected: list[str]) -> None:
    assert papers_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mang theo CCCD photo công chứng",
        "Xem CCCD gốc để đối chiếu rồi trả lại ngay",
        "không giữ giấy tờ gốc của nhân viên",
        "gửi ảnh hộ chiếu qua zalo",
        "không ai được giữ hộ chiếu của chị em",
        "Giữ xe miễn phí",
    ],
)
def test_copies_and_promises_are_not_keeping(text: str) -> None:
    assert papers_in(text) == []
