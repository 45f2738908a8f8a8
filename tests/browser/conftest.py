"""A served office and a browser to look at it with."""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from storage.database import open_database

CHROMIUM = Path(os.environ.get("SOITIN_CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
READY_SECONDS = 40


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
def address(tmp_path: Path, office: ModuleType) -> Iterator[str]:
    """An office of one's own, for tests that decide."""
    with _served(tmp_path, office) as where:
        yield where


@pytest.fixture(scope="session")
def quiet_address(tmp_path_factory: pytest.TempPathFactory, office: ModuleType) -> Iterator[str]:
    """One office for all tests that only look."""
    with _served(tmp_path_factory.mktemp("quiet"), office) as where:
        yield where


@contextmanager
def _served(folder: Path, office: ModuleType) -> Iterator[str]:
    """The review app in a process of its own, with the office's adverts and people."""
    engine = open_database(f"sqlite:///{folder / 'var' / 'soitin.db'}")
    office.fill(engine, folder / "var" / "warc")
    office.add_people(engine)
    engine.dispose()
    port = _free_port()
    serve = f"from review_app.server import serve; serve('127.0.0.1', {port})"
    environment = {**os.environ, "SOITIN_HOME": str(folder / "var"), "SOITIN_DATABASE_URL": ""}
    log = (folder / "server.log").open("w")
    with (
        log,
        subprocess.Popen([sys.executable, "-c", serve], cwd=folder, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            _wait_for(port, server, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium; in CI it has to be there."""
    if not CHROMIUM.exists():
        reason = f"no Chromium at {CHROMIUM}; install Debian's package chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is there

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(READY_SECONDS * 10):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"the review app did not start:\n{log.read_text()}")
