"""Vietnamese words: the one file that knows underthesea, whose segmenter joins syllables into words, offline."""

from functools import cache
from typing import Any


def to_words(text: str) -> list[str]:
    """Return the words of a text in order, lower case, syllables of one word joined by a space."""
    words: list[str] = _segmenter()(text)
    return [word.lower() for word in words]


@cache
def _segmenter() -> Any:
    # underthesea loads for more than half a second, which only those who segment should pay
    from underthesea import word_tokenize  # noqa: PLC0415

    return word_tokenize
