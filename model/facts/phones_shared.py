"""Numbers that are given by way of another: "0912 345 678/79", "stk trùng sđt"."""

import re
from collections.abc import Iterator, Sequence

import re2

from model.text import AlignedText

_ENDING = re.compile(rb" ?/ ?(\d{2,3})(?![\d/%]|[., ]\d| ?(?:k|tr|trieu|d|h|thang|gio|ngay)\b)")
_SAME = rb"(?: nay| em| minh)? (?:trung|cung|giong|cung la|chinh la|la)(?: so| voi)?"
_AS_ACCOUNT = re2.compile(
    rb"\b(?:sdt|dt|so dt|zalo|so dien thoai|phone)" + _SAME + rb" (?:stk|tk|so tai khoan|so tk)\b"
    rb"|\b(?:stk|tk|so tai khoan)" + _SAME + rb" (?:sdt|dt|zalo)\b"
)


def shared_endings(text: AlignedText, found: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and value of the second of two numbers that share a beginning."""
    ends = [end for _, end, _ in found]
    for _, end, value in found:
        ending = _ENDING.match(text.ascii, end)
        if ending and not any(end < other <= ending.end() for other in ends):
            yield ending.start(1), ending.end(), value[: -len(ending[1])] + ending[1].decode()


def is_account_a_phone(text: AlignedText) -> bool:
    """Tell whether the text says that the account's number is the phone's."""
    return b"tk" in text.ascii and _AS_ACCOUNT.search(text.ascii) is not None
