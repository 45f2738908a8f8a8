"""All law tables by name, and the check of every one of them."""

from functools import cache

from model.law import ceilings, domestic, fines, limits, recipients, references, standing
from model.law.exchange import ExchangeRate
from model.law.row import Row
from model.law.tables import FOLDER, BadTable, read_table, rows_of

_KINDS: tuple[type[Row], ...] = (
    fines.Penalty,
    fines.RecordMaker,
    fines.FiningPower,
    references.Provision,
    ceilings.ServiceFeeCeiling,
    ceilings.BrokerageCeiling,
    ceilings.DepositCeiling,
    limits.BannedJob,
    limits.BannedArea,
    limits.MinorsRule,
    ceilings.MinimumWage,
    ceilings.MinimumTerm,
    ceilings.ReferenceWage,
    domestic.DomesticTerm,
    standing.MarketStanding,
    standing.CompoundPlace,
    ExchangeRate,
    recipients.Hotline,
    recipients.Route,
)
TABLES: dict[str, type[Row]] = {kind.table: kind for kind in _KINDS}


def check_all() -> list[str]:
    """Return a sentence for every fault of every table; none where all is well."""
    faults = [fault for kind in _KINDS for fault in read_table(kind)[1]]
    strangers = sorted(path.name for path in FOLDER.glob("*.yml") if path.stem not in TABLES)
    faults += [f"law table {name}: no table of this name is known; rename or remove it" for name in strangers]
    return faults or _unknown_record_makers()


@cache
def require_sound_tables() -> None:
    """Let nothing start on a broken table; reads each once.

    Raises:
        BadTable: some table has a fault; the first one is named.
    """
    faults = check_all()
    if faults:
        more = f" (and {len(faults) - 1} more; see `soitin law check`)" if len(faults) > 1 else ""
        raise BadTable(faults[0] + more)


def _unknown_record_makers() -> list[str]:
    known = {maker.id for maker in rows_of(fines.RecordMaker)}
    named = [(row.id, maker) for row in rows_of(fines.Penalty) for maker in row.record_by]
    named += [(row.id, row.only_recorded_by) for row in rows_of(fines.FiningPower) if row.only_recorded_by]
    return [
        f"law tables: {row} names {maker}, who is not in record_makers.yml"
        for row, maker in named
        if maker not in known
    ]
