"""Screen one text that somebody pasted, as `soitin screen` would, and tell whether it is known; nothing is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from model.artefact import ModelRefused
from model.champion import folder_of
from model.find_copies import find_copies
from model.indicators.advert import Advert
from model.law.tables import BadTable
from model.records import AdvertText, Screening
from model.register.kept import register_on
from model.score import Screener
from model.text import align
from review_app import written
from review_app.language import _
from review_app.service.database import engine, now
from review_app.service.facts import FactRow, fact_rows
from review_app.service.fee_steps import FeeSteps, fee_steps
from review_app.service.item_records import FindingRow
from review_app.service.logins import Person
from review_app.service.masking import Mask
from review_app.service.sentences import in_words
from storage.campaigns import campaigns_of
from storage.champions import champion
from storage.database import reading
from storage.known import KnownItems, hidden_items, known_items
from storage.people.scope import Scope
from storage.tables import Fact

LARGEST = 200 * 1024
"""Bytes of a text that is checked."""
_SHORT = 300
_BY_STRENGTH = {"strong": 0, "medium": 1, "weak": 2}
# whoever pasted a text has seen all that stands in it
_OPEN = Mask(lifted=True)


class CheckRefused(Exception):
    """Raised when a text cannot be checked, with a sentence for whoever pasted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is to be said of a text."""

    text: str
    withheld: bool
    """A kept item with nearly the same words is shown without score until somebody decides, so this is as well."""
    band: str | None
    score: float | None
    """None where they are withheld; then there are neither typologies nor findings."""
    typologies: tuple[str, ...]
    findings: list[FindingRow]
    facts: list[FactRow]
    fees: FeeSteps
    model: str
    law_date: date
    register_date: date | None
    """Day of the list of licensed enterprises; None if none is kept."""
    copies: KnownItems
    """Kept items with nearly the same words."""
    same_contact: KnownItems
    """Others with a number or account of it."""


def check(person: Person, text: str, *, title: str = "", employer: str = "") -> Checked:
    """Return what the model, the law and the kept adverts say of a text.

    Raises:
        CheckRefused: there is nothing to check, too much of it, or no model that can be used.
    """
    _require_fit(text, title, employer)
    advert = AdvertText(text=text, title=title.strip(), employer_name=employer.strip())
    on = now().astimezone(written.ZONE).date()
    register = register_on(engine(), on)
    screening = _screener().screen(advert, on, register)
    scope = Scope(person.provinces, person.destinations)
    with reading(engine()) as session:
        copies, same_contact, withheld = _known(session, advert, scope)
    return Checked(
        text=text,
        withheld=withheld,
        band=None if withheld else screening.band,
        score=None if withheld else screening.score,
        typologies=() if withheld else screening.typologies,
        findings=[] if withheld else _findings(screening),
        facts=fact_rows(_facts(screening), _OPEN),
        fees=fee_steps(Advert(advert, align(text), screening.facts, on), _OPEN),
        model=screening.model_version,
        law_date=on,
        register_date=register.listed_on if register else None,
        copies=copies,
        same_contact=same_contact,
    )


def _require_fit(text: str, title: str, employer: str) -> None:
    if not text.strip():
        raise CheckRefused(_("There is no text. Paste the advert first."))
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        said = _("The text has {size} kB, at most {most} kB are checked. Paste one advert at a time.")
        raise CheckRefused(said.format(size=written.count(-(-size // 1024)), most=LARGEST // 1024))
    if max(len(title), len(employer)) > _SHORT:
        said = _("Title and employer may have {most} characters each. Shorten them.")
        raise CheckRefused(said.format(most=_SHORT))


def _screener() -> Screener:
    with reading(engine()) as session:
        name = champion(session)
    try:
        return _loaded(name)
    except (ModelRefused, BadTable) as error:
        said = _("The model in use cannot be loaded, so nothing can be checked. Tell the analyst: {why}")
        raise CheckRefused(said.format(why=error)) from error


@lru_cache(maxsize=2)
def _loaded(name: str) -> Screener:
    return Screener(folder_of(name))


def _known(session: Session, advert: AdvertText, scope: Scope) -> tuple[KnownItems, KnownItems, bool]:
    found = find_copies(session, advert.text, title=advert.title, employer_name=advert.employer_name)
    return (
        known_items(session, found.copies, scope),
        known_items(session, found.same_contact - found.copies, scope),
        bool(hidden_items(session, campaigns_of(session, found.copies).values())),
    )


def _findings(screening: Screening) -> list[FindingRow]:
    rows = sorted(screening.row()["findings"], key=lambda row: _BY_STRENGTH.get(row["strength"], 3))
    return [
        FindingRow(
            number=number,
            code=row["code"],
            strength=row["strength"],
            sentence=in_words(row["code"], row["sentence"]),
            quotes=row["quotes"],
            law=row["law"],
        )
        for number, row in enumerate(rows, start=1)
    ]


def _facts(screening: Screening) -> Iterator[Fact]:
    """Yield the facts as rows that are never added to a session."""
    for kind, said in screening.facts.row().items():
        rows: list[dict[str, Any]] = said if isinstance(said, list) else ([] if said is None else [{"value": said}])
        for row in rows:
            quote = row.get("quote") or {}
            value = {key: part for key, part in row.items() if key != "quote"}
            yield Fact(kind=kind, value=value, quote_text=quote.get("text"))
