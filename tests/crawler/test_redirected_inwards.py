"""A site that sends a crawl of the web into the office's own network: nobody there is ever knocked at.

127.0.0.1 plays the web and 127.0.0.2 the office's network, to which every door of the site leads.
"""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fault_server as faults
import pytest
from sqlalchemy import select

from crawler.run_book import RunBook
from crawler.site_file import load_site
from storage.database import open_database, reading
from storage.settings import settings
from storage.tables import Capture, CrawlIssue, CrawlRun

WEB, INSIDE = "127.0.0.1", "127.0.0.2"
_CRAWL = f"""
import sys
import crawler.reach
judged = crawler.reach.is_private_address
crawler.reach.is_private_address = lambda host: host != "{WEB}" and judged(host)
from crawler.run import _crawl_here
_crawl_here(*sys.argv[1:])
"""
_SITE = """
name: board
title: Bảng
kind: board
base: {base}
start: {{listings: [/tin], sitemaps: [{sitemaps}]}}
advert_url: /tin/[a-z-]+-[0-9]+[.]html$
next_page: a[rel=next]
delay: 0
contact: a@b.example
counts: {{min: 0, max: 100}}
"""
SPELLINGS = ("127.0.0.2", "2130706434", "0x7f000002", "0177.0.0.2", "127.2", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]")


@contextmanager
def house() -> Iterator[tuple[int, list[str]]]:
    """A server inside, and who knocked at it."""
    knocks: list[str] = []
    door = socket.create_server((INSIDE, 0))

    def wait() -> None:
        while True:
            try:
                came, _ = door.accept()
            except OSError:
                return
            knocks.append(came.recv(200).decode("latin-1"))
            came.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret")
            came.close()

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    try:
        yield door.getsockname()[1], knocks
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        waiting.join(5)


def crawl(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Crawl the site as one of the web; return what the run noted: kind and message."""
    folder = tmp_path / "sites" / "board"
    folder.mkdir(parents=True)
    (folder / "site.yml").write_text(
        _SITE.format(base=base, sitemaps=", ".join(f"/s{number}.xml" for number in range(len(SPELLINGS)))), "utf-8"
    )
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    settings.cache_clear()
    book = RunBook.open(load_site("board"))
    book._heartbeat.__exit__(None, None, None)
    subprocess.run([sys.executable, "-c", _CRAWL, "board", str(book.run_id), base], check=True, timeout=240)
    with reading(open_database(settings().url)) as session:
        assert session.scalars(select(CrawlRun.finished_at)).one() is not None
        assert not any(INSIDE in url for url in session.scalars(select(Capture.url)))
        return [(row.kind, row.message) for row in session.scalars(select(CrawlIssue))]


@pytest.mark.usefixtures("home")
def test_no_redirect_leads_a_crawl_into_the_office_s_own_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house() as (port, knocks), faults.FaultServer() as server:
        inwards = [f"http://{spelling}:{port}/tin/trong-{number}.html" for number, spelling in enumerate(SPELLINGS)]
        odd = {f"vao_{'abcdefg'[number]}": faults.redirect(target) for number, target in enumerate(inwards)}
        odd["hai_buoc"] = faults.redirect("/tin/vao-a-0.html")
        server.routes |= faults.board(range(1, 4), **odd)
        links = [f"/tin/tho-son-{number}.html" for number in (1, 2, 3)]
        links += [f"/tin/{name.replace('_', '-')}-0.html" for name in odd]
        server.routes["/tin"] = faults.say(faults.listing(*links, *inwards, following="/trang-2"))
        server.routes["/trang-2"] = faults.redirect(f"http://{INSIDE}:{port}/tin")
        # redirects of adverts are not followed at all; those of sitemaps are, and are judged by where they lead
        server.routes |= {f"/s{number}.xml": faults.redirect(target) for number, target in enumerate(inwards)}

        noted = crawl(server.base, tmp_path, monkeypatch)

        assert len(server.paths("/tin/tho-son")) == 3, "the rest of the site is crawled"
        asked = set(server.paths())
        assert asked >= {*links, "/trang-2", *(f"/s{number}.xml" for number in range(len(SPELLINGS)))}, "each door"
    assert knocks == []
    told = [message for kind, message in noted if kind == "redirected"]
    assert all(any(f"//{spelling}:" in message for message in told) for spelling in SPELLINGS), noted


@pytest.mark.usefixtures("home")
def test_rules_of_a_site_are_not_fetched_from_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with house() as (port, knocks), faults.FaultServer(routes=faults.board(range(1, 3))) as server:
        server.routes["/robots.txt"] = faults.redirect(f"http://{INSIDE}:{port}/robots.txt")

        noted = crawl(server.base, tmp_path, monkeypatch)

    assert knocks == []
    assert server.paths("/tin") == [], "without its rules nothing of a site is fetched"
    assert "robots_unreachable" in {kind for kind, _ in noted}


def test_the_door_counts_who_knocks() -> None:
    with house() as (port, knocks), socket.create_connection((INSIDE, port), timeout=5) as caller:
        caller.sendall(b"GET /")
        assert caller.recv(100).startswith(b"HTTP/1.1 200")
        assert knocks == ["GET /"]
