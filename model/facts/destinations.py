"""Countries where the work is: by their many names, only where somebody goes there to work.

"Tiếng Nhật", "vốn Hàn Quốc" and "quả cam" are no destinations: a name counts after a word of going, or in an advert
that speaks of working abroad at all.
"""

from functools import cache
from pathlib import Path
from typing import Any

import re2
import yaml

from model.records import Destination
from model.text import AlignedText
from storage.folding import fold

NAMES = Path(__file__).with_name("countries.yml")
_ABROAD = re2.compile(
    rb"xkld|xuat khau lao dong|lao dong xuat khau|xuat canh|thuc tap sinh|\btts\b|ky nang dac dinh|tokutei|ttd?d\b|di nuoc ngoai|lam viec o nuoc ngoai|"
    rb"lao dong ngoai nuoc|visa|ho chieu|bay (?:ngay|trong|sau|thang|lien)|don hang (?:di|nhat|han|dai)|cuc quan ly lao dong|eps\b|bay sang|qua do|ben do|"
    rb"xuat ngoai|di lam nuoc ngoai|ve nuoc|sang nuoc|lao dong thoi vu"
)
_GOING = rb"(?:di|sang|qua|ben|o|tai|toi|den|bay|ve|thi truong|don hang|don|dh|xkld|lao dong|nuoc|tts|visa|tuyen|lam viec|lam|viec|job|kcn|thoi vu|nhap canh|dong|dieu duong|duong) ?:?"
_NOT_THERE = re2.compile(
    rb"(?:tieng|cong ty|cty|von|khach|nguoi|chuyen gia|sep|doi tac|hang|mon|am thuc|nha hang|quan|phim|tap doan|doanh nghiep|cong nghe|kieu|quy trinh) $"
)


def read_destinations(text: AlignedText) -> tuple[Destination, ...]:
    """Return each country of work once, in reading order."""
    abroad = _ABROAD.search(text.ascii) is not None
    found: dict[str, Destination] = {}
    scan, countries = _scan()
    for match in scan.finditer(text.ascii):
        entry = countries[match.lastindex - 1]
        start, end = match.span(match.lastindex)
        if entry["country"] in found or not _is_meant(text, start, end, entry, abroad=abroad):
            continue
        found[entry["country"]] = Destination(country=entry["country"], quote=text.quote(start, end))
    return tuple(found.values())


def _is_meant(text: AlignedText, start: int, end: int, entry: dict[str, Any], *, abroad: bool) -> bool:
    written = text.text[start:end].lower()
    if not written.isascii() and written not in entry["accented"]:
        return False
    before = text.ascii[max(0, start - 24) : start]
    if _NOT_THERE.search(before):
        return False
    gone = _GONE.search(before) is not None
    if entry["short"]:
        return _GONE_SHORT.search(before) is not None and (abroad or not written.isascii())
    return gone or abroad


_GONE_SHORT = re2.compile(rb"\b" + _GOING + rb" (?:nuoc |viec (?:tai |o )?|tai |o |lao dong )?$|\($")
_GONE = re2.compile(rb"\b" + _GOING + rb" (?:nuoc |viec (?:tai |o )?|tai |o |lao dong )?$|(?:^|[\n:\-(,/+&\x05]) ?$")


@cache
def _scan() -> tuple[Any, list[dict[str, Any]]]:
    """Return one pattern over all names and what each of its groups means."""
    entries: list[dict[str, Any]] = []
    patterns = []
    for country, names in yaml.safe_load(NAMES.read_text(encoding="utf-8")).items():
        for short in (False, True):
            listed = names.get("short" if short else "full", [])
            if not listed:
                continue
            folded = sorted({_folded(name) for name in listed}, key=len, reverse=True)
            patterns.append(b"\\b(" + b"|".join(folded) + b")\\b")
            accented = {name.lower() for name in listed if not name.isascii()}
            entries.append({"country": country, "short": short, "accented": accented})
    return re2.compile(b"|".join(patterns)), entries


def _folded(name: str) -> bytes:
    return fold(name).encode("ascii").replace(b".", rb"\.")
