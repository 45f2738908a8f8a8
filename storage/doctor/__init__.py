"""Examine everything kept, at rest or while others work: each invariant of the design that rows and bytes can show.

A check is a function that yields one sentence for each thing wrong; nothing is mended, nothing is written.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.exc import SQLAlchemyError

from storage.doctor.evidence import find_bytes_missing, find_captures_damaged
from storage.doctor.holds import find_holds_astray
from storage.doctor.machine import find_demo_left_behind, find_little_room
from storage.doctor.people import (
    find_audit_breaks,
    find_decisions_astray,
    find_leases_held,
    find_register_lists_short,
)
from storage.doctor.personal_data import find_erasures_astray
from storage.doctor.place import Place
from storage.doctor.queue import find_queue_astray
from storage.doctor.readings import find_findings_misquoted, find_quotes_astray, find_reasons_not_adding_up
from storage.doctor.referrals import find_case_files_damaged, find_referrals_astray, find_replies_astray
from storage.doctor.schema import find_file_damage, find_schema_gaps, find_triggers_missing
from storage.doctor.search import find_search_gaps
from storage.doctor.versions import find_adverts_without_one_campaign, find_versions_misnumbered

__all__ = ["CHECKS", "MOST", "Check", "Diagnosis", "Place", "examine"]

MOST = 20
"""Sentences that one check may say; what is more is counted only."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold, and the function that looks for where it does not."""

    what: str
    find: Callable[[Place], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check found: no sentences where all is good."""

    what: str
    faults: tuple[str, ...]
    more: int
    """Faults beyond `MOST`."""


CHECKS = (
    Check("tables, columns and indexes are all there", find_schema_gaps),
    Check("the database file is whole and no row points at nothing", find_file_damage),
    Check("triggers guard what is kept", find_triggers_missing),
    Check("every capture has its bytes on disk", find_bytes_missing),
    Check("captures are what their hashes say", find_captures_damaged),
    Check("versions are numbered without gaps", find_versions_misnumbered),
    Check("every advert is in one campaign", find_adverts_without_one_campaign),
    Check("quotes stand in the text", find_quotes_astray),
    Check("findings quote the text", find_findings_misquoted),
    Check("reasons add up to the score", find_reasons_not_adding_up),
    Check("one live decision on what was seen", find_decisions_astray),
    Check("the queue shows what waits", find_queue_astray),
    Check("search finds every version", find_search_gaps),
    Check("nobody holds an item longer than they may", find_holds_astray),
    Check("nobody holds what is over", find_leases_held),
    Check("referrals were settled by a second person", find_referrals_astray),
    Check("documents and bundles are what their hashes say", find_case_files_damaged),
    Check("upheld replies have their decision", find_replies_astray),
    Check("licence registers are complete", find_register_lists_short),
    Check("what was erased is told and stays unreadable", find_erasures_astray),
    Check("the audit chain is whole", find_audit_breaks),
    Check("nothing of the demo is left behind", find_demo_left_behind),
    Check("there is room on the disk", find_little_room),
)
"""Everything that storage can check by itself, in the order in which one thing rests on another."""


def examine(place: Place, checks: Iterable[Check] = CHECKS) -> Iterator[Diagnosis]:
    """Yield what each check found, one after the other; a check that cannot look says so, which is a fault."""
    for check in checks:
        faults = _faults(check, place)
        shown = tuple(islice(faults, MOST))
        yield Diagnosis(check.what, shown, sum(1 for _ in faults))


def _faults(check: Check, place: Place) -> Iterator[str]:
    try:
        yield from check.find(place)
    except SQLAlchemyError as error:
        place.session.rollback()
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        yield f"this cannot be checked: {reason}"
