"""Take away from a text what names one poster or carries a number, so that the model learns offers and not people."""

import re

import re2

_MARK = re2.compile(rb"@|https?:|www\.|\.(?:com|vn|net|org|me|info|top|xyz)\b")
# on re2: behind one "www." a million letters without a space would take `re` hours
_ADDRESS = re2.compile(
    rb"(?:https?://|www\.)\S+|[a-z0-9._+\-]+@[a-z0-9\-]+\.\S+|\b[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|vn|net|org|me|info|top|xyz)\b\S*"
)
_HANDLE = re.compile(rb"@[a-z0-9_]{3,}")
_NUMBER = re.compile(rb"\d+(?:[ .,\-]?\d+)*")
_KEPT = b"abcdefghijklmnopqrstuvwxyz0123456789%$"
_AS_SPACE = bytes(code if code in _KEPT else ord(" ") for code in range(256))


def masked_syllables(folded: bytes) -> tuple[str, ...]:
    """Return the syllables of a folded text in order; addresses, handles and numbers are one word each.

    Args:
        folded: lower case, one byte a character, as the ASCII channel of an aligned text.
    """
    if _MARK.search(folded) is not None:
        folded = _HANDLE.sub(b" taikhoan ", _ADDRESS.sub(b" trangweb ", folded))
    folded = _NUMBER.sub(b" 0 ", folded)
    return tuple(folded.translate(_AS_SPACE).decode("ascii").split())
