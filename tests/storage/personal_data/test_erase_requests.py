"""A person's number goes out of everything kept, and nothing finds it; a referral under way is a reason to refuse."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner

import soitin
from model.label_files import as_csv, as_jsonl
from storage.audit_chain.audit import find_breaks
from storage.captures import find_damage
from storage.closed_captures import ClosedCapture, require_open
from storage.database import reading, unit_of_work
from storage.labels import labels_to_export, live_labels
from storage.personal_data.erase_requests import Answer, BadRequest, Request, answer_request, named_again, reach_of
from storage.personal_data.freed_space import free_space
from storage.personal_data.pseudonyms import open_pseudonyms
from storage.referring.referrals import NewReferral, propose_referral, settle_referral
from storage.settings import settings
from storage.tables import (
    AuditEvent,
    Base,
    CampaignSnapshot,
    CrawlIssue,
    Decision,
    Erasure,
    ErasureRequest,
    SavedFilter,
)
from storage.unreadable import NoNumber, national_number, number_pattern
from storage.worklist.search import find_campaigns
from tests.storage.posters import HOA, LAN, Posters, posters, read_all

SPACED = number_pattern(LAN)


@pytest.fixture
def filled(office: Any) -> Posters:
    """Two adverts that share one number, and the number in corners where people and machines write."""
    office.warc = office.warc.parent / "home" / "warc"
    (office.warc.parent / "labels").mkdir(parents=True)
    (office.warc.parent / "labels" / "cu.jsonl").write_text(
        '{"label": "honest", "text": "Gọi 0900 000 234 nhé"}\n', "utf-8"
    )
    filled = posters(office)
    filled.decide(filled.first.advert_id, "suspicious", note="Đã gọi 0900.000.234, không ai nghe")
    with unit_of_work(office.engine) as session:
        now = office.now
        session.add(
            CrawlIssue(run_id=office.run_id, at=now, kind="odd", url=f"https://viec.example/{LAN}", message=LAN)
        )
        wanted = {"words": "0900 000 234", "bands": ["high"]}
        session.add(SavedFilter(account_id=filled.officer, name="Lan", wanted=wanted, created_at=now))
    return filled


def ask(filled: Posters, **changes: Any) -> Answer:
    about: dict[str, Any] = {"why": "Chủ số máy đề nghị xoá", "requested_on": date(2026, 11, 19)}
    if "advert_id" not in changes:
        about["phone"] = "+84 900 000 234"
    request = Request(**(about | changes))
    key = open_pseudonyms(filled.home, make=True)
    with unit_of_work(filled.office.engine) as session:
        return answer_request(session, request, key, filled.home, now=filled.office.now)


def test_the_day_of_a_request_is_that_of_the_office_before_dawn_too(filled: Posters) -> None:
    filled.office.now = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)

    assert ask(filled, requested_on=date(2026, 11, 21)).outcome == "done"
    with pytest.raises(BadRequest, match="not come yet"):
        ask(filled, requested_on=date(2026, 11, 22))


def test_what_a_request_would_reach_is_told_and_nothing_is_changed(filled: Posters) -> None:
    before = dump(filled.office.engine)
    request = Request(why="thử", requested_on=date(2026, 11, 19), phone=LAN)
    with unit_of_work(filled.office.engine) as session:
        reach = reach_of(session, request, now=filled.office.now)

    assert dump(filled.office.engine) == before
    assert (reach.version_ids, reach.adverts, reach.referral_ids) == (ask(filled).version_ids, 2, ())


def dump(engine: Engine) -> str:
    """Return every word of every row of the database."""
    with engine.connect() as connection:
        return "\n".join(
            f"{table.name}: {row}"
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(*table.columns))
        )


def is_in_file(path: Path, number: str) -> bool:
    return any(one.encode() in path.read_bytes() for one in (number, "0900 000 234", "0900.000.234"))


def test_afterwards_nothing_finds_the_number(filled: Posters) -> None:
    assert SPACED.search(dump(filled.office.engine))

    answer = ask(filled)

    assert (answer.outcome, answer.left) == ("done", ())
    assert not SPACED.search(dump(filled.office.engine))
    assert answer.files == ("cu.jsonl",)
    assert not SPACED.search((filled.home / "labels" / "cu.jsonl").read_text("utf-8"))
    with reading(filled.office.engine) as session:
        labels = list(labels_to_export(session))
        assert not SPACED.search(as_jsonl(labels) + as_csv(labels))
        assert list(find_breaks(session)) == []
        assert re.search(r"0900[ .]?000[ .]?777", filled.words_of_version(filled.second.version_id)), "others stay"


def test_search_finds_it_no_more(filled: Posters) -> None:
    with reading(filled.office.engine) as session:
        assert find_campaigns(session, "0900 000 234").campaigns

    ask(filled)

    with reading(filled.office.engine) as session:
        for typed in ("0900 000 234", LAN, "0900.000.234"):
            assert not find_campaigns(session, typed).campaigns
        assert find_campaigns(session, HOA).campaigns, "the other number is found as before"


def test_not_even_the_free_pages_of_the_file_have_it(filled: Posters) -> None:
    if filled.office.engine.dialect.name != "sqlite":
        pytest.skip("a server's pages are its own affair")
    ask(filled)

    assert free_space(filled.office.engine) == ""

    path = Path(filled.office.engine.url.database or "")
    for file in (path, path.with_name(path.name + "-wal")):
        assert not file.exists() or not is_in_file(file, LAN)


def test_the_answer_is_kept_without_the_number(filled: Posters) -> None:
    answer = ask(filled, why=f"Chị Lan, chủ số {LAN}, đề nghị xoá")

    with reading(filled.office.engine) as session:
        row = session.get_one(ErasureRequest, answer.request_id)
        assert (row.kind, row.outcome, row.requested_on) == ("phone", "done", date(2026, 11, 19))
        assert row.why == "Chị Lan, chủ số ••••••••••, đề nghị xoá"
        assert row.pseudonym.startswith("~")
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "erase")).one()
        assert event.subject == f"erasure_request:{row.id}"
        erased = {one.subject for one in session.scalars(select(Erasure).where(Erasure.request_id == row.id))}
    assert {"advert_version:1", "advert_version:2", "decision:1"} <= erased


def test_an_advert_is_erased_with_all_its_contacts(filled: Posters) -> None:
    answer = ask(filled, advert_id=filled.second.advert_id)

    words = filled.words_of_version(filled.second.version_id)
    assert answer.version_ids == (filled.second.version_id,)
    assert HOA not in words
    assert "0900.000.777" not in words
    assert LAN in filled.words_of_version(filled.first.version_id).replace(" ", "")


def test_while_a_referral_is_under_way_the_request_is_refused_and_kept(filled: Posters) -> None:
    other = filled.office.person("binh")
    with unit_of_work(filled.office.engine) as session:
        decision = session.scalars(select(Decision)).one()
        snapshot = session.get_one(CampaignSnapshot, decision.snapshot_id)
        new = NewReferral(
            kind="transfer_slip",
            campaign_id=snapshot.campaign_id,
            snapshot_id=snapshot.id,
            decision_id=decision.id,
            recipient="dolab",
            law_date=date(2026, 11, 20),
            content={"phone": LAN},
            why="Đề nghị xác minh.",
        )
        number = propose_referral(session, new, account_id=filled.officer, now=filled.office.now).id
    before = dump(filled.office.engine)

    answer = ask(filled)

    assert answer.outcome == "refused"
    assert f"referral {number} rests on it" in answer.sentence
    assert SPACED.findall(dump(filled.office.engine)) == SPACED.findall(before)

    with unit_of_work(filled.office.engine) as session:
        settle_referral(session, number, "refused", note="Chưa đủ", account_id=other, now=filled.office.now)
    assert ask(filled).outcome == "done"
    assert not SPACED.search(dump(filled.office.engine))


def test_what_somebody_asked_to_have_erased_teaches_no_model(filled: Posters) -> None:
    ask(filled)

    with reading(filled.office.engine) as session:
        assert list(live_labels(session)) == []


def test_pages_of_it_are_shown_to_nobody_and_still_proven(filled: Posters) -> None:
    ask(filled)

    with reading(filled.office.engine) as session:
        with pytest.raises(ClosedCapture, match="made unreadable"):
            require_open(session, 1)
        assert list(find_damage(session, filled.office.warc)) == []


def test_no_command_shows_or_takes_out_or_reads_again_a_closed_page(
    filled: Posters, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    filled.lives_at_home(monkeypatch)
    ask(filled)
    try:
        shown = CliRunner().invoke(soitin.app, ["capture", "show", "1", "--body"])
        taken = CliRunner().invoke(soitin.app, ["capture", "export", "1", "-o", str(tmp_path / "x.warc.gz")])
        again = CliRunner().invoke(soitin.app, ["reprocess"])
        verified = CliRunner().invoke(soitin.app, ["capture", "verify"])
    finally:
        settings.cache_clear()

    assert [one.exit_code for one in (shown, taken, again, verified)] == [1, 1, 0, 0]
    assert "is closed" in shown.stderr
    assert not (tmp_path / "x.warc.gz").exists()
    assert "captures\t0" in again.stdout


def test_a_number_that_comes_back_later_is_told_to_a_person(filled: Posters) -> None:
    ask(filled)
    key = open_pseudonyms(filled.home)
    filled.office.now += timedelta(days=3)
    new = filled.office.keep(text=f"Tuyển phụ xe, gọi {LAN}", canonical_url="https://viec.example/phu-xe-3")
    read_all(filled.office)

    with reading(filled.office.engine) as session:
        assert named_again(session, key) == [new.advert_id]


@pytest.mark.parametrize(
    "changes",
    [
        {"advert_id": 1, "phone": LAN},
        {"phone": ""},
        {"why": " "},
        {"why": "x" * 3000},
        {"requested_on": date(2030, 1, 1)},
        {"advert_id": 999},
    ],
)
def test_a_request_that_is_none_is_refused_and_not_kept(filled: Posters, changes: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        ask(filled, **changes)
    with reading(filled.office.engine) as session:
        assert session.scalars(select(ErasureRequest)).all() == []


@pytest.mark.parametrize("written", ["", "abc", "0900", "1" * 16, "0900000234; DROP TABLE advert", "%", "０９００"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NoNumber):
        national_number(written)


@pytest.mark.parametrize("written", ["0900 000 234", "+84 900000234", "84900000234", "(0900) 000-234", "0900.000.234"])
def test_one_number_however_it_is_written(written: str) -> None:
    assert national_number(written) == LAN
    assert number_pattern(LAN).search(f"Gọi {written} ngay")


def test_a_longer_number_is_another() -> None:
    assert not number_pattern(LAN).search("0900000234567")
    assert not number_pattern(LAN).search("10900000234")


def test_the_command_does_it_prints_it_and_lists_it(filled: Posters, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.lives_at_home(monkeypatch)
    run = CliRunner().invoke
    try:
        nothing = run(soitin.app, ["erase"])
        done = run(
            soitin.app, ["erase", "--phone", "0900 000 234", "--reason", "Chủ số", "--request-date", "2026-11-19"]
        )
        listed = run(soitin.app, ["erase", "--list"])
    finally:
        settings.cache_clear()

    assert (nothing.exit_code, nothing.stdout) == (2, "")
    assert "name either a phone number or an advert" in nothing.stderr
    assert done.exit_code == 0, done.stderr
    assert "request 1 of 2026-11-19: done: 2 versions of 2 adverts were made unreadable" in done.stdout
    assert "file\tcu.jsonl" in done.stdout
    assert listed.stdout.startswith("1\t2026-11-19\tphone\tdone")
    assert not SPACED.search(done.stdout + listed.stdout)
