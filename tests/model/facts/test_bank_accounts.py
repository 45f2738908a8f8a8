import pytest

from model.facts.bank_accounts import find_accounts, read_bank_accounts
from model.text import align


def accounts_in(text: str) -> list[tuple[str, str]]:
    aligned = align(text)
    return [(one.number, one.bank) for one in read_bank_accounts(aligned, find_accounts(aligned))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ck vao stk 8800 1234 5678 9 bidv", [("8800123456789", "BIDV")]),
        ("VCB 1020 304 056", [("1020304056", "Vietcombank")]),
        ("STK 0355000818 MB Bank", [("0355000818", "MBBank")]),
        ("chuyển khoản 6800 1122 0099, VPBank", [("680011220099", "VPBank")]),
        ("VietinBank 1028 0000 3344; ACB 2490 00517", [("102800003344", "VietinBank"), ("249000517", "ACB")]),
    ],
)
def test_an_account_is_read_with_its_bank(text: str, expected: list[tuple[str, str]]) -> None:
    assert accounts_in(text) == expected


@pytest.mark.parametrize(
    "text", ["Hotline 0912345678 - MSB", "Vietcombank ký quỹ 120.000.000đ", "Tele @thue_stk 0785000192"]
)
def test_phones_and_sums_are_no_accounts(text: str) -> None:
    assert accounts_in(text) == []
