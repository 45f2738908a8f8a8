import pytest

from model.facts.licences import read_licences
from model.text import align


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giấy phép 2098/LĐTBXH-GP", ["2098/LĐTBXH-GP"]),
        ("gp: 3 6 5 5 / L Đ T B X H - G P", ["3655/LĐTBXH-GP"]),
        ("GP 1650/LDTBXH-GP", ["1650/LĐTBXH-GP"]),
        ("so 2098/GP-LDTBXH", ["2098/LĐTBXH-GP"]),
        ("295/GP-BNV", ["295/GP-BNV"]),
        ("GiayPhep288/BNV-GP KyNgay", ["288/BNV-GP"]),
        ("GP hoạt động DVVL số 04/SLĐTBXH-GP", []),
        ("công văn 1234/LĐTBXH-QLLĐNN", []),
        ("Nghị định 112/2021/NĐ-CP", []),
    ],
)
def test_a_licence_has_one_spelling(text: str, expected: list[str]) -> None:
    assert [one.number for one in read_licences(align(text))] == expected
