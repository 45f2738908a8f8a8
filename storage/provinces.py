"""The 34 provinces since 1 July 2025 by the code in the state's own list, with the names of the 63 before them.

The same codes as those of the facts `provinces`; a test compares the two tables.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from storage.folding import fold

PROVINCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "01": ("Hà Nội",),
        "04": ("Cao Bằng",),
        "08": ("Tuyên Quang", "Hà Giang"),
        "11": ("Điện Biên",),
        "12": ("Lai Châu",),
        "14": ("Sơn La",),
        "15": ("Lào Cai", "Yên Bái"),
        "19": ("Thái Nguyên", "Bắc Kạn"),
        "20": ("Lạng Sơn",),
        "22": ("Quảng Ninh",),
        "24": ("Bắc Ninh", "Bắc Giang"),
        "25": ("Phú Thọ", "Hoà Bình", "Vĩnh Phúc"),
        "31": ("Hải Phòng", "Hải Dương"),
        "33": ("Hưng Yên", "Thái Bình"),
        "37": ("Ninh Bình", "Hà Nam", "Nam Định"),
        "38": ("Thanh Hoá",),
        "40": ("Nghệ An",),
        "42": ("Hà Tĩnh",),
        "44": ("Quảng Trị", "Quảng Bình"),
        "46": ("Huế", "Thừa Thiên Huế"),
        "48": ("Đà Nẵng", "Quảng Nam"),
        "51": ("Quảng Ngãi", "Kon Tum"),
        "52": ("Gia Lai", "Bình Định"),
        "56": ("Khánh Hoà", "Ninh Thuận"),
        "66": ("Đắk Lắk", "Phú Yên"),
        "68": ("Lâm Đồng", "Bình Thuận", "Đắk Nông"),
        "75": ("Đồng Nai", "Bình Phước"),
        "79": ("Thành phố Hồ Chí Minh", "Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu", "TPHCM", "Sài Gòn"),
        "80": ("Tây Ninh", "Long An"),
        "82": ("Đồng Tháp", "Tiền Giang"),
        "86": ("Vĩnh Long", "Bến Tre", "Trà Vinh"),
        "91": ("An Giang", "Kiên Giang"),
        "92": ("Cần Thơ", "Hậu Giang", "Sóc Trăng"),
        "96": ("Cà Mau", "Bạc Liêu"),
    }
)
"""Code → name now, then names before and what pages write instead."""

_WORDS = ("thanh pho ", "tinh ", "tp. ", "tp.", "tp ")


def province_code(name: str) -> str | None:
    """Return the code of a province by its name, of now or before, however it is accented; None if it is none."""
    return _CODES.get(_plain(name))


def province_name(code: str) -> str:
    """Return the name of a province by its code, or the code where there is none such."""
    return PROVINCES.get(code, (code,))[0]


def near_names(name: str) -> list[str]:
    """Return names of provinces that look like one that is none."""
    near = get_close_matches(_plain(name), _CODES, n=4, cutoff=0.6)
    return list(dict.fromkeys(province_name(_CODES[one]) for one in near))


def _plain(name: str) -> str:
    folded = " ".join(fold(name).split())
    word = next((word for word in _WORDS if folded.startswith(word)), "")
    return "".join(sign for sign in folded[len(word) :] if sign.isalnum())


_CODES = {_plain(name): code for code, names in PROVINCES.items() for name in names}
