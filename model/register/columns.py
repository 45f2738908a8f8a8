"""What the columns of a printed list mean, Vietnamese or English, with or without accents."""

import re

from storage.folding import fold

REQUIRED = ("name", "status")

_HEADERS: dict[str, tuple[str, ...]] = {
    "name": (
        "name", "company", "company name", "enterprise", "enterprise name", "ten", "ten doanh nghiep", "doanh nghiep",
        "ten cong ty", "cong ty", "ten don vi", "don vi", "ten tieng viet", "ten doanh nghiep dich vu",
        "name of enterprise", "name of company", "ten to chuc",
    ),
    "trade_name": (
        "trade name", "trading name", "ten giao dich", "ten viet tat", "ten tieng anh", "ten thuong mai",
        "abbreviation", "short name", "english name", "ten giao dich viet tat", "ten giao dich quoc te",
    ),
    "licence_number": (
        "licence", "license", "licence number", "license number", "licence no", "license no", "so giay phep",
        "giay phep", "so gp", "giay phep so", "so giay phep hoat dong", "gp", "giay phep hoat dong",
        "so gp xkld", "giay phep xkld", "so giay phep xkld",
    ),
    "tax_code": (
        "tax code", "tax id", "tax number", "mst", "ma so thue", "ma so doanh nghiep", "ma so dn", "msdn",
        "ma doanh nghiep", "enterprise code", "ma dn", "ma thue",
    ),
    "address": (
        "address", "head office", "dia chi", "tru so", "dia chi tru so", "tru so chinh", "dia chi tru so chinh",
    ),
    "phone": (
        "phone", "telephone", "tel", "landline", "phone number", "dien thoai", "so dien thoai", "dt", "sdt",
        "dien thoai co dinh", "dien thoai lien he", "dien thoai ban",
    ),
    "website": ("website", "web", "site", "trang web", "trang thong tin dien tu", "trang tin dien tu", "homepage"),
    "status": (
        "status", "state", "licence status", "license status", "tinh trang", "trang thai", "hieu luc",
        "tinh trang giay phep", "trang thai giay phep", "tinh trang hoat dong", "trang thai hoat dong",
        "hieu luc giay phep",
    ),
    "branch_of": (
        "branch of", "parent", "parent company", "chi nhanh cua", "truc thuoc", "doanh nghiep chu quan", "cong ty me",
        "thuoc doanh nghiep",
    ),
    "may_collect": ("may collect", "duoc thu tien", "duoc thu phi", "thu tien"),
    "numbering": ("stt", "tt", "no", "so tt", "so thu tu", "#", "id", "so"),
}  # fmt: skip
_FIELDS = {header: field for field, headers in _HEADERS.items() for header in headers}

VIETNAMESE = {"name": "tên doanh nghiệp (name)", "status": "tình trạng (status)"}
"""How a refusal calls the columns that must be there."""


def field_of(header: str) -> str | None:
    """Return the field that a header names, or None for a column that is of no use here."""
    plain = re.sub(r"\([^)]*\)", " ", fold(header))
    plain = " ".join(re.sub(r"[^a-z0-9#]+", " ", plain).split())
    return _FIELDS.get(plain)
