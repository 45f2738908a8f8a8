"""The licence register: lists are kept whole or not at all, once, and the newest of a day is found."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage.database import reading, unit_of_work
from storage.records import ListedEnterprise, RegisterList
from storage.register import entries, keep_snapshot, latest_snapshot
from storage.tables import AuditEvent, RegisterEntry, RegisterSnapshot

ABOUT = RegisterList(listed_on=date(2026, 9, 1), source_file="danh_sach.xlsx", sha256="ab" * 32)
ONE = ListedEnterprise(
    row=2,
    name="Công ty Cổ phần Nhân lực Đồng Sậy",
    status_text="Doanh nghiệp đang hoạt động",
    status="licensed",
    licence_number="2098/LĐTBXH-GP",
    tax_code="0100109106",
    trade_name="DOSACO.,JSC",
    phone="024 3000 1234",
)
BRANCH = replace(ONE, row=3, name="Chi nhánh Đồng Sậy tại Huế", branch_of=ONE.name, may_collect=False)


def keep(engine: Engine, now: datetime, **changes: object) -> bool:
    with unit_of_work(engine) as session:
        about = replace(ABOUT, **changes)  # type: ignore[arg-type]  # whatever the test is about
        return keep_snapshot(session, about, (ONE, BRANCH), now=now)[1]


def test_a_list_comes_back_as_it_was_kept(engine: Engine, now: datetime) -> None:
    keep(engine, now)

    with reading(engine) as session:
        snapshot = latest_snapshot(session)
        assert snapshot is not None
        assert (snapshot.name, snapshot.rows, snapshot.imported_at) == ("2026-09-01-abababababab", 2, now)
        assert entries(session, snapshot.id) == (ONE, BRANCH)
        folded = session.query(RegisterEntry.folded).filter_by(row=2).scalar()
        assert folded == "cong ty co phan nhan luc dong say\ndosaco.,jsc"


def test_the_import_is_an_event(engine: Engine, now: datetime) -> None:
    keep(engine, now)

    with reading(engine) as session:
        assert session.query(AuditEvent.action).scalar() == "import_register"


def test_the_same_bytes_for_the_same_day_are_kept_once(engine: Engine, now: datetime) -> None:
    assert keep(engine, now)
    assert not keep(engine, now)
    assert keep(engine, now, listed_on=date(2026, 10, 1))

    with reading(engine) as session:
        assert session.query(RegisterSnapshot).count() == 2
        assert session.query(RegisterEntry).count() == 4


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (None, date(2026, 10, 1)),
        (date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 9, 30), date(2026, 9, 1)),
        (date(2026, 8, 31), None),
    ],
)
def test_the_newest_list_not_after_a_day_is_found(
    engine: Engine, now: datetime, on: date | None, expected: date | None
) -> None:
    keep(engine, now, listed_on=date(2026, 10, 1))
    keep(engine, now)

    with reading(engine) as session:
        snapshot = latest_snapshot(session, on)
    assert (snapshot.listed_on if snapshot else None) == expected


def test_of_two_lists_for_one_day_the_later_import_counts(engine: Engine, now: datetime) -> None:
    keep(engine, now)
    keep(engine, now, sha256="cd" * 32)

    with reading(engine) as session:
        snapshot = latest_snapshot(session)
    assert snapshot is not None
    assert snapshot.sha256 == "cd" * 32


def test_a_list_with_one_bad_row_leaves_nothing(engine: Engine, now: datetime) -> None:
    bad = replace(BRANCH, status="maybe")

    with pytest.raises(DBAPIError), unit_of_work(engine) as session:
        keep_snapshot(session, ABOUT, (ONE, bad), now=now)
    with reading(engine) as session:
        assert latest_snapshot(session) is None
        assert session.query(RegisterEntry).count() == 0


def test_an_empty_list_is_refused(engine: Engine, now: datetime) -> None:
    with pytest.raises(ValueError, match="lists nobody"), unit_of_work(engine) as session:
        keep_snapshot(session, ABOUT, (), now=now)
