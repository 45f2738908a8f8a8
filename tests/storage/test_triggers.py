"""Invariant 1: what is evidence or decision is added, never overwritten or removed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import unit_of_work
from storage.records import ListedEnterprise, RegisterList
from storage.register import keep_snapshot
from storage.screenings import keep_screening, model_version
from storage.tables import Campaign
from storage.triggers import CLOSED_ONCE, KEPT_AS_THEY_ARE
from storage.worklist.reviews import Verdict, record_decision


@pytest.fixture
def filled(office: Any, screening_row: Callable[..., dict[str, Any]]) -> Any:
    """An office in which every kept table has a row."""
    kept = office.keep()
    officer = office.person("an")
    with unit_of_work(office.engine) as session:
        model = model_version(session, "linear-1", {}, now=office.now)
        keep_screening(
            session, kept.version_id, screening_row(), model=model, law_date=office.now.date(), now=office.now
        )
    with unit_of_work(office.engine) as session:
        campaign = session.query(Campaign).one()
        said = Verdict(
            campaign_id=campaign.id,
            snapshot_id=campaign.current_snapshot_id or 0,
            screening_id=None,
            verdict="suspicious",
        )
        record_decision(session, said, account_id=officer, now=office.now)
        listed = ListedEnterprise(row=2, name="Công ty CP Bến Lụa", status_text="đang hoạt động", status="licensed")
        about = RegisterList(listed_on=office.now.date(), source_file="x.csv", sha256="0" * 64)
        keep_snapshot(session, about, (listed,), now=office.now)
    return office


@pytest.mark.parametrize("table", [*KEPT_AS_THEY_ARE, CLOSED_ONCE])
@pytest.mark.parametrize("change", ["DELETE FROM {table}", "UPDATE {table} SET {column} = {column}"])
def test_rows_that_are_kept_refuse_change_and_removal(filled: Any, table: str, change: str) -> None:
    column = {"snapshot_version": "version_id", "audit_event": "number"}.get(table, "id")

    with filled.engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar(), "the test needs a row"
    with pytest.raises(DBAPIError, match="are kept as they are"), filled.engine.begin() as connection:
        connection.execute(text(change.format(table=table, column=column)))


def test_a_decision_can_be_closed_once_and_nothing_else(filled: Any) -> None:
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE decision SET closed_at = at"))

    for change in ("closed_at = NULL", "closed_at = at", "verdict = 'legitimate'"):
        with pytest.raises(DBAPIError, match="are kept as they are"), filled.engine.begin() as connection:
            connection.execute(text(f"UPDATE decision SET {change}"))
