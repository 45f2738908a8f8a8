"""A served office and a browser to look at it with."""

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from storage.database import open_database
from tests.browser.served import Served, free_port
from tests.browser.tab import PATIENCE, SCREEN

CHROMIUM = Path(os.environ.get("SOITIN_CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def office() -> ModuleType:
    path = Path(__file__).parents[1] / "review_app" / "office.py"
    spec = importlib.util.spec_from_file_location("office", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["office"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def served(tmp_path: Path, office: ModuleType) -> Iterator[Served]:
    """An office of one's own, for tests that decide."""
    with _served(tmp_path, office) as one:
        yield one


@pytest.fixture
def address(served: Served) -> str:
    """Where an office of one's own answers."""
    return served.address


@pytest.fixture(scope="session")
def quiet_address(tmp_path_factory: pytest.TempPathFactory, office: ModuleType) -> Iterator[str]:
    """One office for all tests that only look."""
    with _served(tmp_path_factory.mktemp("quiet"), office) as one:
        yield one.address


@contextmanager
def _served(folder: Path, office: ModuleType) -> Iterator[Served]:
    """The review app with the office's adverts and people."""
    engine = open_database(f"sqlite:///{folder / 'var' / 'soitin.db'}")
    office.fill(engine, folder / "var" / "warc")
    office.add_people(engine)
    one = Served(folder, engine, free_port())
    try:
        one.start()
        yield one
    finally:
        one.stop()
        engine.dispose()


@pytest.fixture
def open_tab(browser: Browser, served: Served, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open tabs of as many people as are wanted; what a failed test saw stays beside its files as a picture."""
    contexts: list[BrowserContext] = []

    def opened(size: tuple[int, int] = SCREEN) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    if request.node.stash.get(FAILED, False):
        for number, context in enumerate(contexts):
            for page in context.pages:
                page.screenshot(path=served.folder / f"tab-{number}.png")
    for context in contexts:
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:  # noqa: ARG001
    """Let a fixture know, before it ends, that its test has failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; in CI it has to be there."""
    if not CHROMIUM.exists():
        reason = f"no Chromium at {CHROMIUM}; install Debian's package chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()
