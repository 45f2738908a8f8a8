"""A PostgreSQL server that is away for some seconds in the middle of a crawl: nothing is lost, nothing is doubled."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fault_server as faults
import pytest
from sqlalchemy import Engine, func, make_url, select
from sqlalchemy.exc import OperationalError

from crawler.patience import patiently
from crawler.run import crawl_site
from storage.captures import find_damage
from storage.database import open_database, reading
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, Capture, CrawlRun, Extraction

PLAIN = range(1, 31)
AWAY = OperationalError("", {}, Exception("server closed the connection unexpectedly"))
FULL = OperationalError("", {}, Exception("database or disk is full"))


class Door:
    """A loopback door to a server that can be shut: connections through it end, new ones are refused."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._pairs: list[socket.socket] = []
        self._listen(0)

    def _listen(self, port: int) -> None:
        self._door = socket.create_server(("127.0.0.1", port))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._door,), daemon=True).start()

    def _accept(self, door: socket.socket) -> None:
        while True:
            try:
                near, _ = door.accept()
            except OSError:
                return
            far = socket.create_connection(self._target)
            self._pairs += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_pump, args=(one, other), daemon=True).start()

    def shut(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for one in self._pairs:
            _end(one)

    def open(self) -> None:
        self._listen(self.port)


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    _end(source)
    _end(target)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@pytest.fixture
def door(database_url: str, monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Door]:  # noqa: ARG001 - kept there
    if database_url.startswith("sqlite"):
        pytest.skip("a SQLite file is never away")
    address = make_url(database_url)
    door = Door(address.host or "127.0.0.1", address.port or 5432)
    through = address.set(host="127.0.0.1", port=door.port).render_as_string(hide_password=False)
    monkeypatch.setenv("SOITIN_DATABASE_URL", through)
    settings.cache_clear()
    yield door
    door.shut()


def test_a_crawl_outlives_a_database_that_is_away(door: Door, write_site: Callable[..., str], home: Path) -> None:
    made = faults.board(PLAIN)
    usual = made["/tin/tho-son-10.html"]

    def shut_then_answer(handler: Any) -> None:
        door.shut()
        threading.Timer(5, door.open).start()
        usual(handler)

    made["/tin/tho-son-10.html"] = faults.in_turn(shut_then_answer, usual)
    with faults.FaultServer(routes=made) as server:
        summary = crawl_site(write_site(server.base))

    assert (summary.outcome, summary.cause, summary.adverts) == ("good", None, len(PLAIN))
    engine = open_database(settings().url)
    with reading(engine) as session:
        numbers = [session.scalar(select(func.count()).select_from(table)) for table in (Advert, AdvertVersion)]
        assert numbers == [len(PLAIN)] * 2
        records = select(func.count(), func.count(func.distinct(Capture.warc_offset))).where(Capture.kind == "advert")
        assert tuple(session.execute(records).one()) == (len(PLAIN), len(PLAIN))
        assert session.scalar(select(func.count()).select_from(Extraction)) == len(PLAIN)
        assert session.get_one(CrawlRun, summary.run_id).pages == summary.pages
        assert list(find_damage(session, home / "warc")) == []
    engine.dispose()


def test_patience_ends(engine: Engine) -> None:
    tried: list[bool] = []

    def away(_session: Any, is_again: bool) -> None:  # noqa: FBT001 - called by `patiently`
        tried.append(is_again)
        raise AWAY

    with pytest.raises(OperationalError):
        patiently(engine, away, patience=0.2, pause=0.05)
    assert tried[0] is False
    assert len(tried) > 1
    assert all(tried[1:])


def test_waiting_for_a_full_disk_is_of_no_use(engine: Engine) -> None:
    tried: list[float] = []

    def full(_session: Any, _is_again: bool) -> None:  # noqa: FBT001 - called by `patiently`
        tried.append(time.monotonic())
        raise FULL

    with pytest.raises(OperationalError):
        patiently(engine, full, pause=0.01)
    assert len(tried) == 1
