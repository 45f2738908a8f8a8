"""Numbers that go without their currency, because it was just said: "phí 5.000 USD, đặt trước 1.500"."""

from dataclasses import replace

import re2

from model.facts.money_units import Token

_LEAST, _BELOW = 300, 100_000
"""What is written as 1.500 or 29.500: less than any sum in đồng that is worth an advert, but a piece rate."""
_REACH_BACK, _REACH_ON = 260, 120
_MANY_TIMES = 40
_A_WAGE_IN_TAIWAN = (15_000, 60_000)
_TAIWAN = re2.compile(
    rb"\bdai (?:loan|bac|trung|nam)\b|taiwan|cao hung|dao vien|tan (?:truc|bac)|chuong hoa|van lam|mieu lat|binh dong|"
    rb"gia nghia|nam dau|hoa lien"
)
# "Chức danh & lương (USD/tháng):" and below it numbers alone
_HEAD = re2.compile(
    rb"\((?:don vi(?: tinh)?:? ?|dvt:? ?)?(usd|eur|euro|yen|jpy|twd|krw|won|cad|aud|sgd)\b[^)\n]{0,30}\)"
)
_ISO_OF = {b"euro": "EUR", b"yen": "JPY", b"won": "KRW"}
_REACH_OF_HEAD = 500
_KEPT = re2.compile(rb"\b(?:tay|con|lanh|linh|nhan|luong|tong|nhap)(?: (?:tam|khoang|chung|con|duoc|hon|gan))*:? ?$")
_PIECE = re2.compile(rb"^ ?/ ?(?:kg|ky|ki|can|cai|con|don|sp|san pham|trang|bo|cay|ho|chiec|thung|bao|hop|goi)\b")


def in_the_same_money(line: bytes, tokens: list[Token]) -> list[Token]:
    """Give small numbers in groups the foreign currency of the sum before them, or else of the next one."""
    if not any(token.grouped and token.currency is None for token in tokens):
        return tokens
    head = _HEAD.search(line)
    out: list[Token] = []
    for place, token in enumerate(tokens):
        currency = "JPY" if _is_a_wage_in_yen(line, out, token) else None
        if _is_bare(token) and not _PIECE.search(line[token.end : token.end + 14]):
            currency = _said_before(out, token) or _said_next(tokens[place + 1 : place + 2], token)
            if currency is None and head is not None and 0 < token.start - head.end() <= _REACH_OF_HEAD:
                currency = _ISO_OF.get(head[1], head[1].decode().upper())
            if currency is None and _A_WAGE_IN_TAIWAN[0] <= token.number <= _A_WAGE_IN_TAIWAN[1]:
                currency = "TWD" if _TAIWAN.search(line) else None
        out.append(replace(token, currency=currency) if currency else token)
    return out


def _is_a_wage_in_yen(line: bytes, before: list[Token], token: Token) -> bool:
    """Tell "182.400 yên …, cầm tay tầm 130.000": what is kept of a wage in yen."""
    if not (token.grouped and token.currency is None and token.multiplier is None and before):
        return False
    last = next((one for one in reversed(before) if one.currency == "JPY" and one.number >= _BELOW), None)
    if last is None or token.start - last.end > _REACH_BACK or not last.number / 3 <= token.number <= 2 * last.number:
        return False
    return _KEPT.search(line[max(0, token.start - 24) : token.start]) is not None


def _is_bare(token: Token) -> bool:
    """Tell 1.500 and 29.500 without any unit."""
    return token.grouped and token.currency is None and token.multiplier is None and _LEAST <= token.number < _BELOW


def _said_before(before: list[Token], token: Token) -> str | None:
    if not before or token.start - before[-1].end > _REACH_BACK:
        return None
    last = before[-1]
    return last.currency if last.currency != "VND" and _alike(last, token) else None


def _said_next(behind: list[Token], token: Token) -> str | None:
    if not behind or behind[0].start - token.end > _REACH_ON:
        return None
    return behind[0].currency if behind[0].currency != "VND" and _alike(behind[0], token) else None


def _alike(one: Token, other: Token) -> bool:
    """Tell whether two sums can be of one currency: neither is many times the other."""
    value = one.number * (one.multiplier or 1)
    return one.currency is not None and value <= _MANY_TIMES * other.number <= _MANY_TIMES * _MANY_TIMES * value
