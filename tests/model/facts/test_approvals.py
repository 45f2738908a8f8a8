import pytest

from model.facts.approvals import read_approvals
from model.text import align


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("văn bản chấp thuận số 1482/QLLĐNN-NBĐNA", ["1482/QLLĐNN-NBĐNA"]),
        ("van ban chap thuan 1482 / qlldnn - nbdna", ["1482/QLLĐNN-NBĐNA"]),
        ("so 88/QLLDNN-TCAMP", ["88/QLLDNN-TCAMP"]),
        ("Công văn số 45/UBND-VX", []),
    ],
)
def test_the_number_of_a_letter_of_approval(text: str, expected: list[str]) -> None:
    assert [one.number for one in read_approvals(align(text))] == expected
