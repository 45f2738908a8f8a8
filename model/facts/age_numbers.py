"""Ages in words and years of birth in their short forms."""

_NUMBERS = {
    b"mot": 1, b"hai": 2, b"ba": 3, b"bon": 4, b"tu": 4, b"nam": 5, b"lam": 5, b"nham": 5, b"sau": 6, b"bay": 7,
    b"tam": 8, b"chin": 9, b"doi": 2,
}  # fmt: skip
_YOUNG_CENTURY = 40


def year_of(written: bytes) -> int:
    """Read 1998, 98, 2006, 06 and 2k6."""
    if written.startswith(b"2k"):
        return 2000 + int(written[2:] or b"0")
    year = int(written)
    return year if year > 100 else year + (1900 if year > _YOUNG_CENTURY else 2000)  # noqa: PLR2004 - two digits


def age_of(words: bytes) -> int:
    """Read "mười tám", "ba mươi", "bốn lăm", and digits beside them."""
    if words.isdigit():
        return int(words)
    tens, _, ones = words.partition(b"muoi") if b"muoi" in words else words.partition(b" ")
    return (_NUMBERS.get(tens.strip(), 1) * 10) + _NUMBERS.get(ones.strip(), 0)
