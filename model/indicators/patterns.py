"""The words that indicators look for: `patterns/*.yml`, one alternative a line, compiled into one pattern a name."""

from functools import cache
from pathlib import Path

import yaml

from model.prefilter import Pattern

FOLDER = Path(__file__).with_name("patterns")
"""One file a family, named as the module that looks for its words; a name stands in one file alone."""


def words(name: str) -> Pattern:
    """Return the pattern of a name, for the folded text as bytes.

    Raises:
        KeyError: no file has such a name.
        re2.error: one of its alternatives is no pattern.
    """
    return Pattern("|".join(_whole_words(alternative) for alternative in _alternatives()[name]).encode("ascii"))


def plain_words(name: str) -> tuple[str, ...]:
    """Return the alternatives of a name that holds plain words alone, for searching where there are no patterns.

    Raises:
        KeyError: no file has such a name.
        ValueError: one of its alternatives is more than words.
    """
    found = tuple(_alternatives()[name])
    patterns = [one for one in found if not one.replace(" ", "").isalnum()]
    if patterns:
        msg = f"{FOLDER.name}: {name} must be plain words, {patterns[0]} is a pattern"
        raise ValueError(msg)
    return found


def _whole_words(alternative: str) -> str:
    """Keep an alternative that begins or ends with a letter or digit from matching inside a longer word."""
    before = r"\b" if alternative[0].isalnum() or alternative.startswith("(?:") else ""
    after = r"\b" if alternative[-1].isalnum() and not alternative.endswith((r"\b", r"\d")) else ""
    return f"{before}(?:{alternative}){after}"


@cache
def _alternatives() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted(FOLDER.glob("*.yml")):
        own = yaml.safe_load(file.read_text(encoding="utf-8"))
        twice = found.keys() & own.keys()
        if twice:
            msg = f"{file.name}: {min(twice)} stands in another file too, give it another name"
            raise ValueError(msg)
        found |= own
    return found
