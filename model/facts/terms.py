"""Terms that the first indicators stand on: age asked for, length of contract, original papers that must be left."""

import re2

from model.records import Age, PapersKept
from model.text import AlignedText

_T = rb"(?: ?(?:tuoi|t\b|tuoi\b))"
_AGES = (
    (re2.compile(rb"\b(\d{2}) ?(?:-+>?|den|toi|>) ?(\d{2})" + _T), "both"),
    (re2.compile(rb"(?:tuoi|do tuoi|tuoi tu)[: ]{1,3}(?:tu )?(\d{2}) ?(?:-+>?|den|toi|>) ?(\d{2})\b"), "both"),
    (re2.compile(rb"(?:tu|tren|du|>=?|toi thieu|it nhat) ?(?:du )?(\d{2})" + _T), "from"),
    (re2.compile(rb"(?:duoi|khong qua|toi da|den|<=?|ko qua) ?(\d{2})" + _T), "to"),
    (re2.compile(rb"\b(\d{2}) ?\+(?:" + _T + rb"|\b|$|[ ,.\n])"), "from"),
    (re2.compile(rb"\b(\d{2})" + _T + rb" ?(?:tro len|\+)"), "from"),
)
_OLDEST, _YOUNGEST = 75, 10
_CONTRACT = re2.compile(
    rb"(?:hop dong|hd|thoi han|don|ky han|lam viec|di)(?: \w+){0,4}[: ]{1,3}(\d{1,2})(?:[.,](\d))? ?(thang|nam)\b|\b(\d{1,2}) ?(nam|thang) ?/ ?(?:hop dong|hd)"
)
_LONGEST_CONTRACT = 72
_PAPERS: tuple[tuple[str, bytes], ...] = (
    ("identity_card", rb"cccd|cmnd|cmt|can cuoc(?: cong dan)?|chung minh(?: nhan dan| thu)?|giay to tuy than"),
    ("passport", rb"ho chieu|passport|hc"),
    ("diploma", rb"bang(?: tot nghiep| cap| dai hoc| cap 3| tn)?|chung chi"),
    ("household_book", rb"so ho khau|ho khau"),
    ("land_title", rb"so do|so hong|giay to nha dat"),
    ("other", rb"giay to|ho so|bang lai|ca vet|giay khai sinh"),
)
_PAPER = b"|".join(b"(?P<" + name.encode() + b">" + pattern + b")" for name, pattern in _PAPERS)
_KEPT = re2.compile(
    rb"(?:nop|giu|de lai|gui lai|ban giao|thu|luu|cam|the chap|gui|ky gui|dat)(?: (?:lai|ho|giup|giu|tam|kem|ban|mot|1|truoc|cho \w+|tai \w+( \w+)?))* (?:"
    + _PAPER
    + rb")(?: \w+){0,2} ?\(?(?:ban )?(?:goc|chinh)"
    rb"|(?:"
    + _PAPER.replace(b"?P<", b"?P<b_")
    + rb") ?\(?(?:ban )?(?:goc|chinh)\)?(?: \w+){0,6} (?:nop|giu|de lai|gui lai|cong ty (?:tam )?giu|luu|ban giao|quan ly)"
)
_REFUSED = re2.compile(
    rb"(?:khong|ko|k|hok|kg|chua|khoi|dung) (?:bao gio |he |phai |can |thu |bi |duoc |cho )*(?:ai )?$|doi chieu|tra (?:lai|ngay)|cong chung|photo|canh giac|canh bao"
)


def read_ages(text: AlignedText) -> tuple[Age, ...]:
    """Return the ages asked for; numbers that no worker can be are left out."""
    ages: dict[tuple[int | None, int | None], Age] = {}
    taken: list[tuple[int, int]] = []
    for pattern, shape in _AGES:
        for match in pattern.finditer(text.ascii):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            low = int(match[1]) if shape != "to" else None
            high = int(match[2]) if shape == "both" else (int(match[1]) if shape == "to" else None)
            known = [value for value in (low, high) if value is not None]
            if all(_YOUNGEST <= value <= _OLDEST for value in known) and known == sorted(known):
                taken.append(match.span())
                ages.setdefault((low, high), Age(min=low, max=high, quote=text.quote(*match.span())))
    return tuple(ages.values())


def read_contract_months(text: AlignedText) -> int | None:
    """Return the length of the contract in months, where one is stated."""
    for match in _CONTRACT.finditer(text.ascii):
        number, unit = (match[1], match[3]) if match[1] else (match[4], match[5])
        months = int(number) * (12 if unit == b"nam" else 1)
        if 1 <= months <= _LONGEST_CONTRACT and not _is_probation(text, match.start(), match.end()):
            return months
    return None


def _is_probation(text: AlignedText, start: int, end: int) -> bool:
    return b"thu viec" in text.ascii[max(0, start - 20) : end] or b"kinh nghiem" in text.ascii[start : end + 16]


def read_papers_kept(text: AlignedText) -> tuple[PapersKept, ...]:
    """Return the original papers that must be left; showing one or leaving a copy is not keeping."""
    kept: dict[str, PapersKept] = {}
    for match in _KEPT.finditer(text.ascii):
        around = text.ascii[max(0, match.start() - 22) : match.start()]
        behind = text.ascii[match.end() : match.end() + 30].split(b"\n")[0]
        if _REFUSED.search(around) or _REFUSED.search(behind) or b"doi chieu" in match[0]:
            continue
        what = next(name for name, value in match.groupdict().items() if value).decode().removeprefix("b_")
        kept.setdefault(what, PapersKept(what=what, quote=text.quote(*match.span())))
    return tuple(kept.values())
