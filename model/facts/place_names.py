"""Which of the 34 provinces a name belongs to: provinces of now and before, districts and wards, loaded on first use.

Districts and wards of before 2025 are read from the data file inside the underthesea package, which is not loaded.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import re2
import yaml

from model.facts.spelling import spelling_key
from storage.folding import fold

TABLE = Path(__file__).with_name("provinces.yml")
_LEVELS = ("Thành phố ", "Thị xã ", "Quận ", "Huyện ", "Phường ", "Xã ", "Thị trấn ", "Tỉnh ", "Đặc khu ")
# A bigger town goes before a smaller one of the same name in another province: quận Tân Phú before huyện Tân Phú.
_RANKS = {"Thành phố ": 1, "Quận ": 1, "Thị xã ": 2, "Huyện ": 3}
NEEDS_WORD, WARD = 4, 5
# Names of persons and plain words: a district only with the word for it, or beside its province.
_NEEDS_A_WORD = frozenset(
    (
        "hai ba trung", "chu", "lak",
        "le chan", "ngo quyen", "hoa binh", "thanh ha", "thanh xuan", "binh minh", "my duc",
        "kim son", "thanh thuy", "lam ha", "thanh binh", "an minh", "my hao", "long my", "tan phuoc", "phu hoa",
        "thuan thanh", "dong hoa", "hong bang", "hong ngu", "kien an", "phuc tho", "tien du", "an bien", "que son",
        "dong son", "phu tan", "cho moi", "tan hoa", "binh son", "tay son", "van lam", "thanh ba", "tam binh",
        "tan son", "nam dan", "hoa vang", "huong son", "thanh an", "tan tru", "cho lach", "cam le", "long ho",
        "phu nhuan", "thanh mien", "van ban", "bao thang", "bao lam", "thong nhat", "dai tu", "kien luong",
        "hoa an", "ba be", "cai be", "tien hai", "ly nhan",
    )
)  # fmt: skip


class Place(NamedTuple):
    """One meaning of a folded name."""

    key: str
    """Its spelling with accents."""
    code: str
    rank: int
    """0 a province; 1 a town or a spot; 2 and 3 smaller; NEEDS_WORD a name that needs an administrative word; WARD."""


class Gazetteer(NamedTuple):
    """All that is known of place names."""

    scan: Any
    """One pattern: an administrative word if there is one, and the name."""
    places: dict[bytes, list[Place]]
    wards: dict[tuple[str, str], set[str]]
    """Codes by level (the first letter of its word) and spelling with accents, or folded name."""
    names: dict[str, str]
    """Full name of each province by code."""


@cache
def gazetteer() -> Gazetteer:
    """Load the tables and build the pattern."""
    table = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    places: dict[bytes, list[Place]] = {}
    for code, entry in table.items():
        for rank, listed in enumerate((entry["names"], entry.get("places", ()))):
            for name in listed:
                _add(places, str(name), code, rank)
    codes = {spelling_key(_bare(entry["name"])): code for code, entry in table.items()}
    wards: dict[tuple[str, str], set[str]] = {}
    for row in _rows():
        code = codes[spelling_key(_bare(row["new_province"]))]
        _add(places, _bare(row["old_district"]), code, _RANKS[_level(row["old_district"])])
        for ward in (row["old_ward"], row["new_ward"]):
            name = _bare(ward or "")
            for key in (spelling_key(name), fold(name)):
                wards.setdefault((fold(ward or " ")[0], key), set()).add(code)
    names = sorted((name for name in places if not name.isdigit()), key=lambda name: -len(name))
    alternatives = b"|".join(name.replace(b".", rb"\.").replace(b" ", rb"[ .\-]{0,2}") for name in names)
    scan = re2.compile(
        rb"(?:\b|_)(?:(tp|t\.p|thanh pho|tx|thi xa|quan|q|huyen|h|tinh|t|kcn|cho|phuong|p|xa|x|thi tran|"
        rb"tt)[. ]{1,2})?(?:\b|_)(" + alternatives + rb")\b|\b(?:quan|q)[. ]{0,2}(\d{1,2})\b"
    )
    return Gazetteer(scan, places, wards, {code: entry["name"] for code, entry in table.items()})


def squeezed(name: bytes) -> bytes:
    """Return the name by which a match is looked up."""
    return b" ".join(name.replace(b"-", b" ").split())


def _rows() -> list[dict[str, Any]]:
    spec = find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        return []
    path = Path(spec.submodule_search_locations[0], "address", "data", "mapping.json")
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["ward_mapping"] if path.exists() else []
    return rows


def _add(places: dict[bytes, list[Place]], name: str, code: str, rank: int) -> None:
    folded = fold(name).replace("-", " ").encode("ascii", "replace")
    if name.isdigit() or len(folded) < 2:  # noqa: PLR2004 - quận 7 has its own pattern
        return
    spoken = " ".join(folded.decode().split())
    place = Place(spelling_key(name), code, NEEDS_WORD if spoken in _NEEDS_A_WORD and rank else rank)
    listed = places.setdefault(spoken.encode(), [])
    if not any(other.key == place.key and other.code == code for other in listed):
        listed.append(place)


def _level(name: str) -> str:
    return next((level for level in _LEVELS if name.lower().startswith(level.lower())), "Huyện ")


def _bare(name: str) -> str:
    level = next((level for level in _LEVELS if name.lower().startswith(level.lower())), "")
    return name[len(level) :]
