"""Original papers that the worker must leave: "nộp CCCD gốc", "giữ bằng gốc", "cà vẹt xe làm tin".

Showing an original, leaving a copy, and the promise to keep nothing are not keeping.
"""

from itertools import islice

import re2

from model.records import PapersKept
from model.text import AlignedText

_MOST = 100
_PAPERS: tuple[tuple[str, bytes], ...] = (
    ("identity_card", rb"cccd|cmnd|cmt|can cuoc(?: cong dan)?|cc goc|chung minh(?: nhan dan| thu)?|giay to tuy than"),
    ("passport", rb"h[o0] ch[i1]eu|passport|hc goc"),
    ("diploma", rb"bang(?: tot nghiep| cap| dai hoc| cap 3| cap ba| c3| tn| nghe)*|chung chi|hoc ba"),
    ("household_book", rb"so ho khau|ho khau|so hk"),
    ("land_title", rb"so do|so hong|giay to nha dat|bia do"),
    (
        "other",
        (
            rb"bang lai|giay phep lai xe|gplx|ca ?vet(?: xe)?|dang ky xe|giay khai sinh|giay to(?: xe)?|ho so|"
            rb"the atm|dien thoai"
        ),
    ),
)
# "bằng lái" is no school diploma, so it is tried first
_ORDER = ("other", "identity_card", "passport", "household_book", "land_title", "diploma")
_PAPER = b"|".join(b"(" + dict(_PAPERS)[kind] + b")" for kind in _ORDER)
_SCAN = re2.compile(rb"\b(?:" + _PAPER + rb")\b")
_ORIGINAL = re2.compile(rb"^(?: \w+){0,2}(?:[ (]| - )*(?:ban )?(?:g[o0]c|chinh)\b|^ ?\(?(?:ban )?(?:goc|chinh)\b")
_KEEP = (
    rb"nop|g[i1]u|de lai|gui lai|gui|ban giao|thu|luu|cam|cam co|the chap|ky gui|dat lai|dua|mang theo|mang|"
    rb"dem|dem theo|"
    rb"quan ly|cat|lam tin|de lam tin|giam"
)
_KEPT_BEFORE = re2.compile(rb"\b(?:" + _KEEP + rb")\b[^.\n;:]{0,40}$")
_KEPT_BEHIND = re2.compile(
    rb"^[^.\n;]{0,45}\b(?:nop(?: lai)?|giu|de lai|gui lai|luu|ban giao|quan ly|lam tin|the chap|cat(?: gium)?|thu)\b"
)
_FIRMLY_BEFORE = re2.compile(
    rb"\b(?:g[i1]u(?: giup| gium| ho| lai| tam)?|thu(?: giu| lai)?|cam(?: co)?|the chap|tam giu|quan ly|"
    rb"giam)(?: \w+){0,1} $|"
    rb"\b(?:gui|de|nop|dua)(?: lai| cho)? $"
)
_FIRMLY_BEHIND = re2.compile(
    rb"^(?: \w+){0,2}(?: ban)?,? ?\(?(?:de )?(?:(?:cty|cong ty|chi|anh|quan ly|chu|ben em|ben minh|sep|"
    rb"van phong|cong ty)(?: \w+)? )?"
    rb"(?:(?:se |chi |tam |phai |can |thi |xe )?(?:giu(?: gium| giup| lai| ho)|giu|nop lai cho|lam tin|"
    rb"cat gium|luu giu|tam giu)|(?:lai|o lai) (?:cho |tai |o )?"
    rb"(?:van phong|cong ty|cty|chu|quan ly))|^[^.\n;]{0,50}\((?:cty|cong ty|chu|chi|anh) (?:tam )?giu"
)
_REFUSED = re2.compile(
    rb"\b(?:khong|ko|k|hok|kg|hong|chua|khoi|dung|cam|khong ai|khong lay|mien)"
    rb"(?: (?:bao gio|he|phai|can|thu|bi|duoc|cho|ai|giu|lay|nop|cam|de|nguoi|la|bat|yeu cau|giam|mang|"
    rb"dem))*(?: cua \w+)? $"
)
_COPIED = re2.compile(
    rb"^[^.\n;]{0,34}(?:doi chieu(?: roi| xong| va)|doi chieu$|doi chieu\b[^\d]{0,12}(?:tra|$)|"
    rb"tra (?:lai )?(?:ngay|lien)|roi tra|xem xong|"
    rb"cong chung|photo|phot\b|ban sao|sao y|chup|2 mat)|^ ?(?:photo|phot|cong chung|ban sao|sao y|scan|anh)"
)
_WARNED = re2.compile(
    rb"canh (?:bao|giac)|lua dao|mao danh|bat hop phap|trai luat|vi pham|ai doi|tu nhan lai|ve nha cat|tu giu"
)


def read_papers_kept(text: AlignedText) -> tuple[PapersKept, ...]:
    """Return each kind of original paper that must be left, once."""
    kept: dict[str, PapersKept] = {}
    for match in islice(_SCAN.finditer(text.ascii), _MOST):
        what = _ORDER[match.lastindex - 1]
        end = _end_if_kept(text, match.start(), match.end(), what)
        if end and what not in kept:
            kept[what] = PapersKept(what=what, quote=text.quote(match.start(), end))
    return tuple(kept.values())


def _end_if_kept(text: AlignedText, start: int, end: int, what: str) -> int | None:
    """Return where the words end that say so, or None where the paper need not be left."""
    before = text.ascii[max(0, start - 60) : start].rsplit(b"\n", 1)[-1]
    behind = text.ascii[end : end + 70].split(b"\n", 1)[0]
    if _REFUSED.search(before) or _COPIED.search(behind) or _WARNED.search(before + behind):
        return None
    original = _ORIGINAL.search(behind)
    if original and (_KEPT_BEFORE.search(before) or _KEPT_BEHIND.search(behind[original.end() :])):
        return int(end + original.end())
    if what == "other" and not original and b"xe" not in text.ascii[start:end] and b"lam tin" not in behind:
        return None
    firmly = _FIRMLY_BEHIND.search(behind)
    if firmly:
        return int(end + firmly.end())
    firm_words = _FIRMLY_BEFORE.search(before)
    alone = what in ("land_title", "passport", "household_book") or (firm_words and b"g" in firm_words[0][:2])
    return end if firm_words and alone and not _DELIVERED.search(before) else None


# "gửi ảnh hộ chiếu", "nộp hồ sơ gồm hộ chiếu": a file, not a pledge
_DELIVERED = re2.compile(
    rb"\b(?:anh|hinh|ban|file|scan|photo|lam|xin|giay|thong tin)(?: \w+)? $|\b(?:nop|dua|gui)(?: cho)? $"
)
