"""In lines to read: the law that a finding touches on a day, who may record and fine it, and whom it goes to."""

from collections.abc import Iterable, Iterator
from datetime import date

from model.law.amounts import dotted
from model.law.fines import Penalty, who_may_fine, who_may_record
from model.law.recipients import numbers_to_show, routes_for
from model.law.references import Provision
from model.law.row import Band, Row
from model.law.tables import rows_of, rows_on


def law_of(key: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the law keys and typologies behind a key: an indicator's, or an act's own; None where neither exists."""
    from model.indicators import EVALUATED, INDICATORS  # noqa: PLC0415 - indicators themselves read the law

    indicator = next((one for one in (*INDICATORS, *EVALUATED) if one.code == key), None)
    if indicator is not None:
        return indicator.law, indicator.typologies
    return ((key,), ()) if any(row.id == key for row in (*rows_of(Penalty), *rows_of(Provision))) else None


def answer(keys: Iterable[str], typologies: Iterable[str], on: date) -> Iterator[str]:
    """Yield lines: every provision and fine of the keys in force on a day, its offices, then routes and numbers.

    Raises:
        BadTable: a table has a fault.
    """
    keys = tuple(keys)
    for provision in rows_on(Provision, on):
        if provision.id in keys:
            yield f"{provision.document}, {provision.article}: {provision.act}{_doubt(provision)}"
    for penalty in rows_on(Penalty, on):
        if penalty.id in keys:
            yield from _fine(penalty, on)
    for route in routes_for(typologies, on):
        yield f"chuyển đến{' (khẩn)' if route.urgent else ''}: {'; '.join(route.to)}{_doubt(route)}"
        if route.urgent:
            yield from (
                f"  số gọi: {one.name}: {one.number}"
                for one in numbers_to_show(on)
                if one.status == "live" and one.number
            )


def _fine(penalty: Penalty, on: date) -> Iterator[str]:
    yield f"{penalty.document}, {penalty.article}: {penalty.act}{_doubt(penalty)}"
    yield f"  mức phạt: cá nhân {_band(penalty.individual)}, tổ chức {_band(penalty.organisation)}"
    yield f"  lập biên bản: {_list(maker.who for maker in who_may_record(penalty, on))}"
    yield f"  xử phạt đến hết khung: {_list(office.who for office in who_may_fine(penalty, on))}"


def _band(band: Band | None) -> str:
    return f"{dotted(band[0])} – {dotted(band[1])} đồng" if band else "—"


def _list(names: Iterable[str]) -> str:
    return "; ".join(names) or "chưa có trong bảng"


def _doubt(row: Row) -> str:
    return "" if row.verified else " (chưa kiểm chứng)"
