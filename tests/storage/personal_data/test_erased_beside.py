"""What an erasure does not reach is named; what a backup brings back is found and erased again."""

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

import soitin
from storage.database import open_database, reading, unit_of_work
from storage.doctor import Place
from storage.doctor.personal_data import find_erasures_astray
from storage.personal_data.erase_again import erase_again
from storage.personal_data.erase_requests import Answer, Request, answer_request
from storage.personal_data.erasure_beside import ClosedCaseFile, closed_since, require_open_referral
from storage.personal_data.erasure_record import RECORD, RecordRefused, read_erasures
from storage.personal_data.pseudonyms import KEY, open_pseudonyms
from storage.referring.case_files import keep_case_file, place_of
from storage.referring.referrals import NewReferral, propose_referral, settle_referral
from storage.safekeeping.backup import back_up
from storage.safekeeping.restore import restore
from storage.settings import settings
from storage.tables import CampaignSnapshot, CaseFile, Decision, ErasureRequest
from storage.unreadable import number_pattern
from tests.storage.posters import LAN, Posters, posters

SPACED = number_pattern(LAN)


@pytest.fixture
def filled(office: Any) -> Posters:
    office.warc = office.warc.parent / "home" / "warc"
    filled = posters(office)
    filled.decide(filled.first.advert_id, "suspicious")
    return filled


def ask(filled: Posters, **changes: Any) -> Answer:
    named = {} if "advert_id" in changes else {"phone": LAN}
    request = Request(**({"why": "Chủ số đề nghị", "requested_on": date(2026, 11, 19)} | named | changes))
    key = open_pseudonyms(filled.home, make=True)
    with unit_of_work(filled.office.engine) as session:
        return answer_request(session, request, key, filled.home, now=filled.office.now)


def make_file(filled: Posters) -> tuple[int, int]:
    """Make a case file of a referral that has ended; return the keys of both."""
    other, now = filled.office.person("binh"), filled.office.now
    with unit_of_work(filled.office.engine) as session:
        decision = session.query(Decision).one()
        snapshot = session.get_one(CampaignSnapshot, decision.snapshot_id)
        new = NewReferral(
            kind="transfer_slip", campaign_id=snapshot.campaign_id, snapshot_id=snapshot.id, decision_id=decision.id,
            recipient="dolab", law_date=date(2026, 11, 20), content={"phone": LAN}, why="Đề nghị xác minh.",
        )  # fmt: skip
        referral = propose_referral(session, new, account_id=filled.officer, now=now).id
        content = f"Số {LAN}".encode()
        made = keep_case_file(session, filled.home, referral, "phieu.docx", content, account_id=filled.officer, now=now)
        settle_referral(session, referral, "refused", note="Chưa đủ", account_id=other, now=now)
        return referral, made.id


def test_what_still_holds_the_words_is_named_with_what_to_do(filled: Posters, tmp_path: Path) -> None:
    referral, made = make_file(filled)
    (filled.home / "before-migration-0007.db").write_bytes(b"x")
    for folder in ("near", "far"):
        back_up(filled.office.engine, filled.home, {}, tmp_path / folder, now=filled.office.now)
    (tmp_path / "far").rename(tmp_path / "elsewhere")

    case_file, copy, near, far = ask(filled).beside

    with reading(filled.office.engine) as session:
        path = place_of(filled.home, session.get_one(CaseFile, made).sha256)
    assert case_file.startswith(f"{path}: case file phieu.docx of referral {referral}, an official document")
    assert copy.startswith(f"{filled.home}/before-migration-0007.db: a copy made before a migration; remove it")
    assert near.startswith(f"{tmp_path}/near: a backup of 2026-11-20; back up into it again")
    assert near.endswith("what was erased is on record beside it")
    assert far.startswith(f"{tmp_path}/far: a backup of 2026-11-20, not reached from here")
    assert read_erasures(tmp_path / "near" / RECORD) == read_erasures(filled.home / RECORD)


def test_a_case_file_whose_words_were_erased_is_handed_out_no_more(filled: Posters) -> None:
    referral, made = make_file(filled)
    with reading(filled.office.engine) as session:
        require_open_referral(session, referral, made=session.get_one(CaseFile, made))

    filled.office.now += timedelta(days=1)
    ask(filled)

    with reading(filled.office.engine) as session:
        row = session.get_one(CaseFile, made)
        with pytest.raises(ClosedCaseFile, match=r"phieu\.docx is closed: what is personal in it was erased on 2026"):
            require_open_referral(session, referral, made=row)
        assert closed_since(session, referral) is None, "a draft is made of what is left, without the number"
        session.expunge(row)
        row.at += timedelta(days=2)
        assert closed_since(session, referral, made=row) is None, "one made afterwards does not have it"


def test_of_an_advert_that_was_erased_no_draft_is_handed_out_either(filled: Posters) -> None:
    referral, made = make_file(filled)
    ask(filled, advert_id=filled.first.advert_id)

    with reading(filled.office.engine) as session:
        assert closed_since(session, referral) is not None
        assert closed_since(session, referral, made=session.get_one(CaseFile, made)) is not None


def test_the_record_tells_no_number_and_only_its_owner_reads_it(filled: Posters) -> None:
    ask(filled, why=f"Chị Lan, {LAN}, đề nghị")

    path = filled.home / RECORD
    assert not SPACED.search(path.read_text("utf-8"))
    assert path.stat().st_mode & 0o077 == 0
    (one,) = read_erasures(path)
    assert (one.kind, one.advert_id, one.requested_on) == ("phone", None, "2026-11-19")


def test_a_line_cut_by_a_fall_is_none_and_a_changed_one_is_refused(filled: Posters) -> None:
    ask(filled)
    path = filled.home / RECORD
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    assert len(read_erasures(path)) == 1

    filled.office.now += timedelta(days=1)
    ask(filled, advert_id=1)
    assert [one.kind for one in read_erasures(path)] == ["phone", "advert"]

    path.write_bytes(b"x" + path.read_bytes())
    with pytest.raises(RecordRefused, match=r"line 1 of .+ is no erasure"):
        ask(filled)
    with reading(filled.office.engine) as session:
        assert session.query(ErasureRequest).count() == 2
        (said,) = find_erasures_astray(Place(session=session, home=filled.home, now=filled.office.now))
        assert "line 1 of" in said


@pytest.fixture
def brought_back(filled: Posters, tmp_path: Path) -> tuple[Engine, Path]:
    """An office restored from a backup made before a number, an advert, and a later advert were erased."""
    back_up(filled.office.engine, filled.home, {}, tmp_path / "backup", now=filled.office.now)
    filled.office.now += timedelta(days=1)
    later = filled.office.keep(text="Tuyển phụ xe đi Lào, gọi 0900 000 111", canonical_url="https://viec.example/9")
    ask(filled)
    for advert in (filled.second.advert_id, later.advert_id):
        ask(filled, advert_id=advert)
    home = tmp_path / "new" / "home"
    restore(tmp_path / "backup", home, f"sqlite:///{home / 'soitin.db'}", now=filled.office.now)
    key = (filled.home / KEY).read_bytes()
    (home / KEY).write_bytes(key)
    (home / KEY).chmod(0o600)
    return open_database(f"sqlite:///{home / 'soitin.db'}"), home


def found(engine: Engine, home: Path, now: Any) -> list[str]:
    with reading(engine) as session:
        return list(find_erasures_astray(Place(session=session, home=home, now=now)))


def test_a_restored_backup_is_named_until_its_erasures_are_done_again(
    filled: Posters, brought_back: tuple[Engine, Path]
) -> None:
    engine, home = brought_back
    now = filled.office.now + timedelta(days=1)
    assert [said.partition(",")[0] for said in found(engine, home, now)] == ["a number", "advert 2", "advert 3"]

    with unit_of_work(engine) as session:
        answers = erase_again(session, open_pseudonyms(home), home, now=now)

    assert [len(answer.version_ids) for answer in answers] == [2, 1, 0]
    assert "does not stand in the backup" in answers[2].sentence
    assert found(engine, home, now) == []
    with engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert not SPACED.search(dump)
    with unit_of_work(engine) as session:
        assert list(erase_again(session, open_pseudonyms(home), home, now=now)) == [], "nothing is done twice"


def test_an_advert_that_got_the_key_of_an_erased_one_is_let_alone(
    filled: Posters, brought_back: tuple[Engine, Path]
) -> None:
    engine, home = brought_back
    filled.office.engine, filled.office.warc = engine, home / "warc"
    other = filled.office.keep(text="Tuyển thợ hồ, gọi 0900 000 555", canonical_url="https://viec.example/khac")
    assert other.advert_id == 3

    with unit_of_work(engine) as session:
        erase_again(session, open_pseudonyms(home), home, now=filled.office.now + timedelta(days=1))

    assert "0900 000 555" in filled.words_of_version(other.version_id)


def test_another_key_erases_nothing_and_counts_as_nothing_done(
    filled: Posters, brought_back: tuple[Engine, Path]
) -> None:
    engine, home = brought_back
    (home / KEY).write_bytes(os.urandom(32).hex().encode())

    with pytest.raises(RecordRefused, match="put the one of before back"), unit_of_work(engine) as session:
        erase_again(session, open_pseudonyms(home), home, now=filled.office.now)
    assert len(found(engine, home, filled.office.now)) == 3


def test_the_commands_say_what_to_do_after_a_restore(
    filled: Posters, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    filled.lives_at_home(monkeypatch)
    run = CliRunner().invoke
    try:
        run(soitin.app, ["backup", str(tmp_path / "backup")])
        erased = run(soitin.app, ["erase", "--phone", LAN, "--reason", "Chủ số"])
        key, home = (filled.home / KEY).read_bytes(), tmp_path / "new"
        monkeypatch.setenv("SOITIN_HOME", str(home))
        monkeypatch.setenv("SOITIN_DATABASE_URL", "")
        settings.cache_clear()
        restored = run(soitin.app, ["restore", str(tmp_path / "backup")])
        keyless = run(soitin.app, ["erase", "--again"])
        (home / KEY).write_bytes(key)
        (home / KEY).chmod(0o600)
        before, again = run(soitin.app, ["doctor"]), run(soitin.app, ["erase", "--again"])
        after, twice = run(soitin.app, ["doctor"]), run(soitin.app, ["erase", "--again"])
    finally:
        settings.cache_clear()

    assert f"beside\t{tmp_path}/backup: a backup of " in erased.stdout
    assert "then run `soitin erase --again` and `soitin doctor`" in restored.stderr
    assert (keyless.exit_code, KEY in keyless.stderr) == (2, True)
    assert "a number, erased on" in before.stdout
    assert (again.exit_code, again.stdout.count("made unreadable")) == (0, 1)
    assert "WRONG\twhat was erased" not in after.stdout
    assert twice.stdout == "nothing is to be erased again: the database knows every request of the record\n"
