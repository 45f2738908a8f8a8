"""Each class of advert has its clock; what a referral needs is held; a purge counts first and does nothing twice."""

import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

import soitin
from storage.audit_chain.audit import find_breaks
from storage.database import reading, unit_of_work
from storage.labels import live_labels
from storage.office_settings import BadSetting, change_setting
from storage.people.sessions import start_session
from storage.personal_data.pseudonyms import open_pseudonyms
from storage.personal_data.purge import Purged, purge
from storage.personal_data.retention import CLOCKS, due_adverts
from storage.referring.referrals import NewReferral, propose_referral, settle_referral
from storage.settings import settings
from storage.tables import Account, AuditEvent, CampaignSnapshot, Decision, Erasure, LoginSession, Screening
from tests.storage.posters import LAN, Posters, posters


@pytest.fixture
def filled(office: Any) -> Posters:
    """Two adverts, last seen at the same moment."""
    return posters(office)


def after(filled: Posters, days: int) -> datetime:
    day: datetime = filled.office.now + timedelta(days=days)
    return day


def clocks(filled: Posters, days: int) -> dict[int, str]:
    with reading(filled.office.engine) as session:
        return {one.advert_id: one.clock for one in due_adverts(session, on=after(filled, days))}


def run(filled: Posters, days: int, *, dry: bool = False) -> Purged:
    key = None if dry else open_pseudonyms(filled.home, make=True)
    on = after(filled, days)
    return purge(filled.office.engine, filled.home, key, on=on, now=on)


def referral(filled: Posters) -> int:
    decision = filled.decide(filled.first.advert_id, "suspicious")
    with unit_of_work(filled.office.engine) as session:
        snapshot = session.get_one(CampaignSnapshot, session.get_one(Decision, decision).snapshot_id)
        new = NewReferral(
            kind="transfer_slip",
            campaign_id=snapshot.campaign_id,
            snapshot_id=snapshot.id,
            decision_id=decision,
            recipient="dolab",
            law_date=date(2026, 11, 20),
            content={"quotes": []},
            why="Đề nghị xác minh.",
        )
        return propose_referral(session, new, account_id=filled.officer, now=filled.office.now).id


def test_an_advert_that_was_not_flagged_stays_readable_for_its_days(filled: Posters) -> None:
    assert clocks(filled, 179) == {}
    assert clocks(filled, 181) == {1: "unflagged", 2: "unflagged"}


def test_what_the_model_flagged_and_what_people_found_suspicious_stay_longer(filled: Posters) -> None:
    filled.decide(filled.first.advert_id, "suspicious")
    with unit_of_work(filled.office.engine) as session:
        old = session.scalars(select(Screening).where(Screening.version_id == filled.second.version_id)).one()
        session.add(
            Screening(
                **{name: getattr(old, name) for name in Screening.__table__.columns.keys() if name != "id"}  # noqa: SIM118
                | {"law_date": date(2026, 11, 21), "band": "high"}
            )
        )

    assert clocks(filled, 181) == {}
    assert clocks(filled, 731) == {1: "flagged", 2: "flagged"}


def test_what_was_decided_legitimate_goes_sooner(filled: Posters) -> None:
    filled.decide(filled.first.advert_id, "legitimate")

    assert clocks(filled, 91) == {1: "legitimate"}


def test_what_a_referral_needs_is_held_until_it_has_ended(filled: Posters) -> None:
    number = referral(filled)
    other = filled.office.person("binh")

    assert clocks(filled, 3000) == {2: "unflagged"}

    with unit_of_work(filled.office.engine) as session:
        settle_referral(session, number, "refused", account_id=other, now=filled.office.now, note="Chưa đủ.")
    assert clocks(filled, 731) == {1: "flagged", 2: "unflagged"}


def test_an_advert_seen_again_lately_is_not_due(filled: Posters) -> None:
    filled.seen_last(filled.second.advert_id, after(filled, 100).date())

    assert clocks(filled, 181) == {1: "unflagged"}


def test_a_dry_run_says_the_same_and_changes_nothing(filled: Posters) -> None:
    dry = run(filled, 181, dry=True)

    with reading(filled.office.engine) as session:
        assert session.scalars(select(Erasure)).all() == []
    assert not (filled.home / "pseudonym.key").exists()
    assert run(filled, 181).adverts == dry.adverts == {"unflagged": 2}


def test_a_purge_is_written_into_the_chain_and_does_nothing_twice(filled: Posters) -> None:
    run(filled, 181)
    again = run(filled, 182)

    assert (again.versions, again.notes) == (0, 0)
    with reading(filled.office.engine) as session:
        assert list(find_breaks(session)) == []
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "purge"))
        assert LAN not in event.detail
        assert event.detail == '{"erasures": [1, 2]}'


def test_what_a_clock_took_still_teaches_without_its_numbers(filled: Posters) -> None:
    filled.decide(filled.first.advert_id, "legitimate")
    run(filled, 91)

    with reading(filled.office.engine) as session:
        (label,) = live_labels(session)
    assert label.version_id == filled.first.version_id
    assert LAN not in label.text.replace(" ", "")


def test_numbers_in_old_notes_go_and_the_notes_stay(filled: Posters) -> None:
    decision = filled.decide(filled.first.advert_id, "suspicious", note=f"Gọi {LAN} không ai nghe, giá 5.000.000đ")

    assert run(filled, 731).notes == 1

    with reading(filled.office.engine) as session:
        note = session.get_one(Decision, decision).note
    assert note == "Gọi •••••••••• không ai nghe, giá 5.000.000đ"
    assert run(filled, 732).notes == 0


def test_ended_sessions_and_old_copies_go_and_the_audit_chain_never(filled: Posters) -> None:
    with unit_of_work(filled.office.engine) as session:
        start_session(session, session.get_one(Account, filled.officer), now=filled.office.now)
        events = len(session.scalars(select(AuditEvent)).all())
    copy = filled.home / "before-migration-0006.db"
    copy.write_bytes(b"old")
    long_ago = after(filled, -900).timestamp()
    os.utime(copy, (long_ago, long_ago))

    found = run(filled, 1000)

    assert (found.sessions, found.copies) == (1, ["before-migration-0006.db"])
    assert not copy.exists()
    with reading(filled.office.engine) as session:
        assert session.scalars(select(LoginSession)).all() == []
        assert len(session.scalars(select(AuditEvent)).all()) > events


def test_an_office_agrees_on_its_clocks_within_bounds(filled: Posters) -> None:
    with unit_of_work(filled.office.engine) as session:
        change_setting(session, CLOCKS["unflagged"].name, 30, account_id=None, now=filled.office.now)
        with pytest.raises(BadSetting):
            change_setting(session, CLOCKS["sessions"].name, 30, account_id=None, now=filled.office.now)

    assert clocks(filled, 31) == {1: "unflagged", 2: "unflagged"}


def test_the_command_counts_then_does_and_refuses_a_day_to_come(
    filled: Posters, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.lives_at_home(monkeypatch)
    ahead = f"{datetime.now(UTC) + timedelta(days=4000):%Y-%m-%d}"
    try:
        dry = CliRunner().invoke(soitin.app, ["purge", "--dry-run", "--on", ahead])
        refused = CliRunner().invoke(soitin.app, ["purge", "--on", ahead])
        done = CliRunner().invoke(soitin.app, ["purge"])
    finally:
        settings.cache_clear()

    assert dry.exit_code == 0
    assert "unflagged\t2 adverts" in dry.stdout
    assert "dry run, nothing was changed" in dry.stdout
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "has not come yet" in refused.stderr
    assert done.exit_code == 0, done.stderr


def test_a_key_that_others_can_read_stops_the_purge_before_anything_is_touched(
    filled: Posters, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.lives_at_home(monkeypatch)
    open_pseudonyms(filled.home, make=True)
    (filled.home / "pseudonym.key").chmod(0o644)
    try:
        refused = CliRunner().invoke(soitin.app, ["purge"])
    finally:
        settings.cache_clear()

    assert refused.exit_code == 2
    assert "can be read by others" in refused.stderr
