"""Contacts of people who have nothing to do with an advert, taken out of what is handed on.

The recipient needs the poster's contacts. The hotline of the board, the porter of the building and the phone of a firm
that a warning names are third persons': each character of theirs becomes a dot, so that every quote keeps its place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.personal_data.masks import PERSONAL_CONTACTS

SIGN = "•"
"""Stands for one character that was taken out."""

_FEWEST_DIGITS = 6
_BETWEEN_DIGITS = r"[\s.,\-–()·_/]{0,3}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenContact:
    """A contact point of an advert: in one spelling, as people write it, and whose it is."""

    kind: str
    value: str
    shown: str
    whose: str
    """poster | board | building | other"""


class ThirdPersons:
    """The contacts of an advert that are not its poster's."""

    def __init__(self, contacts: Sequence[SeenContact]) -> None:
        """Take those that nowhere in the advert are the poster's own; a site or a firm's name is nobody's secret."""
        own = {_spelled(one) for one in contacts if one.whose == "poster"}
        personal = [one for one in contacts if one.kind in PERSONAL_CONTACTS]
        self._contacts = [one for one in personal if one.whose != "poster" and _spelled(one) not in own]
        words = {word for one in self._contacts for word in (one.value, one.shown) if word.strip()}
        patterns = sorted((_pattern(word) for word in words), key=len, reverse=True)
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    @property
    def number(self) -> int:
        """How many there are."""
        return len({_spelled(one) for one in self._contacts})

    def hidden(self, text: str) -> str:
        """Return a text of the same length without them."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: SIGN * len(match[0]), text)

    def own_of(self, contacts: Iterable[SeenContact]) -> list[SeenContact]:
        """Return the contacts that may be handed on."""
        foreign = {_spelled(one) for one in self._contacts}
        return [one for one in contacts if one.whose == "poster" and _spelled(one) not in foreign]


def _spelled(contact: SeenContact) -> tuple[str, str]:
    return contact.kind, contact.value


def _pattern(word: str) -> str:
    """Return a pattern for a contact however it is spaced; a Vietnamese number also with its country code."""
    digits = re.sub(r"\D", "", word)
    if len(digits) < _FEWEST_DIGITS or re.search(r"[^\W\d_]", word):
        return r"(?<!\w)" + r"\s{1,3}".join(map(re.escape, word.split())) + r"(?!\w)"
    spaced = _BETWEEN_DIGITS.join(digits)
    if digits.startswith("0"):
        abroad = _BETWEEN_DIGITS.join(digits[1:])
        spaced = rf"(?:{spaced}|\+?8{_BETWEEN_DIGITS}4{_BETWEEN_DIGITS}(?:0{_BETWEEN_DIGITS})?{abroad})"
    return rf"(?<!\d){spaced}(?!\d)"
