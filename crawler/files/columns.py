"""What a column of a table is for, by its header in Vietnamese or English, with or without accents."""

import re

from storage.folding import fold

FIELDS: dict[str, tuple[str, ...]] = {
    "title": (
        "tieu de", "ten cong viec", "cong viec", "vi tri", "vi tri tuyen dung", "vi tri tuyen", "chuc danh", "ten tin",
        "viec lam", "ten viec", "title", "job title", "position", "job",
    ),
    "employer_name": (
        "cong ty", "ten cong ty", "doanh nghiep", "ten doanh nghiep", "nha tuyen dung", "don vi", "don vi tuyen dung",
        "nguoi dang", "co so", "employer", "employer name", "company", "company name", "poster name",
    ),
    "text": (
        "noi dung", "noi dung tin", "mo ta", "mo ta cong viec", "mo ta viec lam", "chi tiet", "chi tiet cong viec",
        "yeu cau", "yeu cau cong viec", "quyen loi", "che do", "chi phi", "cac khoan phi", "dieu kien", "ghi chu",
        "bai dang", "bai viet", "text", "description", "job description", "content", "requirements", "benefits", "body",
    ),
    "salary_text": (
        "luong", "muc luong", "thu nhap", "tien luong", "tien cong", "luong tu", "luong den", "salary", "wage", "pay",
        "salary text",
    ),
    "place": (
        "dia diem", "dia diem lam viec", "noi lam viec", "noi lam", "dia chi", "dia chi cong ty", "dia chi lam viec",
        "khu vuc", "place", "location", "address", "workplace",
    ),
    "province": ("tinh", "tinh thanh", "tinh thanh pho", "thanh pho", "province", "city"),
    "posted_on": ("ngay dang", "ngay dang tin", "ngay", "ngay thang", "dang ngay", "posted on", "posted at", "posted",
                  "date", "date posted"),
    "expires_on": (
        "han nop", "han nop ho so", "ngay het han", "het han", "han cuoi", "expires on", "expires", "deadline",
        "valid through",
    ),
    "contact": (
        "so dien thoai", "dien thoai", "sdt", "dt", "so dt", "hotline", "zalo", "so zalo", "facebook", "telegram",
        "email", "lien he", "nguoi lien he", "thong tin lien he", "dien thoai cong ty", "phone", "phone number", "tel",
        "mobile", "contact",
    ),
    "url": ("url", "link", "duong dan", "lien ket", "dia chi trang", "link tin", "link bai dang"),
    "site": ("trang", "trang web", "nguon", "ten trang", "site", "source"),
    "numbering": ("stt", "tt", "so thu tu", "no", "row"),
}  # fmt: skip
"""Field → folded headers; the longest that stands in a header decides."""

_BY_HEADER = {header: field for field, headers in FIELDS.items() for header in headers}
_IN_BRACKETS = re.compile(r"[(\[].{0,200}?[)\]]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_MOST_WORDS = 6


def field_of(header: str) -> str | None:
    """Return the field that a header stands for, or None."""
    plain = _plain(_IN_BRACKETS.sub(" ", header)) or _plain(header)
    if plain in _BY_HEADER:
        return _BY_HEADER[plain]
    words = plain.split()
    if len(words) > _MOST_WORDS:
        return None
    for length in range(len(words) - 1, 0, -1):
        found = [_BY_HEADER.get(" ".join(words[start : start + length])) for start in range(len(words) - length + 1)]
        # one word of several says too little: "ngày sinh" is no date of posting
        if any(found) and (length > 1 or found[0] in ("salary_text", "contact")):
            return next(field for field in found if field)
    return None


def _plain(header: str) -> str:
    return _NOT_WORD.sub(" ", fold(header)).strip()
