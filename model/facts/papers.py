"""Original papers that the worker must leave: "nộp CCCD gốc", "giữ bằng gốc", "cà vẹt xe làm tin".

Showing an original, leaving a copy, and the promise to keep nothing are not keeping.
"""

from itertools import islice

import re2

from model.fact_records import PapersKept
from model.facts.papers_shown import is_only_shown
from model.text import AlignedText

_MOST = 100
_PAPERS: tuple[tuple[str, bytes], ...] = (
    ("identity_card", rb"cccd|cmnd|cmt|can cuoc(?: cong dan)?|cc goc|chung minh(?: nhan dan| thu)?|giay to tuy than"),
    ("passport", rb"h[o0] ch[i1]eu|passport|hc goc"),
    ("diploma", rb"bang(?: tot nghiep| cap| dai hoc| cap 3| cap ba| c3| tn| nghe)*|chung chi|hoc ba"),
    ("household_book", rb"so ho khau|ho khau|so hk"),
    ("land_title", rb"so do|so hong|giay to nha(?: dat)?|giay to dat|giay dat|bia do"),
    ("driving_licence", rb"bang lai(?: xe)?|giay phep lai xe|gplx"),
    ("birth_certificate", rb"(?:giay )?khai sinh"),
    ("other", rb"ca ?vet(?: xe)?|dang ky xe|giay to(?: xe)?|ho so|the atm|dien thoai"),
)
# "bằng lái" is no school diploma, so it is tried first
_ORDER = (
    "identity_card", "passport", "household_book", "land_title", "driving_licence", "birth_certificate",
    "other", "diploma",
)  # fmt: skip
_PAPER = b"|".join(b"(" + dict(_PAPERS)[kind] + b")" for kind in _ORDER)
_SCAN = re2.compile(rb"\b(?:" + _PAPER + rb")\b")
# "hồ sơ hành chính" is no original: chính says so only after bản
_ORIGINAL = re2.compile(
    rb"^(?: \w+){0,2}(?:[ (]| - )*(?:(?:ban )?g[o0]c|ban chinh)\b|^ ?\(?(?:(?:ban )?goc|ban chinh)\b"
)
_ORIGINAL_BEFORE = re2.compile(rb"\b(?:ban (?:goc|chinh)|goc)(?: cua| cai| tam| cuon| the)? $")
_KEEP = (
    rb"nop|g[i1]u|de lai|gui lai|gui|ban giao|thu|luu|cam|cam co|bao lanh(?: bang)?|the chap|the chan|ky gui|dat lai|"
    rb"dua|mang theo|mang|"
    rb"dem|dem theo|"
    rb"cat|lam tin|de lam tin|giam|gom|goi|dat"
)
_KEPT_BEFORE = re2.compile(rb"\b(?:" + _KEEP + rb")\b[^.\n;:]{0,40}$")
_KEPT_BEHIND = re2.compile(
    rb"^[^.\n;]{0,45}\b(?:nop(?: lai)?|giu|de lai|gui lai|luu|ban giao|quan ly|lam tin|the chap|cat(?: gium)?|thu)\b"
)
# Words that say so without "gốc": who keeps it, or that it is pawned.
_FIRMLY_BEFORE = re2.compile(
    rb"\b(?:g[i1]u(?: giup| gium| ho| lai| tam)?|thu (?:giu|lai)|nop lai|de lai|ca the|cam(?: co)?|the chap|"
    rb"tam giu|giam|gom(?: het)?|thu|tich thu|dat|"
    rb"gui the|bao lanh bang)(?: (?:ben \w+ |cong ty |toan bo |\w+ )?| (?:lai )?cho \w+ (?:cai |tam |cuon )?)$"
)
_KEEPER = (
    rb"(?:chu|xuong|cong ty|cty|chi|anh|ben \w+|quan ly|sep|tiem|doi|quan|ben|co|ong|ba|tau|tai cong|truong doan|"
    rb"nha xe|nha hang|cai|trung tam|van phong|to truong)"
)
_KEEPER_HOLDS = re2.compile(
    rb"^[^.\n;?,]{0,16}\b"
    + _KEEPER
    + rb"(?: \w+)? (?:se |tam |phai |dung ra |lo |cho )?(?:cam|giu|quan ly|cat|thu|luu)\b"
)
_LEFT_WITH = re2.compile(
    rb"^[^.\n;?,]{0,24}\b(?:de|nop|gui|giao|dua)(?: lai)?(?: cho| tai| o)? "
    rb"(?:van phong|kho|doi truong|truong doan|truong nhom|sep|bao ve|quan ly|chu|tai cong|cai|to truong)\b"
)
_FIRMLY_BEHIND = re2.compile(
    rb"^[^.\n;?]{0,40}\b(?:giu|cat|luu giu|lam tin|tam giu|quan ly giu)(?: gium| giup| lai| ho)?\b|"
    rb"^ ?(?:de lai|nop lai|o lai|gui lai)\b|^[^.\n;?]{0,50}\((?:cty|cong ty|chu|chi|anh) (?:tam )?giu"
)
_HANDED_OVER = re2.compile(
    rb"^[^.\n;?]{0,34}\b(?:gui|nop|dua)(?: lai)? (?:thang |cho |tai )*(?:thay|van phong|chu|cty|cong ty|quan ly)|"
    rb"^(?: \w+){0,2} lai (?:cho |tai |o )?(?:van phong|cong ty|cty|chu|quan ly)"
)
_GUARDED = re2.compile(
    rb"^[^.\n;?]{0,40}\b(?:tu |ban )?giu (?:cho(?:$|[,.;)]| (?:ngoi|lam|hoc|trong|don|dep|tot))|"
    rb"suat|don|slot|xe|lich|tre|bi mat|gin|vung|nguyen|chan)\b"
)
_TO_A_KEEPER = re2.compile(rb"\b(?:cho|de|lam tin|de lai|nop lai|goc)\b|\(")
_JOINED = re2.compile(
    rb"(?: [a-z]+)?(?: ?\(?(?:ban )?(?:goc|chinh)\)?)? ?(?:\+|,|va|voi|hoac|&|cung|/) ?(?:the |dua |ban goc |ca )?"
)
_BY_MEANS = re2.compile(rb"^ (?:the |so |cccd|cmnd|giay|tien|ho chieu|ho khau|can cuoc|moi |cach|viec|hinh|bat|xe|tai)")
_REFUSED = re2.compile(
    rb"\b(?:khong|ko|k|hok|kg|hong|chua|khoi|dung|nghiem cam|khong ai|khong lay|mien)"
    rb"(?: (?:bao gio|he|phai|can|thu|bi|duoc|cho|ai|giu|lay|nop|cam|de|nguoi|la|bat|yeu cau|giam|mang|gi|"
    rb"dem|the chap|cam co|dat|gui|lai|ban|goc|chinh))*(?: cua \w+)? $"
)
_COPIED = re2.compile(
    rb"^[^.\n;+,]{0,34}(?:doi chieu(?: roi| xong| va)|doi chieu$|doi chieu\b[^\d]{0,12}(?:tra|$)|"
    rb"tra (?:lai )?(?:ngay|lien)|roi tra|xem xong|"
    rb"de doi chieu(?:$|[,;)]| [a-z])|cong chung|photo|phot\b|ban sao|sao y|chup|2 mat)|"
    rb"^ ?(?:photo|phot|cong chung|ban sao|sao y|scan|anh)|"
    rb"^[^.\n;]{0,34}\b(?:khong|ko|k) (?:thu|giu|luu)(?:$|,| lai| ban| giay)"
)
_WARNED = re2.compile(
    rb"canh (?:bao|giac)|lua dao|mao danh|bat hop phap|trai luat|vi pham|ai doi|ai (?:bat|bao) (?:giu|thu|nop)|"
    rb"ai nay (?:tu )?(?:giu|cam)|khong ai (?:duoc|co quyen|giu)|tu nhan lai|ve nha cat|tu giu"
)

_ASKED = re2.compile(rb"^[^.\n;!?]{0,40}(?:\bthi sao\b ?\??|\?)")
"""A question of many: "Qua đó chủ giữ hộ chiếu thì sao? Đáp: của mình, luật cấm chủ giữ"."""
_ANSWERED_YES = re2.compile(rb"^[ >:-]*(?:(?:dap|tra loi|tl) ?[:.]? ?)?(?:da |vang |dung )?(?:co|dung|phai|vang)\b")


def read_papers_kept(text: AlignedText) -> tuple[PapersKept, ...]:
    """Return each kind of original paper that must be left, once."""
    papers = [(_ORDER[match.lastindex - 1], *match.span()) for match in islice(_SCAN.finditer(text.ascii), _MOST)]
    papers = [paper for paper in papers if not _is_another_word(text, paper[1], paper[2])]
    ends = [_end_if_kept(text, start, end, what) for what, start, end in papers]
    for index in (*range(1, len(papers)), *range(len(papers) - 2, -1, -1)):
        # "căn cước + hộ khẩu để chủ cất": what is said of one is said of both
        for other in (index - 1, index + 1):
            if ends[index] is None and 0 <= other < len(papers) and ends[other] and _joined(text, papers, index, other):
                ends[index] = papers[index][2]
    kept: dict[str, PapersKept] = {}
    for (what, start, _), end in zip(papers, ends, strict=True):
        if end and what not in kept:
            kept[what] = PapersKept(what=what, quote=text.quote(start, end))
    return tuple(kept.values())


def _joined(text: AlignedText, papers: list[tuple[str, int, int]], index: int, other: int) -> bool:
    first, second = sorted((papers[index], papers[other]), key=lambda paper: paper[1])
    copied = _COPIED.search(text.ascii[papers[index][2] : papers[index][2] + 16].split(b"\n", 1)[0])
    return copied is None and _JOINED.fullmatch(text.ascii[first[2] : second[1]]) is not None


def _is_another_word(text: AlignedText, start: int, end: int) -> bool:
    """Tell whether the accents make it something else: sơ đồ is a drawing, sổ đỏ a deed."""
    written = text.text[start:end].lower()
    return text.ascii[start:end] == b"so do" and not written.isascii() and "đỏ" not in written


# Everyday words that are a paper only where the original is spoken of: "bằng" is also "by means of".
_ONLY_AS_ORIGINAL = (b"ho so", b"bang", b"giay to", b"chung chi", b"dien thoai")
_NO_TAKING = re2.compile(rb"\bthu (?:xep|tuc)")
"""Words of seven letters that merely begin as "thu", to take, does."""
_PAWNED = re2.compile(rb"^(?: \w+){0,3} (?:de )?lam tin\b")


def _end_if_kept(text: AlignedText, start: int, end: int, what: str) -> int | None:
    """Return where the words end that say so, or None where the paper need not be left."""
    before = text.ascii[max(0, start - 60) : start].rsplit(b"\n", 1)[-1]
    behind = _NO_TAKING.sub(b"-------", text.ascii[end : end + 70].split(b"\n", 1)[0])
    if _REFUSED.search(before) or _COPIED.search(behind) or _WARNED.search(before + behind) or _only_asked(behind):
        return None
    by_means = text.ascii[start:end] == b"bang" and _BY_MEANS.search(behind)
    if by_means or is_only_shown(text, start, before, behind):
        return None
    if _ORIGINAL_BEFORE.search(before) and (_KEPT_BEFORE.search(before) or _KEPT_BEHIND.search(behind)):
        return end
    original = _ORIGINAL.search(behind)
    if original and (_KEPT_BEFORE.search(before) or _KEPT_BEHIND.search(behind[original.end() :])):
        return int(end + original.end())
    stop = None if _GUARDED.search(behind) else _held_behind(text.ascii[start:end], before, behind, what)
    if stop is not None:
        return end + stop
    named = text.ascii[start:end] not in _ONLY_AS_ORIGINAL and not _DELIVERED.search(before)
    return end if named and _FIRMLY_BEFORE.search(before) else None


def _only_asked(behind: bytes) -> bool:
    asked = _ASKED.search(behind)
    return asked is not None and _ANSWERED_YES.search(behind[asked.end() :]) is None


def _held_behind(paper: bytes, before: bytes, behind: bytes, what: str) -> int | None:
    """Return how far behind a paper the words end that say who keeps it."""
    held = None
    if paper not in (b"ho so", b"chung chi"):
        held = _KEEPER_HOLDS.search(behind) or _PAWNED.search(behind)
    if held is None and paper not in _ONLY_AS_ORIGINAL and not _DELIVERED.search(before):
        held = _FIRMLY_BEHIND.search(behind)
        if held and what in ("other", "driving_licence", "birth_certificate") and not _TO_A_KEEPER.search(held[0]):
            held = None
        if held is None and what != "diploma":
            held = _LEFT_WITH.search(behind)
        if held is None and what in ("land_title", "household_book", "passport"):
            held = _HANDED_OVER.search(behind)
    return int(held.end()) if held else None


# "gửi ảnh hộ chiếu", "làm giấy tờ": a picture or a service, not a pledge
_DELIVERED = re2.compile(
    rb"\b(?:hinh|ban|file|scan|photo|lam|xin|thong tin|so|qua|goi|dien)(?: \w+)? ?:? ?$|"
    rb"\banh(?: (?:chup|mat|2 mat))? ?:? ?$"
)
