"""`soitin screen --pending`: every version the current model has not seen, once."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from model.register.kept import register_on
from model.score import Screener
from model.screen_pending import screen_pending
from storage.adverts import keep_advert
from storage.captures import CaptureWriter
from storage.database import reading, unit_of_work
from storage.records import ExtractedAdvert, ListedEnterprise, NewCapture, RegisterList
from storage.register import keep_snapshot
from storage.runs import site_named, start_run
from storage.tables import Campaign, Finding, Screening

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def test_what_waits_is_screened_once_and_ranks_its_campaign(engine: Engine, tmp_path: Path, small_model: Path) -> None:
    with unit_of_work(engine) as session:
        site = site_named(session, "viec", now=NOW)
        run = start_run(session, site, now=NOW)
        writer = CaptureWriter(tmp_path, site="viec", site_id=site.id, run_id=run.id)
        for number in range(3):
            page = NewCapture(
                url=f"file:{number}", fetched_at=NOW, status=200, reason="OK", headers=[], body=b"x", kind="file"
            )
            advert = ExtractedAdvert(
                title="", employer_name="", text=f"Tuyển thợ số {number} lương 9 triệu", source="file"
            )
            keep_advert(session, writer.keep(session, page), advert, now=NOW)
    screener = Screener(small_model)

    def run_once() -> int:
        done = screen_pending(engine, screener, on=date(2026, 11, 20), now=lambda: NOW, progress=lambda *_: None)
        return done.versions

    assert [run_once(), run_once()] == [3, 0]
    with reading(engine) as session:
        assert session.query(Screening).count() == 3
        assert session.query(Campaign).filter(Campaign.risk.is_(None)).count() == 0


def test_the_register_in_use_is_named_and_what_is_in_evaluation_is_counted(
    engine: Engine, tmp_path: Path, small_model: Path
) -> None:
    text = "Đơn hàng Nhật Bản, giấy phép 7001/LĐTBXH-GP, lương 30 triệu."
    listed = ListedEnterprise(
        row=2, name="CTCP Bến Lụa", licence_number="12/LĐTBXH-GP", status_text="x", status="licensed"
    )
    with unit_of_work(engine) as session:
        site = site_named(session, "viec", now=NOW)
        run = start_run(session, site, now=NOW)
        writer = CaptureWriter(tmp_path, site=site.name, site_id=site.id, run_id=run.id)
        page = NewCapture(url="file:1", fetched_at=NOW, status=200, reason="OK", headers=[], body=b"x", kind="file")
        advert = ExtractedAdvert(title="", employer_name="", text=text, source="file")
        keep_advert(session, writer.keep(session, page), advert, now=NOW)
        about = RegisterList(listed_on=date(2026, 11, 1), source_file="x.csv", sha256="0" * 64)
        keep_snapshot(session, about, (listed,), now=NOW)

    register = register_on(engine, date(2026, 11, 20))
    done = screen_pending(
        engine,
        Screener(small_model),
        on=date(2026, 11, 20),
        now=lambda: NOW,
        progress=lambda *_: None,
        register=register,
    )

    assert done.evaluated["licence_number_not_in_register"] == 1
    with reading(engine) as session:
        assert session.query(Screening).one().register_snapshot == "2026-11-01-000000000000"
        assert session.query(Finding).filter_by(code="licence_number_not_in_register").count() == 0
    assert register_on(engine, date(2026, 10, 31)) is None
