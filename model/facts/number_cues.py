"""What the words before a number say it is: to be called, an account, or something else (an order, a tax code)."""

from typing import NamedTuple

import re2

from model.text import AlignedText

_REACH = 44
# How far before the number such a word still speaks of it, in characters.
_REACHES = {"account": 32, "other": 18, "call": _REACH, "number": 6}
_CALL = (
    rb"z[ .]?a[ .]?l[ .]?o+|da lo|zl|sdt|s\.?d\.?t|dt(?:dd)?|d/t|dien(?: thoai)?|di dong|dd|lh|l\.h|lien ?(?:he|lac)|"
    rb"goi|alo|hotline|hot line|phone|tel|call|ib|nt|nhan(?: tin)?|inb0?x|mobile|whatsapp|what app|viber|telegram|tele|"
    rb"tong dai|mien cuoc|cskh|tu van|duong day nong|may ban|may nha|may xuong|may le|so may|bam|fax|sms|gap|k\.?b|"
    rb"ket ban|so (?:minh|em|toi|tui|chi|anh|nay|that)|(?:qua|vao|toi|den|ve|theo|goi) so|hl|imess"
)
_ACCOUNT = rb"s\.?t\.?k|so tk|so tai khoan|tai khoan|tk|t/k|account(?: number| no)?|acc(?: no)?|so the|a/c"
_OTHER = (
    # identity cards have nine or twelve digits and need no word here
    rb"m\.?s\.?t|ma so(?: thue| dn| doanh nghiep| nv)?|"
    rb"ma (?:don|mau|lop|van|vd|hang|nv|nhan vien|kien|giao dich|gd|khach|kh|the|phieu|"
    rb"bill|san pham|sp|lo|ho so|hs|du thuong|tin|viec|otp)(?: hang| don)?|van don|so don|don hang so|lo hang|so lo|"
    rb"so seri|serial|imei|bien so|gpkd|dkkd|(?:giay phep(?: kinh doanh)?|gp) so|hop dong so|so hop dong|hd so|"
    rb"so hd|kich thuoc|"
    rb"qq|so bhxh|so khung|qd so"
)
_CUE = re2.compile(rb"\b(?:(" + _ACCOUNT + rb")|(" + _OTHER + rb")|(" + _CALL + rb"))(?:\b|\d)|\b(so)\b")
_KINDS = ("account", "other", "call", "number")


class Cue(NamedTuple):
    """The nearest word that says what a number is, and how many characters lie between."""

    kind: str | None
    distance: int


def cue_before(text: AlignedText, start: int) -> Cue:
    """Return `account`, `other`, `call`, `number` (a bare "số") or None: the nearest word on the line that says it."""
    window = text.ascii[max(0, start - _REACH) : start].rsplit(b"\n", 1)[-1]
    last = Cue(None, _REACH)
    for match in _CUE.finditer(window):
        kind, between = _KINDS[match.lastindex - 1], window[match.end() :]
        # "zalo số 09…": a bare "số" adds nothing to the word before it
        if (kind == "number" and last.kind is not None) or len(between) > _REACHES[kind]:
            continue
        if last.kind == "account" and match[0] == b"nhan":
            continue  # "tài khoản nhận: …"
        if kind == "account" and _in_handle(text, start - len(window) + match.start()):
            continue
        if kind in ("account", "other") and (b". " in between or any(48 <= byte <= 57 for byte in between)):  # noqa: PLR2004
            continue  # another sentence, or the number that the word spoke of
        last = Cue(kind, len(between))
    if last.kind is None and "mã" in text.text[max(0, start - 4) : start].lower():
        return Cue("other", 1)
    return last


def _in_handle(text: AlignedText, place: int) -> bool:
    # "@thue_stk_sg" names a person, not an account
    before = int(text.starts[place]) - 1
    return before >= 0 and text.original[before] in "_@."
