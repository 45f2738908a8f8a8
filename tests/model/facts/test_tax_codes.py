import pytest

from model.facts.tax_codes import find_tax_codes, read_tax_codes
from model.text import align


def codes_in(text: str) -> list[str]:
    aligned = align(text)
    return [one.value for one in read_tax_codes(aligned, find_tax_codes(aligned))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MST: 1809292615.", ["1809292615"]),
        ("mã số thuế 0119197730-002", ["0119197730-002"]),
        ("m.s.t: 0119.094.950", ["0119094950"]),
        ("GPKD số 2309091574", ["2309091574"]),
        ("MST 0119424462", []),
        ("Mã vận đơn 0119424461", []),
    ],
)
def test_a_tax_code_is_said_to_be_one_and_its_check_digit_agrees(text: str, expected: list[str]) -> None:
    assert codes_in(text) == expected
