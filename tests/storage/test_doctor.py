"""The doctor finds an office healthy, and names each damage that is planted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from typer.testing import CliRunner

import soitin
from storage.database import reading, unit_of_work
from storage.doctor import CHECKS, MOST, Check, Place, examine
from storage.records import ListedEnterprise, RegisterList
from storage.register import keep_snapshot
from storage.screenings import keep_screening, model_version
from storage.settings import settings
from storage.tables import Campaign
from storage.triggers import make_triggers
from storage.worklist.claims import claim_item
from storage.worklist.leases import take_lease, this_process
from storage.worklist.reviews import Verdict, record_decision


@pytest.fixture
def filled(office: Any, screening_row: Callable[..., dict[str, Any]]) -> Any:
    """An office with an advert screened and decided on, another one, a register and a lease."""
    kept = office.keep()
    office.keep(canonical_url="https://viec.example/tho-han-2", title="Thợ hàn")
    officer = office.person("an")
    with unit_of_work(office.engine) as session:
        model = model_version(session, "linear-1", {}, now=office.now)
        keep_screening(
            session, kept.version_id, screening_row(), model=model, law_date=office.now.date(), now=office.now
        )
        campaign = session.get_one(Campaign, 1)
        said = Verdict(
            campaign_id=campaign.id,
            snapshot_id=campaign.current_snapshot_id or 0,
            screening_id=campaign.worst_screening_id,
            verdict="suspicious",
        )
        record_decision(session, said, account_id=officer, now=office.now)
        listed = ListedEnterprise(row=2, name="Công ty CP Bến Lụa", status_text="đang hoạt động", status="licensed")
        about = RegisterList(listed_on=office.now.date(), source_file="x.csv", sha256="0" * 64)
        keep_snapshot(session, about, (listed,), now=office.now)
        take_lease(session, office.site_id, office.run_id, this_process(), now=office.now)
    return office


def faults(office: Any, **changes: Any) -> list[str]:
    with reading(office.engine) as session:
        place = Place(session=session, home=office.warc.parent, now=office.now, **changes)
        return [fault for diagnosis in examine(place) for fault in diagnosis.faults]


def plant(office: Any, *statements: str) -> None:
    """Change rows as somebody would who can switch the triggers off."""
    with office.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
            drops = [f"DROP TRIGGER {name}" for name in names]
        else:
            query = text("SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
            drops = [f"DROP TRIGGER {name} ON {table}" for name, table in connection.execute(query)]
        for statement in (*drops, *statements):
            connection.exec_driver_sql(statement)
        make_triggers(connection)


def test_a_whole_office_is_healthy_and_a_killed_run_no_damage(filled: Any) -> None:
    assert faults(filled) == []
    assert faults(filled, is_full=True) == []
    filled.now += timedelta(days=2)  # its run was killed
    assert faults(filled) == []


DAMAGES = [
    ("UPDATE advert_version SET number = 3 WHERE id = 1", "advert 1 has 1 versions, numbered 3 to 3: some are mis"),
    ("UPDATE campaign_member SET left_at = joined_at WHERE advert_id = 2", "advert 2 is in 0 campaigns"),
    ("UPDATE campaign SET current_snapshot_id = 1 WHERE id = 2", "campaign 2 shows snapshot 1, which is another"),
    ("UPDATE fact SET quote_start = 1", "fact 1 quotes « Thợ may », which does not stand in version 1 there"),
    ("UPDATE advert_version SET text = ' ' || text WHERE id = 1", "finding 1 (keeps_original_papers) quotes « Th"),
    ("UPDATE screening SET logit = 1.001", "the reasons of screening 1 add up to 1.000000, its logit is 1.001000"),
    ("UPDATE screening SET score = 1.5", "the score of screening 1 is 1.5, not between 0 and 1"),
    ("UPDATE decision SET snapshot_id = 2", "decision 1 names screening 1, which is of another version than the"),
    ("UPDATE decision SET snapshot_id = 2", "decision 1 is not in the audit chain"),
    ("DELETE FROM snapshot_version", "decision 1 is about a snapshot in which there is nothing"),
    ("DELETE FROM register_entry", "has 0 entries, 1 were imported"),
    ("UPDATE crawl_run SET finished_at = started_at", "the lease of site 1 is held by run 1, which ended 2026-11"),
    ("UPDATE audit_event SET action = 'x' WHERE number = 1", "audit event 1 was changed after it was written"),
    ("UPDATE capture SET warc_sha256 = '0' WHERE id = 2", "capture 2 cannot be read from"),
    ("UPDATE capture SET warc_offset = 9999999 WHERE id = 2", "ends at byte 10000"),
    ("UPDATE campaign SET waits = NOT waits WHERE id = 2", "campaign 2 does not wait though nobody decided"),
    ("UPDATE campaign SET adverts = 7 WHERE id = 1", "campaign 1 counts 7 adverts and shows"),
    ("UPDATE account SET full_name = 'Cán bộ thử nghiệm'", "the demo's account an can log in here"),
    ("DROP INDEX uq_decision_snapshot_id_live", "the index uq_decision_snapshot_id_live of decision is missing"),
    ("ALTER TABLE advert_version DROP COLUMN place", "the column advert_version.place is missing"),
    (
        "INSERT INTO decision (snapshot_id, account_id, at, verdict, note) SELECT 2, 1, at, 'unsure', '' FROM decision",
        "snapshot 2 has 2 live decisions instead of one",
    ),
]


def test_each_planted_damage_is_named(filled: Any) -> None:
    """All in one office: each alone would take a database of its own."""
    plant(filled, *(damage for damage, _ in DAMAGES))

    found = faults(filled)

    assert [damage for damage, says in DAMAGES if not any(says in fault for fault in found)] == []


_HOLD = "INSERT INTO lease (campaign_id, account_id, taken_at, expires_at, ended_how, why) "
HOLDS = [
    ("DROP INDEX uq_lease_campaign_id_open", "the index uq_lease_campaign_id_open of lease is missing"),
    (f"{_HOLD} SELECT 1, 1, taken_at, expires_at, '', '' FROM lease WHERE id = 1", "item 1 has 2 open leases instead"),
    (f"{_HOLD} SELECT 1, 1, taken_at, '2031-01-01', '', '' FROM lease WHERE id = 1", "lease 3 on item 1 ends 2031-01"),
    (f"{_HOLD} SELECT 2, 1, taken_at, expires_at, '', '' FROM lease WHERE id = 1", "lease 4 is open on item 2, which"),
    ("UPDATE campaign SET current_snapshot_id = NULL, merged_into_id = 1 WHERE id = 2", "lease 4 is open on item 2"),
    ("UPDATE account SET disabled_at = created_at", "lease 2 on item 1 is open, its holder an is disabled"),
    ("UPDATE decision SET deed = 'many-1'", "decision 1 belongs to many-1, of which the audit chain says nothing"),
    ("UPDATE decision SET verdict = 'unsure', typologies = '[\"task_scam\"]'", "decision 1 names kinds of deception"),
]


def test_each_hold_and_decision_that_cannot_be_is_named(filled: Any) -> None:
    plant(filled, *(damage for damage, _ in HOLDS))

    found = faults(filled)

    assert [damage for damage, says in HOLDS if not any(says in fault for fault in found)] == []


def test_a_hold_and_one_that_ran_out_are_no_damage(filled: Any) -> None:
    with unit_of_work(filled.engine) as session:
        claim_item(session, 2, account_id=1, now=filled.now)

    assert faults(filled) == []
    filled.now += timedelta(days=2)
    assert faults(filled) == []


def test_a_lease_that_ends_too_late_and_too_little_room_are_named(filled: Any) -> None:
    filled.now -= timedelta(days=1)

    found = faults(filled, least_free_mb=10**9)

    assert [fault for fault in found if "too far ahead" in fault] != []
    assert [fault for fault in found if "MB are free" in fault] != []


def test_triggers_that_are_gone_or_do_nothing_are_named(filled: Any) -> None:
    with filled.engine.begin() as connection:
        table = " ON finding" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER finding_refuses_update{table}")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE screening DISABLE TRIGGER screening_refuses_update")
            says = "the trigger screening_refuses_update is switched off"
        else:
            connection.exec_driver_sql("DROP TRIGGER screening_refuses_update")
            connection.exec_driver_sql(
                "CREATE TRIGGER screening_refuses_update BEFORE UPDATE ON screening BEGIN SELECT 1; END"
            )
            says = "the trigger screening_refuses_update is not the one"

    gone = "the trigger finding_refuses_update is missing"
    assert sorted(fault.partition(":")[0][: len(says)] for fault in faults(filled)) == sorted([gone, says])


def test_a_flipped_byte_a_cut_and_a_lost_file_are_named(filled: Any) -> None:
    (path,) = sorted(filled.warc.rglob("*.warc.gz"))[-1:]
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)

    assert [fault for fault in faults(filled) if "have SHA-256" in fault] != []

    paths = sorted(filled.warc.rglob("*.warc.gz"))
    for path in paths:
        path.write_bytes(path.read_bytes()[:-9])
    assert [fault for fault in faults(filled) if "bytes, capture" in fault] != []

    for path in paths:
        path.unlink()
    assert [fault for fault in faults(filled) if "captures cannot be read: No such file" in fault] != []


def test_a_row_that_points_at_nothing_is_named_on_sqlite(filled: Any) -> None:
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL refuses it")
    with filled.engine.connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("UPDATE extraction SET capture_id = 77 WHERE id = 1")
        raw.execute("PRAGMA foreign_keys = ON")

    assert "row 1 of extraction points at a row of capture that is not there" in faults(filled)


def test_a_check_says_no_more_than_fits_and_counts_the_rest(tmp_path: Path, now: datetime) -> None:
    with Session() as session:
        place = Place(session=session, home=tmp_path, now=now)
        (diagnosis,) = examine(place, [Check("many", lambda _: (str(one) for one in range(MOST + 5)))])

    assert (len(diagnosis.faults), diagnosis.more) == (MOST, 5)


def test_the_command_prints_a_line_for_each_check(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOITIN_HOME", str(filled.warc.parent))
    monkeypatch.setenv("SOITIN_DATABASE_URL", filled.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SOITIN_LEAST_FREE_MB", "0")
    settings.cache_clear()
    try:
        done = CliRunner().invoke(soitin.app, ["doctor"])
        plant(filled, "UPDATE account SET full_name = 'Cán bộ thử nghiệm'")
        wrong = CliRunner().invoke(soitin.app, ["doctor", "--full"])
    finally:
        settings.cache_clear()

    good = [line for line in done.stdout.splitlines() if line.startswith("good\t")]
    assert {f"good\t{check.what}" for check in CHECKS} <= set(good)
    assert {"good\tthe model in use loads", "good\tthe tables of law are sound"} <= set(good)
    assert done.exit_code == 0
    assert "WRONG\tnothing of the demo is left behind" in wrong.stdout
    assert wrong.exit_code == 1


def test_a_demo_that_was_never_run_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOITIN_HOME", "somewhere")  # set back at the end, whatever the command sets
    monkeypatch.setenv("SOITIN_DATABASE_URL", "")
    done = CliRunner().invoke(soitin.app, ["doctor", "--demo"])

    assert "run `soitin demo` first" in done.stderr
    assert done.exit_code == 2


def test_an_index_of_words_that_lacks_versions_or_triggers_is_named(filled: Any) -> None:
    with filled.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER advert_version_adds_to_search")
            connection.exec_driver_sql("INSERT INTO advert_search(advert_search) VALUES ('delete-all')")
        else:
            connection.exec_driver_sql("DROP TRIGGER advert_version_adds_to_search ON advert_version")
            connection.exec_driver_sql("DELETE FROM advert_search")

    found = faults(filled)

    assert "the trigger advert_version_adds_to_search is missing: search goes stale" in found
    assert "2 versions are not in the index advert_search: searching does not find them" in found
    with filled.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE advert_search")
    assert "the index advert_search is missing: nothing can be searched" in faults(filled)
