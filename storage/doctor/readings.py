"""Is what was read from adverts true to them: quotes in the text, reasons adding up (invariants 4 and 5)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, case, func, select

from storage.doctor.place import Place
from storage.tables import AdvertVersion, Base, Finding, Screening

TOLERANCE = 1e-9
"""By how much intercept plus reasons may miss the logit."""

_QUOTE = {"quote_start", "quote_end", "quote_text"}


def find_quotes_astray(place: Place) -> Iterator[str]:
    """Yield each row of any table with quotes whose words do not stand in its version's text at that place."""
    for table in Base.metadata.sorted_tables:
        if set(table.columns.keys()) >= _QUOTE:
            for row, version, quote in place.session.execute(_astray(table)):
                yield f"{table.name} {row} quotes {_short(quote)}, which does not stand in version {version} there"


def _astray(table: Table) -> Select[Any]:
    start, end, quote = table.c.quote_start, table.c.quote_end, table.c.quote_text
    there = func.substr(AdvertVersion.text, start + 1, case((end > start, end - start), else_=0))
    is_astray: ColumnElement[bool] = quote.is_not(None) & ((start < 0) | (there != quote))
    query = select(table.c.id, AdvertVersion.id, quote)
    if "version_id" in table.columns:
        joined = query.join(AdvertVersion, AdvertVersion.id == table.c.version_id)
    else:
        joined = query.join(Screening, Screening.id == table.c.screening_id).join(
            AdvertVersion, AdvertVersion.id == Screening.version_id
        )
    return joined.where(is_astray).order_by(table.c.id)


def find_findings_misquoted(place: Place) -> Iterator[str]:
    """Yield each finding whose quotes do not stand in the text; of all, or of the newest."""
    query = (
        select(Finding.id, Finding.code, Finding.quotes, AdvertVersion.id, AdvertVersion.text)
        .join(Screening, Screening.id == Finding.screening_id)
        .join(AdvertVersion, AdvertVersion.id == Screening.version_id)
        .order_by(Finding.id.desc())
        .limit(place.most)
    )
    for finding, code, quotes, version, text in place.session.execute(query):
        for quote in quotes:
            if text[quote["start"] : quote["end"]] != quote["text"]:
                words = _short(quote["text"])
                yield f"finding {finding} ({code}) quotes {words}, which does not stand in version {version} there"


def find_reasons_not_adding_up(place: Place) -> Iterator[str]:
    """Yield each screening whose reasons and intercept miss its logit, or with no true score; of all, or the newest."""
    query = select(Screening.id, Screening.reasons, Screening.intercept, Screening.logit, Screening.score)
    rows = place.session.execute(query.order_by(Screening.id.desc()).limit(place.most))
    for screening, reasons, intercept, logit, score in rows:
        total = intercept + sum(reason["contribution"] for reason in reasons)
        if abs(total - logit) > TOLERANCE:
            yield f"the reasons of screening {screening} add up to {total:.6f}, its logit is {logit:.6f}"
        if not 0 <= score <= 1:
            yield f"the score of screening {screening} is {score}, not between 0 and 1"


def _short(words: str) -> str:
    most = 60
    return f"« {words if len(words) <= most else words[:most] + '…'} »"
