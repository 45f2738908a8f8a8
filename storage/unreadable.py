"""Make personal strings unreadable in words of any kind: pure, and the length stays, so that every quote still stands.

Unlike a mask (`storage/personal_data/masks.py`), which leaves enough to recognise a number by, nothing of it is left.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.errors import StorageError
from storage.personal_data.masks import SIGN, Span, personal_spans

_BETWEEN = r"[^\w\n]{0,3}"
_FEWEST, _MOST = 8, 15
_SHORTEST_KNOWN = 4


class NoNumber(StorageError):
    """Raised when what was given as a phone number is none."""


def national_number(written: str) -> str:
    """Return a phone number in the spelling of the readers: `0900000234`, or `+81…` if foreign.

    Raises:
        NoNumber: it has too few or too many digits, or letters.
    """
    bare = re.sub(r"[\s.\-()·_/]", "", written)
    if not re.fullmatch(rf"\+?[0-9]{{{_FEWEST},{_MOST}}}", bare):
        msg = f"a phone number has {_FEWEST} to {_MOST} digits, with nothing but spaces, dots or dashes between them"
        raise NoNumber(msg)
    if bare.startswith("+84") or (bare.startswith("84") and len(bare) > len("84123456789") - 1):
        return "0" + bare.removeprefix("+").removeprefix("84").removeprefix("0")
    return bare


def number_pattern(number: str) -> re.Pattern[str]:
    """Return a pattern for a number however it is spaced or prefixed: `0900 000.234`, `+84 900000234`."""
    if number.startswith("0"):
        head, digits = rf"(?:\+?8{_BETWEEN}4{_BETWEEN}0?|0){_BETWEEN}", number[1:]
    else:
        head, digits = (r"\+?" if number.startswith("+") else ""), number.removeprefix("+")
    return re.compile(rf"(?<!\d){head}{_BETWEEN.join(digits)}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """What is personal in the rows of one advert version: all that looks so, or one number alone."""

    known: Sequence[str] = ()
    """Words that readers of facts and of contacts took for it."""
    spared: Sequence[str] = ()
    """Licence numbers, tax codes: never personal."""
    number: re.Pattern[str] | None = None
    """The one number; None for everything."""
    _words: re.Pattern[str] | None = field(init=False, repr=False, default=None)

    def __post_init__(self) -> None:
        """Make one pattern of all known words."""
        words = sorted({one.strip() for one in self.known if len(one.strip()) >= _SHORTEST_KNOWN}, key=len)
        if words:
            joined = "|".join(re.escape(one) for one in reversed(words))
            object.__setattr__(self, "_words", re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE))

    def spans(self, text: str) -> list[Span]:
        """Return where a text has it."""
        found = [match.span() for match in self._words.finditer(text)] if self._words else []
        if self.number is not None:
            return found + [match.span() for match in self.number.finditer(text)]
        return found + personal_spans(text, self.known, self.spared)

    def covered(self, text: str) -> str:
        """Return a text of the same length without it."""
        return cover(text, self.spans(text))

    def covered_in(self, value: Any) -> Any:
        """Return JSON of the same shape without it; numbers stay numbers unless they are the one that is meant."""
        if isinstance(value, str):
            return self.covered(value)
        if isinstance(value, list):
            return [self.covered_in(one) for one in value]
        if isinstance(value, dict):
            return {key: self.covered_in(one) for key, one in value.items()}
        if isinstance(value, int) and self.number is not None and self.number.fullmatch(str(value)):
            return 0
        return value


def cover(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length with signs for all letters and digits in some spans."""
    letters = list(text)
    for start, end in spans:
        for place in range(max(0, start), min(end, len(letters))):
            if letters[place].isalnum() or letters[place] in "_@":
                letters[place] = SIGN
    return "".join(letters)
