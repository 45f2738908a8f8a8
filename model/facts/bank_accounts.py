"""Bank accounts that money shall go to: digits after "STK", or beside the name of a bank."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import re2

from model.fact_records import BankAccount
from model.facts.number_cues import cue_before
from model.text import AlignedText

_BANKS: dict[str, str] = {
    "Vietcombank": r"vietcom(?:bank)?|viet com ?bank|vcb|ngoai thuong",
    "VietinBank": r"viettin ?(?:bank)?|vietin ?(?:bank)?|ctg|cong thuong",
    "BIDV": r"bidv|b\.i\.d\.v",
    "Agribank": r"agri ?(?:bank)?|vbard|nh nong nghiep|ngan hang nong nghiep",
    "Techcombank": r"techcom ?(?:bank)?|tcb",
    "MBBank": r"mb ?bank|mbb|mb|quan doi",
    "ACB": r"acb|a chau",
    "VPBank": r"vp ?bank|vpb",
    "Sacombank": r"sacom ?(?:bank)?|stb",
    "TPBank": r"tp ?bank|tien phong bank|tpb",
    "SHB": r"shb",
    "HDBank": r"hd ?bank|hdb",
    "VIB": r"vib",
    "OCB": r"ocb",
    "MSB": r"msb|maritime ?bank",
    "SeABank": r"sea ?bank",
    "Eximbank": r"exim ?bank",
    "LPBank": r"lp ?bank|lienviet ?(?:post)? ?bank|lpb|lien viet",
    "Nam A Bank": r"nam ?a ?bank",
    "ABBANK": r"ab ?bank|an binh bank",
    "PVcomBank": r"pvcom ?(?:bank)?",
    "Bac A Bank": r"bac ?a ?bank",
    "DongA Bank": r"dong ?a ?bank|vikki",
    "SCB": r"scb",
    "KienlongBank": r"kien ?long ?bank",
    "VietABank": r"viet ?a ?bank",
    "Viet Capital Bank": r"bv ?bank|ban viet|viet ?capital",
    "NCB": r"ncb",
    "PGBank": r"pg ?bank",
    "Saigonbank": r"saigon ?bank",
    "GPBank": r"gp ?bank",
    "Cake": r"cake",
    "Timo": r"timo",
    "Shinhan Bank": r"shinhan(?: ?bank)?",
    "Woori Bank": r"woori(?: ?bank)?",
    "CIMB": r"cimb",
    "HSBC": r"hsbc",
}
_NAMES: list[str] = list(_BANKS)
_BANK = re2.compile(rb"\b(?:" + b"|".join(f"({names})".encode() for names in _BANKS.values()) + rb")\b")
_MENTIONED = re2.compile(rb"s\.?t\.?k|\btk\b|tai khoan|bank|\bck\b|chuyen (?:khoan|coc|tien)|" + _BANK.pattern)
_NUMBER = re2.compile(rb"\b\d(?:[ .\-]{0,3}\d){5,22}\b")
_MONEY_AFTER = re2.compile(rb"^ ?(?:d|dong|vnd|usd|tr|trieu|k|\$|%|/)\b|^,\d|^ ?%")
_MOBILE = re2.compile(r"0[35789]\d{8}")
_CLOSE = re2.compile(rb"[ :,\-(]{0,4}(?:so |stk |tk |tai |nh |ngan hang |bank ){0,3}[ :(]{0,3}")
_LOOSE = re2.compile(rb"[^\d\n.;]{0,30}")
_NEAR, _BESIDE = 30, 18
_SHORTEST_UNNAMED, _SHORTEST, _LONGEST = 8, 6, 19
MOST = 300
"""Numbers that are looked at in one text."""


class FoundAccount(NamedTuple):
    """An account with its place in the aligned text."""

    start: int
    end: int
    number: str
    bank: str


def find_accounts(text: AlignedText) -> list[FoundAccount]:
    """Return the accounts in reading order."""
    if _MENTIONED.search(text.ascii) is None:
        return []
    return [
        account for match in islice(_NUMBER.finditer(text.ascii), MOST) for account in _account(text, *match.span())
    ]


def read_bank_accounts(text: AlignedText, found: Iterable[FoundAccount]) -> tuple[BankAccount, ...]:
    """Return every distinct account once."""
    accounts: dict[str, BankAccount] = {}
    for start, end, number, bank in found:
        accounts.setdefault(number, BankAccount(number=number, bank=bank, quote=text.quote(start, end)))
    return tuple(accounts.values())


def _account(text: AlignedText, start: int, end: int) -> Iterator[FoundAccount]:
    number = "".join(chr(byte) for byte in text.ascii[start:end] if chr(byte).isdigit())
    if not _SHORTEST <= len(number) <= _LONGEST or _MONEY_AFTER.search(text.ascii[end : end + 8]):
        return
    cue = cue_before(text, start)
    before = text.ascii[max(0, start - _NEAR) : start].rsplit(b"\n", 1)[-1]
    behind = text.ascii[end : end + _NEAR].split(b"\n", 1)[0]
    like_a_phone = _MOBILE.fullmatch(number) is not None
    bank = _bank_beside(before, behind, like_a_phone)
    said = cue.kind == "account" and bool(bank or cue.distance <= _BESIDE or not like_a_phone)
    if said or (
        bank
        and (cue.kind in (None, "number") or (cue.kind == "call" and not like_a_phone))
        and len(number) >= _SHORTEST_UNNAMED
    ):
        yield FoundAccount(start, end, number, bank)


def _bank_beside(before: bytes, behind: bytes, like_a_phone: bool) -> str:  # noqa: FBT001 - one of three circumstances
    """Return the bank named right before or right behind a number, or nothing; closer if it might be a phone."""
    matches = list(_BANK.finditer(before))
    between = _CLOSE if like_a_phone else _LOOSE
    if matches and between.fullmatch(before[matches[-1].end() :]):
        return str(_NAMES[matches[-1].lastindex - 1])
    match = _BANK.search(behind)
    # "0355.067.981 - stk BIDV 2131…": the bank is the next number's
    if match and between.fullmatch(behind[: match.start()]) and b"tk" not in behind[: match.start()]:
        return str(_NAMES[match.lastindex - 1])
    return ""
