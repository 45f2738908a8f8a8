"""Every test gets a scratch home; one crawl of the demo board is shared by all who only look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.demo_boards.server import DemoServer
from crawler.run import RunSummary, crawl_site
from storage.database import open_database
from storage.settings import settings

SHARED = Path(__file__).parents[2].parent / "shared" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What one crawl of the demo board left behind."""

    summary: RunSummary
    requested: list[str]
    engine: Engine
    home: Path
    base: str


def at_home(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let everything of this process and its children be kept in a folder."""
    patch.setenv("SOITIN_HOME", str(folder))
    patch.delenv("SOITIN_DATABASE_URL", raising=False)
    patch.delenv("SOITIN_SITES", raising=False)
    settings.cache_clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A scratch home of its own."""
    at_home(monkeypatch, tmp_path / "home")
    yield tmp_path / "home"
    settings.cache_clear()


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The demo board, crawled once; for tests that only read."""
    folder = tmp_path_factory.mktemp("crawled")
    with pytest.MonkeyPatch.context() as patch, DemoServer() as board:
        at_home(patch, folder)
        summary = crawl_site("demo_board", base=board.base)
        engine = open_database(settings().url)
        settings.cache_clear()
    yield Crawled(summary=summary, requested=board.requested, engine=engine, home=folder, base=board.base)
    engine.dispose()


@pytest.fixture
def shared_data() -> Path:
    """The folder of real pages and rows."""
    if not SHARED.is_dir():
        pytest.skip(f"real data is not here: {SHARED} is missing")
    return SHARED
