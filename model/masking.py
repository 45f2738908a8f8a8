"""Take away from a text what names one poster or carries a number, so that the model learns offers and not people."""

import re

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|\b[\w-]+\.(?:com|vn|net|org|me|info|top|xyz)(?:/\S*)?", re.IGNORECASE
)
_HANDLE = re.compile(r"@\w{3,}")
_LONG_DIGITS = re.compile(r"\+?\d(?:[ .\-]?\d){7,14}")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"[^\w%$\n]+|_")


def masked(text: str) -> str:
    """Return the text with addresses, handles, phones and numbers replaced by one word each, signs by spaces."""
    text = _ADDRESS.sub(" trangweb ", text)
    text = _HANDLE.sub(" taikhoan ", text)
    text = _LONG_DIGITS.sub(" dayso ", text)
    text = _DIGITS.sub(" 0 ", text)
    return _SPACE.sub(" ", text).strip()
