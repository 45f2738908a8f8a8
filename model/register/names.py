"""Names of enterprises made comparable: accents, case, legal forms, abbreviations, word order and gaps away."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from model.text import align
from storage.folding import fold

_TABLE = Path(__file__).with_name("words_of_names.yml")
_INITIALS = re.compile(r"\b(?:[a-z0-9]\.){1,12}[a-z0-9]{1,3}\b")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_BRANCH = re.compile(r"^\s*chi nhanh\b(?: cua\b)?|\s[-–]\s*chi nhanh\b.*$|^\s*van phong dai dien\b")
_PLACE = re.compile(r"(?<!van) tai (?!chinh\b).*$")
"""Where a branch is: "… tại Huế", but not "vận tải"."""
_RUN_ON = re.compile(r"\s(?:đi|tuyển(?! dụng)|chuyên(?! gia))\s.*$", re.DOTALL)
"""What the text says after the name, where the reader of facts went on over it: "… Việt Tín đi Nhật"."""
_MOST_READINGS = 8


@dataclass(frozen=True, slots=True)
class NameKey:
    """One reading of a name."""

    words: tuple[str, ...]
    """Without legal form, in order."""
    own: tuple[str, ...]
    """Those that are not common in the trade, in order: whom the name means."""
    form: str
    """joint_stock | limited, or empty where none is said."""

    @property
    def sorted(self) -> str:
        """The words whatever their order."""
        return " ".join(sorted(self.words))

    @property
    def joined(self) -> str:
        """The words without gaps."""
        return "".join(self.words)

    @property
    def own_joined(self) -> str:
        """Its own words without gaps."""
        return "".join(self.own)


def name_keys(name: str) -> tuple[NameKey, ...]:
    """Return every reading of a name, several where an abbreviation stands for two things; none for no words."""
    folded = _folded(_without_branch(_plain(name)))
    options = [_abbreviations().get(word, (word,)) for word in folded.split()]
    readings = (" ".join(words) for words, _ in zip(product(*options), range(_MOST_READINGS), strict=False))
    keys = (_key(reading) for reading in readings)
    return tuple(dict.fromkeys(key for key in keys if key.words))


def names_a_branch(name: str) -> bool:
    """Tell whether a name is that of a branch or office."""
    return _BRANCH.search(_plain(name)) is not None


def forms_agree(first: NameKey, second: NameKey) -> bool:
    """Tell whether the legal forms do not contradict one another."""
    return not first.form or not second.form or first.form == second.form


def _without_branch(plain: str) -> str:
    head = _BRANCH.sub(" ", plain)
    return _PLACE.sub(" ", head) if head != plain else plain


def _plain(name: str) -> str:
    return fold(_RUN_ON.sub("", align(name).text)).replace("ð", "d")  # a letter of Iceland that looks like Đ


def _folded(name: str) -> str:
    joined = _INITIALS.sub(lambda match: match[0].replace(".", ""), name.replace("’", "").replace("'", ""))
    return _NOT_WORD.sub(" ", joined).strip()


def _key(reading: str) -> NameKey:
    padded, form = f" {reading} ", ""
    for kind, phrases in _forms():
        for phrase in phrases:
            if f" {phrase} " in padded:
                padded = padded.replace(f" {phrase} ", "  ")
                form = form or ("" if kind == "any" else kind)
    words = tuple(word for word in padded.split() if word not in _ignored())
    rest = f" {' '.join(words)} "
    for phrase in _common():
        rest = rest.replace(f" {phrase} ", "  ")
    return NameKey(words=words, own=tuple(rest.split()), form=form)


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_TABLE.read_text("utf-8"))
    return loaded


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    return {short: tuple(meanings) for short, meanings in _table()["abbreviations"].items()}


@cache
def _forms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((kind, tuple(phrases)) for kind, phrases in _table()["forms"].items())


@cache
def _common() -> tuple[str, ...]:
    return tuple(sorted(_table()["common"], key=len, reverse=True))


@cache
def _ignored() -> frozenset[str]:
    return frozenset(_table()["ignored"])
