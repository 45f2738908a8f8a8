"""Case files: bytes under their hash, once, and found out when they are damaged."""

import os
from pathlib import Path
from typing import Any

import pytest

from storage.database import reading, unit_of_work
from storage.referring.case_files import (
    DamagedCaseFile,
    find_damaged_case_files,
    keep_case_file,
    place_of,
    read_case_file,
)
from storage.referring.referrals import NewReferral, propose_referral
from storage.tables import AuditEvent, Campaign, CaseFile
from storage.worklist.reviews import Verdict, record_decision


@pytest.fixture
def referral(office: Any) -> int:
    office.keep()
    who = office.person("an")
    with unit_of_work(office.engine) as session:
        campaign = session.query(Campaign).one()
        seen = {"campaign_id": campaign.id, "snapshot_id": campaign.current_snapshot_id}
        said = Verdict(**seen, screening_id=None, verdict="suspicious")
        decision = record_decision(session, said, account_id=who, now=office.now)
        new = NewReferral(
            **seen,
            kind="online_record",
            decision_id=decision.id,
            recipient="",
            law_date=office.now.date(),
            content={},
            why="Ghi nhận.",
        )
        return propose_referral(session, new, account_id=who, now=office.now).id


def keep(office: Any, home: Path, referral: int, content: bytes, name: str = "ho-so.docx") -> int:
    with unit_of_work(office.engine) as session:
        return keep_case_file(session, home, referral, name, content, account_id=1, now=office.now).id


def test_bytes_are_kept_once_and_come_back_as_they_were(office: Any, tmp_path: Path, referral: int) -> None:
    first = keep(office, tmp_path, referral, b"noi dung")

    assert keep(office, tmp_path, referral, b"noi dung") == first
    assert keep(office, tmp_path, referral, b"khac") != first
    with reading(office.engine) as session:
        row, content = read_case_file(session, first, tmp_path)
        assert (row.name, row.size, content) == ("ho-so.docx", 8, b"noi dung")
        assert session.query(AuditEvent).filter_by(action="make_case_file").count() == 2
        assert list(find_damaged_case_files(session, tmp_path)) == []


def test_damaged_and_missing_bytes_are_named(office: Any, tmp_path: Path, referral: int) -> None:
    first, second = keep(office, tmp_path, referral, b"mot"), keep(office, tmp_path, referral, b"hai")
    with reading(office.engine) as session:
        one, two = session.get_one(CaseFile, first), session.get_one(CaseFile, second)
    place_of(tmp_path, one.sha256).write_bytes(b"mot!")
    place_of(tmp_path, two.sha256).unlink()

    with reading(office.engine) as session:
        said = list(find_damaged_case_files(session, tmp_path))
        with pytest.raises(DamagedCaseFile, match="no case file 99"):
            read_case_file(session, 99, tmp_path)

    assert len(said) == 2
    assert "are not those that were kept" in said[0]
    assert "are missing" in said[1]


def test_damaged_bytes_are_mended_by_making_the_file_again(office: Any, tmp_path: Path, referral: int) -> None:
    first = keep(office, tmp_path, referral, b"mot")
    with reading(office.engine) as session:
        place = place_of(tmp_path, session.get_one(CaseFile, first).sha256)
    place.write_bytes(b"")

    assert keep(office, tmp_path, referral, b"mot") == first
    assert place.read_bytes() == b"mot"


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/b", "", ".hidden", "a\\b", "x" * 200, "a\nb"])
def test_a_name_that_leads_elsewhere_is_refused(office: Any, tmp_path: Path, referral: int, name: str) -> None:
    with pytest.raises(ValueError, match="no plain file name"):
        keep(office, tmp_path, referral, b"x", name)


def test_what_a_killed_writer_left_goes_and_what_a_living_one_writes_stays(
    office: Any, tmp_path: Path, referral: int
) -> None:
    folder = place_of(tmp_path, "ab" * 32).parent
    folder.mkdir(parents=True)
    left, written = folder / f".{'ab' * 32}.7.new", folder / f".{'ab' * 32}.8.new"
    for half in (left, written):
        half.write_bytes(b"no")
    os.utime(left, (0, 0))

    keep(office, tmp_path, referral, b"mot")

    assert list(folder.iterdir()) == [written]
