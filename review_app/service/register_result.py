"""What the list of licensed enterprises says of whom an advert names: looked up as the model does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from model.indicators.advert import Advert
from model.register import results
from model.register.index import Register
from model.register.kept import register_named
from model.register.matching import look_up, named_in
from model.register.results import RegisterResult
from review_app.language import _, marked
from review_app.service.masking import Mask
from storage.records import ListedEnterprise
from storage.register import latest_snapshot
from storage.tables import Screening

_OUTCOMES = {
    results.LICENSED: ("good", marked("The enterprise is in the list, and licensed.")),
    results.EXPIRED: ("bad", marked("The enterprise is in the list, its licence expired.")),
    results.SUSPENDED: ("bad", marked("The enterprise is in the list, its licence suspended or paused.")),
    results.REVOKED: ("bad", marked("The enterprise is in the list, its licence withdrawn or handed back.")),
    results.UNKNOWN: ("open", marked("The enterprise is in the list; its state there could not be read.")),
    results.NOT_FOUND: ("open", marked("What the advert names is not in the list.")),
    results.LOOK_ALIKE: ("bad", marked("The name is nearly that of a licensed enterprise; something else differs.")),
    results.DIFFERENT: ("bad", marked("The number and the name belong to two different enterprises.")),
    results.BRANCH: ("bad", marked("A branch is named; a branch may not take money from workers.")),
}
"""Outcome → how it is marked, and its sentence."""
_DIFFERS = {
    "số giấy phép": marked("licence number"),
    "mã số thuế": marked("tax code"),
    "số điện thoại": marked("phone number"),
    "trang web": marked("site"),
}
_KEPT: dict[str, Register] = {}
_MOST_KEPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One thing that the advert prints, and whose it is in the list."""

    kind: str
    """licence | tax_code | name"""
    printed: str
    entry: str
    """Name, number and state as the list prints them; empty where it is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAnswer:
    """The list's answer for one advert."""

    listed_on: date | None
    """Day that the list speaks of; None where none is kept."""
    applies: bool
    """The advert is about work abroad, or somebody in the list is named."""
    stale: bool
    """Too old for absence from it to mean anything."""
    mark: str
    """good | bad | open; empty where the advert names nobody."""
    said: str
    lines: Sequence[RegisterLine]
    imitated: str
    """The enterprise that a look-alike's name is near to."""
    differs: str


def register_answer(
    session: Session, engine: Engine, screening: Screening, advert: Advert, mask: Mask
) -> RegisterAnswer:
    """Return what the list that the screening used says, else the newest of its day."""
    register = _register(session, engine, screening)
    if register is None:
        return RegisterAnswer(
            listed_on=None, applies=False, stale=False, mark="", said="", lines=(), imitated="", differs=""
        )
    named = named_in(advert.advert, advert.facts)
    found = look_up(register, named, screening.law_date)
    lines = [_line("licence", one, register.by_licence(one)) for one in dict.fromkeys(named.licences)]
    lines += [_line("tax_code", one, register.by_tax_code(one)) for one in dict.fromkeys(named.tax_codes)]
    lines += [_line("name", mask.text(one), register.by_name(one)) for one in named.names]
    mark, said = _OUTCOMES[found.outcome] if found else ("", "")
    return RegisterAnswer(
        listed_on=register.listed_on,
        applies=advert.abroad or any(line.entry for line in lines),
        stale=found.stale if found else False,
        mark=mark,
        said=_(said) if said else "",
        lines=lines,
        imitated=found.entry_words if found and found.outcome == results.LOOK_ALIKE else "",
        differs=_differs(found),
    )


def _line(kind: str, printed: str, entries: Sequence[ListedEnterprise]) -> RegisterLine:
    return RegisterLine(kind=kind, printed=printed, entry=results.words_of(entries[0]) if entries else "")


def _differs(found: RegisterResult | None) -> str:
    parts = [part.strip() for part in found.differs.split(",")] if found and found.differs else []
    return ", ".join(_(_DIFFERS[part]) if part in _DIFFERS else part for part in parts)


def _register(session: Session, engine: Engine, screening: Screening) -> Register | None:
    """Return a list ready to be looked into; it never changes, so it is made once a process."""
    name = screening.register_snapshot
    if not name:
        newest = latest_snapshot(session, screening.law_date)
        name = newest.name if newest else ""
    if name and name not in _KEPT:
        register = register_named(engine, name)
        if register is not None:
            while len(_KEPT) >= _MOST_KEPT:
                _KEPT.pop(next(iter(_KEPT)))
            _KEPT[name] = register
    return _KEPT.get(name)
