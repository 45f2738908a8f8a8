"""`soitin screen --pending`: every version the current model has not seen, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

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
from storage.tables import AdvertVersion, Campaign, Finding, Screening

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def test_what_waits_is_screened_once_and_ranks_its_campaign(engine: Engine, tmp_path: Path, small_model: Path) -> None:
    _keep_adverts(engine, tmp_path, *(f"Tuyển thợ số {number} lương 9 triệu" for number in range(3)))
    screener = Screener(small_model)

    def run_once() -> int:
        done = screen_pending(engine, screener, on=date(2026, 11, 20), now=lambda: NOW, progress=lambda *_: None)
        return done.versions

    assert [run_once(), run_once()] == [3, 0]
    with reading(engine) as session:
        assert session.query(Screening).count() == 3
        assert session.query(Campaign).filter(Campaign.risk.is_(None)).count() == 0


def test_two_that_screen_at_the_same_moment_keep_each_version_once(
    engine: Engine, tmp_path: Path, small_model: Path
) -> None:
    _keep_adverts(engine, tmp_path, *(f"Tuyển thợ số {number} lương 9 triệu" for number in range(3)))
    both_have_read = Barrier(2)

    class Meeting(Screener):
        """Screens its first advert once the other has read the same ones."""

        has_met = False

        def screen(self, *given: Any) -> Any:
            if not self.has_met:
                both_have_read.wait(60)
                self.has_met = True
            return super().screen(*given)

    def run(screener: Screener) -> int:
        done = screen_pending(engine, screener, on=date(2026, 11, 20), now=lambda: NOW, progress=lambda *_: None)
        return done.versions

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(run, [Meeting(small_model), Meeting(small_model)]))

    assert sum(counts) == 3
    with reading(engine) as session:
        assert session.query(Screening).count() == 3


def test_the_register_in_use_is_named_and_shows_what_it_proves_while_the_rest_is_counted(
    engine: Engine, tmp_path: Path, small_model: Path
) -> None:
    number = "Đơn hàng Nhật Bản, giấy phép 7001/LĐTBXH-GP, lương 30 triệu."
    name = "Công ty Cổ phần Nhân lực Kim Quy Vàng tuyển đi Nhật, lương 30 triệu."
    listed = ListedEnterprise(
        row=2, name="CTCP Bến Lụa", licence_number="12/LĐTBXH-GP", status_text="x", status="licensed"
    )
    _keep_adverts(engine, tmp_path, number, name)
    _keep_list(engine, date(2026, 11, 1), listed)

    register = register_on(engine, date(2026, 11, 20))
    done = screen_pending(
        engine,
        Screener(small_model),
        on=date(2026, 11, 20),
        now=lambda: NOW,
        progress=lambda *_: None,
        register=register,
    )

    assert done.evaluated == {"enterprise_not_in_register": 1}
    with reading(engine) as session:
        assert {one.register_snapshot for one in session.query(Screening)} == {"2026-11-01-202611012026"}
        assert session.query(Finding).filter_by(code="licence_number_not_in_register").count() == 1
        assert session.query(Finding).filter_by(code="enterprise_not_in_register").count() == 0
    assert register_on(engine, date(2026, 10, 31)) is None


def _keep_list(engine: Engine, listed_on: date, *listed: ListedEnterprise) -> None:
    about = RegisterList(listed_on=listed_on, source_file="x.csv", sha256=listed_on.isoformat().replace("-", "") * 8)
    with unit_of_work(engine) as session:
        keep_snapshot(session, about, listed, now=NOW)


def test_a_newer_register_brings_back_only_what_can_be_held_against_it(
    engine: Engine, tmp_path: Path, small_model: Path
) -> None:
    texts = {
        "licence": "Đơn hàng bánh mì, giấy phép 7001/LĐTBXH-GP, lương 30 triệu.",
        "abroad, somebody": "Đi Nhật làm nông nghiệp, gọi 0912 345 678.",
        "abroad by words": "Tuyển xuất khẩu lao động nhiều đơn, gọi 0912 345 679.",
        "abroad, nobody": "Ai muốn đi Nhật làm nông nghiệp không?",
        "at home": "Công ty TNHH Bình Minh tuyển thợ may tại Hà Nội, gọi 0912 345 670.",
    }
    _keep_adverts(engine, tmp_path, *texts.values())
    screener = Screener(small_model)

    def run_once() -> int:
        register = register_on(engine, date(2026, 11, 20))
        done = screen_pending(
            engine, screener, on=date(2026, 11, 20), now=lambda: NOW, progress=lambda *_: None, register=register
        )
        return done.versions

    before = run_once()
    _keep_list(engine, date(2026, 10, 1), _listed(status="licensed"))
    under_the_first = run_once(), run_once()
    _keep_list(engine, date(2026, 11, 1), _listed(status="expired"))
    under_the_second = run_once(), run_once()

    assert (before, under_the_first, under_the_second) == (5, (3, 0), (3, 0))
    with reading(engine) as session:
        newest = session.query(Screening).order_by(Screening.id.desc()).limit(3).all()
        again = {session.get_one(AdvertVersion, one.version_id).text for one in newest}
        assert again == {texts["licence"], texts["abroad, somebody"], texts["abroad by words"]}
        assert {one.register_snapshot for one in newest} == {"2026-11-01-202611012026"}
        assert session.query(Screening).count() == 11, "nothing is overwritten"
        worst = {campaign.worst_screening_id for campaign in session.query(Campaign)}
        assert {one.id for one in newest} <= worst, "the queue shows what the newer list says"


def _listed(*, status: str) -> ListedEnterprise:
    return ListedEnterprise(
        row=2, name="CTCP Bến Lụa", licence_number="7001/LĐTBXH-GP", status_text=status, status=status
    )


def _keep_adverts(engine: Engine, folder: Path, *texts: str) -> None:
    with unit_of_work(engine) as session:
        site = site_named(session, "viec", now=NOW)
        run = start_run(session, site, now=NOW)
        writer = CaptureWriter(folder, site=site.name, site_id=site.id, run_id=run.id)
        for number, text in enumerate(texts):
            page = NewCapture(
                url=f"file:{number}", fetched_at=NOW, status=200, reason="OK", headers=[], body=b"x", kind="file"
            )
            advert = ExtractedAdvert(title="", employer_name="", text=text, source="file")
            keep_advert(session, writer.keep(session, page), advert, now=NOW)
