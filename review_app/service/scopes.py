"""Places that an account may be held to, by code or by what people call them."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from babel import Locale

from storage.folding import fold
from storage.provinces import PROVINCES, near_names, province_code

COUNTRY_CODE = 2


class UnknownPlace(ValueError):
    """Raised for a province or country that is none; its message names those that look like it."""


def read_provinces(said: Sequence[str]) -> tuple[str, ...] | None:
    """Return codes of provinces, each once and in order; None, for all, where nothing was said.

    Raises:
        UnknownPlace: one of them is none.
    """
    return tuple(sorted({_province(one) for one in said})) if said else None


def read_destinations(said: Sequence[str]) -> tuple[str, ...] | None:
    """Return codes of countries, each once and in order; None, for all, where nothing was said.

    Raises:
        UnknownPlace: one of them is none.
    """
    return tuple(sorted({_country(one) for one in said})) if said else None


def country_codes() -> tuple[str, ...]:
    """Return every country's code, Vietnam's left out: it is no destination."""
    return tuple(sorted(set(_countries().values()) - {"VN"}))


def _province(said: str) -> str:
    code = said.strip() if said.strip() in PROVINCES else province_code(said)
    if code is None:
        near = near_names(said)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; say the name of one of the 34, or its code"
        msg = f"there is no province {said!r}{hint}"
        raise UnknownPlace(msg)
    return code


def _country(said: str) -> str:
    names = _countries()
    code = names.get(_plain(said))
    if code is None:
        near = [Locale("vi").territories[names[one]] for one in get_close_matches(_plain(said), names, n=3, cutoff=0.7)]
        hint = f"; did you mean {' or '.join(dict.fromkeys(near))}?" if near else "; say its name or its two letters"
        msg = f"there is no country {said!r}{hint}"
        raise UnknownPlace(msg)
    return code


@cache
def _countries() -> dict[str, str]:
    """Return folded names in both languages, and codes, each with the code."""
    found: dict[str, str] = {}
    for language in ("en", "vi"):
        for code, name in Locale(language).territories.items():
            if len(code) == COUNTRY_CODE and code.isalpha() and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"):
                found[_plain(str(name))] = found[code.lower()] = code
    return found


def _plain(said: str) -> str:
    return " ".join(fold(said).split())
