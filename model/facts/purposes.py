"""What a sum of money is for: wage, one of the kinds of fee, an offer, or none of these, told by the words around it.

The nearest cue in the same clause decides; words behind the sum ("500k tiền cọc") count where none stands before it.
"""

from bisect import bisect_right
from dataclasses import dataclass

import re2

from model.facts.amounts import Amount
from model.text import AlignedText

FAR = 90
"""Characters that a cue may stand before its sum."""
NEAR = 28
"""Characters that it may stand behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a sum is for: `family` is wage, fee, offer or other; `kind` is one of its kinds; `start` where the cue begins."""

    family: str
    kind: str
    start: int
    end: int


# Order matters where two cues begin at the same place: the longer and more special one stands first.
_CUES: tuple[tuple[str, str, bytes], ...] = (
    (
        "other",
        "none",
        rb"doanh (?:thu|so|nghiep)|tri gia|gia tri|giai thuong|tong giai|von\b|vay (?:von|toi da|den|ngan hang)?|vay\b|no\b|han muc|boi thuong|"
        rb"tien (?:phong|nha|dien|nuoc|mang|mat bang|rac)|thue (?:nha|phong|tncn)|phat\b|tai san|ngan sach|gia (?:ban|goc|thue|ve|mon|tu)?\b|"
        rb"mua\b|hoc bong|kpi|chi tieu|chinh phu|nop thue|dau tu\b|bi lua|mat trang|lua dao|chiem doat",
    ),
    (
        "offer",
        "referral_bonus",
        rb"(?:thuong|hoa hong|tang|hh) (?:them )?(?:cho )?(?:nguoi )?gioi thieu|gioi thieu (?:ban|nguoi|1|mot|them|thanh cong|ban be|ung vien)|"
        rb"(?:keo|ru|dan|dat) (?:them |duoc )?(?:ban|nguoi|1|mot)",
    ),
    ("offer", "advance", rb"(?:cho |duoc )?(?:ung|tam ung|ung truoc|ung luong|cho muon|cho vay khong lai)\b"),
    ("offer", "support", rb"(?:duoc )?ho tro|phu cap|tro cap|pc\b|luong thang 13"),
    ("offer", "bonus", rb"thuong\b|hoa hong|tang\b|li xi|qua tet|chuyen can|hh\b"),
    (
        "fee",
        "deposit",
        rb"(?:tien |phi |dat )?(?:coc|ky quy|ki quy|the chan|dat truoc|chong tron|bao lanh|dam bao|bao dam|ky cuoc|cuoc)\b",
    ),
    (
        "fee",
        "brokerage",
        rb"(?:phi |tien |cong )?(?:moi gioi|co moi|nguoi dan|nguoi gioi thieu|dau moi|cam on)|tra hoa hong|lot tay|boi duong (?:anh|chi|cho)",
    ),
    ("fee", "seat", rb"(?:phi |tien )?(?:giu|xi|khoa|mua) (?:cho|suat|slot|don|vi tri|ten)\b"),
    (
        "fee",
        "uniform",
        rb"(?:phi |tien )?(?:may )?(?:dong phuc|ao dong phuc|the nhan vien|the ra vao|the tu|bao ho|lam the|ao)\b",
    ),
    (
        "fee",
        "training",
        rb"(?:phi |tien |hoc phi )?(?:dao tao|hoc (?:tieng|nghe|viec|phi|lop|dinh huong)|giao duc dinh huong|khoa hoc|tap huan|tai lieu|giao trinh|lop)\b",
    ),
    (
        "fee",
        "selection",
        rb"(?:phi |le phi |tien )?(?:thi tuyen|phong van|so tuyen|xet tuyen|ho so|dich (?:thuat|ho so)|lam ho so|thi tay nghe|tuyen chon|dang ky)\b",
    ),
    (
        "fee",
        "other",
        rb"(?:phi |tien |le phi )?(?:ve may bay|ve\b|kham suc khoe|kham|visa|ho chieu|bao hiem|kich hoat|ky tuc xa|xac minh|chuyen khoan truoc|nap|"
        rb"ly lich|cong chung|quan ly|nang cap|goi nhiem vu)\b",
    ),
    (
        "fee",
        "service",
        rb"tong (?:chi )?phi|phi dich vu|tien dich vu|dich vu|chi phi|phi xuat canh|phi di\b|tron goi|tron bo|het bao nhieu|bao dau|phi\b|le phi|nop\b|dong truoc|dong\b|tong cong|"
        rb"chot\b|con lai|dot \d|lan \d",
    ),
    (
        "wage",
        "take_home",
        rb"thuc (?:linh|nhan|lanh)|ve tay|cam ve|bo tui|nhan ve|luong net|net\b|con (?:lai )?duoc|linh ve",
    ),
    ("wage", "basic", rb"luong (?:co ban|cb|cung|can ban)|lcb\b|lcb"),
    (
        "wage",
        "unspecified",
        rb"(?:muc |tong |tien )?(?:luong|thu nhap|thu nhap|cong nhat|tien cong|tn\b)|thu ve|kiem (?:duoc|them|ngay|tu)?|tra (?:cong|theo)?|salary|income|lg\b|khoan\b|luong",
    ),
)
_SCAN = re2.compile(b"|".join(b"\\b(" + pattern + b")" for _, _, pattern in _CUES))
_RESTATED = re2.compile(
    rb" ?(?:/ ?\w+|mot thang|1 thang)? ?[(=~?>\-]+ ?(?:tuong duong|khoang|tam|xap xi|tinh tron|quy doi|[~=?, ])*"
)
_CLAUSE_END = re2.compile(rb"\n|;|\.(?:\s|$)|[!?]\s|\x05")
_WAIVED = re2.compile(
    rb"(?:khong|ko|k|kg|hok|mien|0) (?:phai |can |ton |mat |thu |lay |dong |nop |he |bat ky |mot )*(?:phi|coc|dat coc|tien|chi phi|khoan|dong nao)|mien phi|free|"
    rb"(?:cong ty|cty|chu|ben minh|nha hang|xuong|doanh nghiep|phia (?:ban|doi tac)|xi nghiep|nghiep doan|chu su dung)(?: \w+){0,3} "
    rb"(?:lo|chiu|tra|chi tra|dai tho|bao|mua|cap|thanh toan|tai tro)\b"
)


def assign_purposes(text: AlignedText, amounts: list[Amount]) -> list[Purpose | None]:
    """Return for each sum what it is for, or None where nothing says so."""
    if not amounts:
        return []
    cues = _cues(text)
    starts = [cue.start for cue in cues]
    breaks = [match.end() for match in _CLAUSE_END.finditer(text.ascii)]
    purposes: list[Purpose | None] = []
    for place, amount in enumerate(amounts):
        floor = max(amount.start - FAR, _clause_start(breaks, amount.start))
        previous = amounts[place - 1] if place else None
        before = [
            cue
            for cue in cues[bisect_right(starts, floor - 1) : bisect_right(starts, amount.start)]
            if cue.end <= amount.start + 1
        ]
        ceiling = amounts[place + 1].start if place + 1 < len(amounts) else len(text.ascii)
        behind = [
            cue
            for cue in cues[bisect_right(starts, amount.end - 1) :][:2]
            if cue.start <= min(amount.end + NEAR, ceiling)
        ]
        last = purposes[-1] if purposes else None
        if previous is not None and _restates(text, previous, amount):
            purposes.append(last)
        else:
            purposes.append(_choose(text, amount, before, behind, previous, last))
    return purposes


def _restates(text: AlignedText, previous: Amount, amount: Amount) -> bool:
    """Tell whether a sum says the one before it in another currency: 180.000 yên/tháng (khoảng 31 triệu)."""
    between = text.ascii[previous.end : amount.start]
    return previous.currency != amount.currency and len(between) <= 32 and _RESTATED.fullmatch(between) is not None  # noqa: PLR2004


def is_waived(text: AlignedText, amount: Amount, purpose: Purpose) -> bool:
    """Tell whether the advert says that somebody else pays, or nobody."""
    window = text.ascii[max(0, purpose.start - 45) : amount.end + 45].split(b"\n")
    line = next((part for part in window if text.ascii[amount.start : amount.end] in part), b"")
    return _WAIVED.search(line) is not None


def _cues(text: AlignedText) -> list[Purpose]:
    found = []
    for match in _SCAN.finditer(text.ascii):
        family, kind, _ = _CUES[match.lastindex - 1]
        found.append(Purpose(family=family, kind=kind, start=match.start(), end=match.end()))
    return found


def _clause_start(breaks: list[int], place: int) -> int:
    index = bisect_right(breaks, place)
    return breaks[index - 1] if index else 0


def _choose(  # noqa: PLR0913 - the whole neighbourhood of one sum
    text: AlignedText,
    amount: Amount,
    before: list[Purpose],
    behind: list[Purpose],
    previous: Amount | None,
    previous_purpose: Purpose | None,
) -> Purpose | None:
    own = [cue for cue in before if previous is None or cue.start >= previous.end]
    if own:
        return _most_telling(own)
    joined = text.ascii[amount.end : amount.end + 6].strip()
    close = [cue for cue in behind if cue.start - amount.end <= 12 and b"\n" not in text.ascii[amount.end : cue.start]]  # noqa: PLR2004
    if close and not joined.startswith((b",", b";", b".")):
        return close[0]
    if previous is not None and previous_purpose is not None and before:
        return previous_purpose
    return None


def _most_telling(cues: list[Purpose]) -> Purpose:
    """Of the cues before a sum take the last, unless it is a mere "phí", "đóng", "trả" and a special one stands before it."""
    last = cues[-1]
    if last.family == "fee" and last.kind == "service" and len(cues) > 1:
        special = [cue for cue in cues[:-1] if cue.family == "fee" and cue.kind != "service"]
        if special and last.start - special[-1].end <= 12:  # noqa: PLR2004
            return special[-1]
    return last
