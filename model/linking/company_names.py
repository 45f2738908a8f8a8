"""Names of firms as linking compares them: the words that say whom is meant, with the legal form behind."""

import re
from functools import lru_cache

from model.linking.shared import shared_list
from model.register.names import name_keys
from storage.folding import fold

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_DEPARTMENT = re.compile(
    r"(?i)\b(?:hr|logistics|jsc|group|tuyển dụng|nhân sự|phòng nhân sự|phòng tuyển dụng)\s*$|"
    r"^\s*(?:văn phòng|phòng|vp)\s"
)
_SHORT_FORMS = tuple(
    (re.compile(rf"\b{short}\b"), long)
    for short, long in (
        ("BV", "Bảo vệ"),
        ("VT", "Vận tải"),
        ("GV", "Giúp việc"),
        ("TT", "Trung tâm"),
        ("CƯNL", "Cung ứng nhân lực"),
        ("CUNL", "Cung ứng nhân lực"),
    )
)
"""What firms are called for short on boards; in capitals only, as they are written."""
_FEWEST_WORDS, _FEWEST_LETTERS = 2, 6


@lru_cache(maxsize=100_000)
def company_value(name: str) -> str:
    """Return own words in order joined by spaces, then `|` and the legal form; empty where the name is nobody's.

    "Công ty TNHH Dịch vụ Nhân lực Tân Phú Lộc" is `tan phu loc|limited`; "Công ty" is nothing.
    """
    plain = _DEPARTMENT.sub(" ", _IN_BRACKETS.sub(" ", name)).strip()
    for short, long in _SHORT_FORMS:
        plain = short.sub(long, plain)
    if not plain or fold(plain).strip(" .-") in shared_list().empty_names:
        return ""
    keys = name_keys(plain)
    if not keys:
        return ""
    own = keys[0].own
    if len(own) < _FEWEST_WORDS or len("".join(own)) < _FEWEST_LETTERS:
        return ""
    return f"{' '.join(own)}|{keys[0].form}"


def words_of(value: str) -> tuple[str, ...]:
    """Return the words of a company value, without its form."""
    return tuple(value.split("|", 1)[0].split())


def form_of(value: str) -> str:
    """Return the legal form of a company value, or nothing."""
    return value.split("|", 1)[1]
