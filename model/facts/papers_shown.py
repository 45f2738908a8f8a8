"""Papers that are brought, shown or kept by the worker herself: "mang theo bằng gốc", "giấy tờ cô giữ, em chỉ chụp".

To say of an honest advert that it keeps papers is a grave error, so carrying a paper needs words of handing it over.
"""

import re2

from model.text import AlignedText

_BROUGHT = re2.compile(rb"\b(?:mang|dem|cam theo|xuat trinh)(?: theo)?((?: [^.\n;:]{0,40})?) $")
_CARRIED = re2.compile(rb"\bcam $")
_ON_THE_WAY = re2.compile(
    rb"^(?: (?:goc|ban goc|ban chinh))? (?:(?:toi|den) (?:check|xem|doi|cho|dang|ghi|nhan|phong|pv|nop|ung|gap|so|"
    rb"van|lam|dia|cong|quan|cua|nha|kiem|la)\b|ve\b|di\b|len\b|qua\b|theo\b|"
    rb"de (?:ghi|check|xem|doi|dang|khai|lam|vao|vo)\b)"
)
_HOLDER_BEFORE = re2.compile(
    rb"\b(?:chu|cong ty|cty|xuong|ben \w+|quan ly|sep|tiem|quan|tui em|tui|cai|trung tam)"
    rb"(?: (?:se|tam|phai|cung))* cam $"
)
_SOMETHING_ELSE = re2.compile(
    rb"\b(?:nop|gui|dua) (?:ho so|don|phi|tien|le phi|xe|anh|zalo)\b|\bgiu (?:xe|cho|gin|ve sinh)\b|\bthu xep\b"
)
_GIVEN_UP = re2.compile(
    rb"^[^.\n;]{0,60}\b(?:nop|gui|giu|luu|cat|de lai|dua|giao|lam tin|the chap|quan ly|thu (?:giu|lai)|"
    rb"giam|nhan lai)\b|"
    rb"^[^\n]{0,40}\. (?:can cuoc|cccd|cmnd|ho chieu|bang)(?: goc)? (?:gui|nop|de)(?: lai)? (?:tai|cho|o)\b|"
    rb"^[^.\n;]{0,30}\b(?:cho|de) (?:trung tam|cong ty|cty|chu|xuong|van phong|phong)\b"
)
_SHOWN = re2.compile(
    rb"^ ve\b|^[^.\n;]{0,55}\b(?:cho [a-z]+(?: [a-z]+)? xem\b|xem (?:roi|xong)|"
    rb"roi (?:cam|cat|mang|lay|dem) (?:ve|lai)\b|"
    rb"cat (?:lai )?(?:vao |vo |trong )?tui (?:minh|em|ban|ao)|(?:kiem tra|xem|chup)[^.\n;]{0,12} (?:roi|xong) "
    rb"(?:tra|dua|cam|cat|mang)\b|"
    rb"de (?:bao ve|chot|bien phong|nhan vien|ho) (?:cho (?:vo|vao|qua)|xem|kiem|ghi|check))"
)
_OWN = re2.compile(
    rb"\btu (?:cat|cam|giu|bao quan)\b|\bai (?:nguoi )?nay (?:tu )?(?:giu|cam|cat)\b|"
    rb"\bnguoi nay (?:tu )?(?:giu|cam|cat)\b"
)
_CRIME = re2.compile(
    rb"\b(?:nguoi|ke|ai|doi tuong) (?:tu )?xung\b|\bcong an (?:dang |da |vua )*(?:moi|bat|dieu tra|canh)"
)
_KIN = rb"(chi|co|anh|bac|em|con|chau)"
_KIN_KEEPS_BEHIND = re2.compile(
    rb"^ (?:cac )?" + _KIN + rb" (?:cu |van |se )?(?:giu|cam|cat)\b(?: lai)?([^.\n;]{0,60})"
)
_KIN_KEEPS_BEFORE = re2.compile(rb"\b(?:cac )?" + _KIN + rb" (?:cu |van |se )?(?:giu|cam|cat) (?:ca |het |lai )?$")
_FOR_ANOTHER = re2.compile(rb"^ ?(?:g[i1]um|giup|ho|chung|dum|cho|lai|tam|thay|toi|den|luon)\b")
_COPY_ENOUGH = re2.compile(
    rb"\bchi (?:can |xin |lay |nhan |gui |nop |giu )*(?:chup|photo|ban (?:dich|sao|photo|scan)|anh)\b"
)
_LISTED = re2.compile(rb"\bgom $")
_LIST_BEFORE = re2.compile(rb"\b(?:lo|tu tuc|ho so|giay to|phi|tien|bao|can) (?:[a-z]+ )?gom $")


def is_only_shown(text: AlignedText, start: int, before: bytes, behind: bytes) -> bool:
    """Tell whether the words around a paper say that it stays with the worker.

    `before` and `behind` are the words around it on its line, without accents; `start` is where the paper stands.
    """
    if _OWN.search(before[-24:] + b" " + behind[:40]) or _CRIME.search(before + behind) or _SHOWN.search(behind):
        return True
    if _is_a_list(text, start, before) or _keeps_her_own(text, before, behind):
        return True
    left = _GIVEN_UP.search(_SOMETHING_ELSE.sub(b"", behind)) is not None
    if _CARRIED.search(before) and not _HOLDER_BEFORE.search(before):
        return _ON_THE_WAY.search(behind) is not None and not left
    brought = _BROUGHT.search(before)
    return brought is not None and not left and _GIVEN_UP.search(brought[1]) is None


def _is_a_list(text: AlignedText, start: int, before: bytes) -> bool:
    """Tell "giấy tờ gồm hộ chiếu" from "gom hộ chiếu"."""
    if _LISTED.search(before) is None:
        return False
    written = text.text[start - 4 : start - 1].lower()
    return not written.isascii() or _LIST_BEFORE.search(before) is not None


def _keeps_her_own(text: AlignedText, before: bytes, behind: bytes) -> bool:
    """Tell a keeper who is the one spoken to: "chị giữ bản chính, chỉ cần gửi bản dịch"."""
    held = _KIN_KEEPS_BEHIND.search(behind)
    kin, rest = (held[1], held[2]) if held else (None, behind)
    if held is None:
        held = _KIN_KEEPS_BEFORE.search(before)
        kin = held[1] if held else None
    if kin is None or _FOR_ANOTHER.search(rest):
        return False
    return _COPY_ENOUGH.search(rest) is not None or _is_spoken_to(text, kin)


def _is_spoken_to(text: AlignedText, kin: bytes) -> bool:
    """Tell whether the advert calls the worker so: "cần một cô giúp việc", "chị nào rảnh", and not the poster."""
    poster = re2.search(rb"\b(?:goi|gap|lien he|zalo|nhan|ib|inbox|alo|hoi|lh|la) (?:cho )?" + kin + rb"\b", text.ascii)
    if poster is not None:
        return False
    called = (
        rb"\b(?:can|tuyen|tim|kiem|thue|moi)(?: them)?(?: mot| 1| \d{1,2})? "
        + kin
        + rb"\b|\b"
        + kin
        + rb" (?:nao|oi)\b|\bcac "
        + kin
        + rb"\b"
    )
    return re2.search(called, text.ascii) is not None
