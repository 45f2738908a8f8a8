"""The shipped, editable list of contacts that say nothing of who posts, and the words that show whose a contact is."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).with_name("shared_contacts.yml")
_HOTLINES = TABLE.parents[1] / "law" / "hotlines.yml"
_EXTENSION = re.compile(r"máy lẻ.*")
_LISTS = (
    "free_mail",
    "free_hosts",
    "hosts_of_paths",
    "nobodys_hosts",
    "phones",
    "board_words",
    "building_words",
    "other_words",
    "many_words",
    "empty_names",
)
_LIMITS = (
    "employers",
    "employers_on_sites",
    "unconnected",
    "never_alone",
    "board_share",
    "board_adverts",
    "board_employers",
    "blocking",
)


class BadSharedList(Exception):
    """Raised when the list cannot be used; the sentence says which key and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on a contact is taken for shared; counts of distinct firms, groups and adverts."""

    employers: int
    employers_on_sites: int
    unconnected: int
    never_alone: int
    board_share: float
    board_adverts: int
    board_employers: int
    blocking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedList:
    """What the file says."""

    free_mail: frozenset[str]
    free_hosts: frozenset[str]
    hosts_of_paths: frozenset[str]
    nobodys_hosts: frozenset[str]
    phones: frozenset[str]
    board_words: tuple[str, ...]
    building_words: tuple[str, ...]
    other_words: tuple[str, ...]
    many_words: tuple[str, ...]
    empty_names: frozenset[str]
    limits: Limits


@cache
def shared_list(path: Path = TABLE) -> SharedList:
    """Read the list once.

    Raises:
        BadSharedList: a key is missing or unknown, or a value is none that can stand there.
    """
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict) or set(loaded) != {*_LISTS, "limits"}:
        odd = sorted({*_LISTS, "limits"} ^ set(loaded if isinstance(loaded, dict) else ()))
        msg = f"{path.name}: missing or unknown key {', '.join(map(repr, odd))}; correct the file"
        raise BadSharedList(msg)
    lists: dict[str, Any] = {name: _words(loaded[name], name, path) for name in _LISTS}
    lists["phones"] = lists["phones"] | _numbers_of_the_state()
    return SharedList(**lists, limits=_limits(loaded["limits"], path))


def _numbers_of_the_state() -> frozenset[str]:
    """Return every number of the table of hotlines, ended ones too, in national digits."""
    rows = yaml.safe_load(_HOTLINES.read_text(encoding="utf-8"))["rows"]
    written = [part for row in rows for part in _EXTENSION.sub("", row.get("number", "")).split(";")]
    digits = (re.sub(r"\D", "", part.replace("+84", "0")) for part in written)
    return frozenset(number for number in digits if number)


def _words(value: Any, name: str, path: Path) -> frozenset[str] | tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        msg = f"{path.name}: {name} is no list of words; write each on a line of its own, digits quoted"
        raise BadSharedList(msg)
    return tuple(value) if name.endswith("_words") else frozenset(value)


def _limits(value: Any, path: Path) -> Limits:
    if not isinstance(value, dict) or set(value) != set(_LIMITS):
        msg = f"{path.name}: limits needs exactly {', '.join(_LIMITS)}"
        raise BadSharedList(msg)
    if any(not isinstance(number, int | float) or number <= 0 for number in value.values()):
        msg = f"{path.name}: every limit is a number above zero"
        raise BadSharedList(msg)
    return Limits(**value)
