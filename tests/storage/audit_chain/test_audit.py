"""Invariant 9: the chain is whole from the first event on, and any tampering is found and placed."""

from typing import Any

import pytest
from sqlalchemy import text

from storage.audit_chain.audit import append_event, find_breaks
from storage.audit_chain.audit_trail import TrailFilter, list_events
from storage.database import reading, unit_of_work
from storage.tables import AuditEvent, Campaign
from storage.triggers import make_triggers


@pytest.fixture
def chained(office: Any) -> Any:
    for number in range(5):
        with unit_of_work(office.engine) as session:
            append_event(
                session,
                action="export",
                subject=f"bundle:{number}",
                account_id=None,
                at=office.now,
                detail={"lý do": "thử"},
            )
    return office


def breaks(office: Any) -> list[str]:
    with reading(office.engine) as session:
        return list(find_breaks(session))


def tamper(office: Any, statement: str) -> None:
    """Change rows as somebody would who can switch the triggers off."""
    with office.engine.begin() as connection:
        for action in ("update", "delete"):
            table = " ON audit_event" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER audit_event_refuses_{action}{table}"))
        connection.execute(text(statement))
        make_triggers(connection)


def test_an_untouched_chain_has_no_breaks(chained: Any) -> None:
    assert breaks(chained) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_event SET subject = 'bundle:9' WHERE number = 3", "audit event 3 was changed"),
        ("DELETE FROM audit_event WHERE number = 2", "audit event 2 is missing"),
        ("UPDATE audit_event SET number = number + 100 WHERE number = 4", "audit event 4 is missing"),
    ],
)
def test_tampering_is_found_and_placed(chained: Any, statement: str, says: str) -> None:
    tamper(chained, statement)

    assert any(says in sentence for sentence in breaks(chained))


def test_an_event_and_its_deed_are_kept_together_or_not_at_all(office: Any) -> None:
    def half() -> None:
        with unit_of_work(office.engine) as session:
            append_event(session, action="export", subject="x", account_id=None, at=office.now)
            msg = "broke off"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError):
        half()
    with reading(office.engine) as session:
        assert session.query(AuditEvent).count() == 0


def test_an_item_brings_its_snapshots_decisions_on_many_and_referrals(office: Any) -> None:
    office.keep()
    with unit_of_work(office.engine) as session:
        campaign = session.query(Campaign).one()
        item, snapshot, mine = campaign.id, campaign.current_snapshot_id, f"campaign:{campaign.id}"
        for subject in (mine, f"campaign:{item}0", f"snapshot:{snapshot}", f"snapshot:{snapshot}0", "deed:x"):
            append_event(session, action="decide", subject=subject, account_id=None, at=office.now)

    with reading(office.engine) as session:
        of_item = TrailFilter(item=item, actions=("decide",))
        found = list_events(session, of_item, limit=10)
        exact = list_events(session, TrailFilter(exactly="deed:x"), limit=10)

    assert [event.subject for event in found] == [f"snapshot:{snapshot}", mine]
    assert [event.campaign_id for event in found] == [item, None]
    assert len(exact) == 1
