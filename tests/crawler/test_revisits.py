"""What became of adverts that a site no longer names: two and more crawls of a small board on loopback."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crawler.demo_boards.server import DemoServer
from crawler.errors import WrongSiteFile
from crawler.run import RunSummary, crawl_site
from storage.database import open_database, reading
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, Capture, CrawlIssue, CrawlRun

SITE = Path(__file__).parents[2] / "crawler" / "sites" / "demo_board" / "site.yml"
ROW: dict[str, Any] = {
    "employer_name": "Xưởng Sơn Vàm Láng", "industry": "Cơ khí", "street": "Ấp 3", "locality": "Xã Vàm Láng",
    "region": "Đồng Tháp", "posted_days_ago": 20, "valid_days": 60, "salary_text": "9 triệu", "salary": None,
    "employment_type": "FULL_TIME",
    "sections": [{"heading": "Mô tả công việc", "lines": ["Sơn tĩnh điện khung cửa. Gọi 0900 000 456."]}],
}  # fmt: skip


class Board:
    """A board of a few adverts whose file is written anew before each crawl; port and addresses stay."""

    def __init__(self, folder: Path) -> None:
        self._rows = folder / "rows.jsonl"
        self._port = 0
        self.base = ""
        self.requested: list[str] = []

    def crawl(self, *numbers: int, days_ago: int = 0, **changes: Any) -> RunSummary:
        rows = [ROW | {"id": f"B{n}", "slug": f"tho-son-{n}", "title": f"Thợ sơn {n}"} | changes for n in numbers]
        self._rows.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        with DemoServer(port=self._port, adverts=self._rows) as server:
            self._port, self.base, self.requested = int(server.base.rpartition(":")[2]), server.base, server.requested
            return crawl_site("demo_board", base=server.base, days_ago=days_ago)


@pytest.fixture
def board(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:  # noqa: ARG001 - kept there
    (tmp_path / "sites" / "demo_board").mkdir(parents=True)
    file = SITE.read_text("utf-8").replace("counts: {min: 64, max: 140}", "counts: {min: 2, max: 9}")
    (tmp_path / "sites" / "demo_board" / "site.yml").write_text(file, "utf-8")
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    settings.cache_clear()
    yield Board(tmp_path)
    settings.cache_clear()


def gone() -> list[str]:
    with reading(open_database(settings().url)) as session:
        query = select(AdvertVersion.title).join(Advert, Advert.id == AdvertVersion.advert_id)
        return list(session.scalars(query.where(Advert.removed_seen_at.is_not(None))))


def test_adverts_that_nothing_names_are_visited_again_and_marked_when_gone(board: Board) -> None:
    board.crawl(1, 2, 3, 4, days_ago=7)

    second = board.crawl(1, 2, 5)

    assert (second.outcome, second.new_adverts, second.removed) == ("good", 1, 2)
    assert sorted(gone()) == ["Thợ sơn 3", "Thợ sơn 4"]
    with reading(open_database(settings().url)) as session:
        assert len(session.scalars(select(Advert)).all()) == len(session.scalars(select(AdvertVersion)).all()) == 5
        first_run, second_run = session.scalars(select(CrawlRun).order_by(CrawlRun.id))
        assert (second_run.started_at - first_run.started_at).days == 7
        removed = session.scalars(select(Advert.removed_seen_at).where(Advert.removed_seen_at.is_not(None))).all()
        assert all(at >= second_run.started_at for at in removed if at)
        old = session.scalars(select(Capture.fetched_at).where(Capture.run_id == first_run.id)).all()
        assert max(old) < second_run.started_at

    third = board.crawl(1, 2, 5)

    assert third.removed == 0
    assert not [path for path in board.requested if "tho-son-3" in path], "what is gone is left in peace"
    back = board.crawl(1, 2, 3, 5)
    assert (back.new_adverts, back.new_versions, gone()) == (0, 0, ["Thợ sơn 4"])


def test_an_edited_advert_has_both_versions(board: Board) -> None:
    board.crawl(1, 2)

    second = board.crawl(1, 2, salary_text="45 triệu")

    assert (second.new_adverts, second.new_versions, second.removed) == (0, 2, 0)
    with reading(open_database(settings().url)) as session:
        salaries = session.scalars(select(AdvertVersion.salary_text).order_by(AdvertVersion.number)).all()
    assert salaries == ["9 triệu"] * 2 + ["45 triệu"] * 2


def test_a_bad_run_marks_nothing_and_asks_for_nothing_more(board: Board) -> None:
    board.crawl(1, 2, 3, 4)

    second = board.crawl(1)

    assert second.outcome == "bad"
    assert "1 adverts, at least 2 were expected" in str(second.cause)
    assert second.removed == 0
    assert gone() == []
    assert not [path for path in board.requested if "tho-son-3" in path]
    unreachable = crawl_site("demo_board", base=board.base)
    assert (unreachable.outcome, unreachable.removed, gone()) == ("bad", 0, [])


def test_visits_stay_within_max_pages(board: Board, tmp_path: Path) -> None:
    board.crawl(*range(1, 9))
    path = tmp_path / "sites" / "demo_board" / "site.yml"
    path.write_text(path.read_text("utf-8").replace("max_pages: 400", "max_pages: 18"), "utf-8")
    settings.cache_clear()

    second = board.crawl(1, 2, 3)

    assert second.pages <= 18
    assert 0 < second.removed < 5
    with reading(open_database(settings().url)) as session:
        assert session.scalars(select(CrawlIssue).where(CrawlIssue.kind == "max_pages")).all()
    assert board.crawl(1, 2, 3).removed == 5 - second.removed, "the next run goes on with the others"


@pytest.mark.usefixtures("home")
def test_only_a_demo_site_accepts_another_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sites" / "board").mkdir(parents=True)
    (tmp_path / "sites" / "board" / "site.yml").write_text(
        "{name: board, title: B, base: 'https://board.example', start: {listings: [/]}, advert_url: x, "
        "contact: a@b.example, counts: {min: 0, max: 1}}"
    )
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    settings.cache_clear()

    with pytest.raises(WrongSiteFile, match="no demo site"):
        crawl_site("board", days_ago=7)
    settings.cache_clear()
