"""Kill the demo's crawls with SIGKILL at random moments and compare with undisturbed ones: `make chaos-crawl`.

Each round starts the crawl of all three demo sites, kills it, starts it again, kills that, and lets the third one end.
Every other round begins with nothing, the rest a week later on what an undisturbed crawl left, so that edited and
removed adverts are among what may be lost. It ends with 1 if an advert or a version is lost, doubled or different, if
a row's bytes are not there or do not match their hash, or if a WARC file is not valid.
"""

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from sqlalchemy import select
from warcio.checker import Checker

from crawler.demo_boards.server import BOARDS, DemoServer
from crawler.run import crawl_site
from storage.captures import read_capture
from storage.database import open_database, reading
from storage.errors import DamagedCapture
from storage.tables import Advert, AdvertVersion, Capture, CrawlRun, Site

KILLS = 2
WEEKS = {1: 7, 2: 0}
"""Week of the demo's boards → days by which the clock of its crawl is set back."""
State = dict[tuple[str, str], tuple[tuple[str, ...], bool]]
"""(site, path of an advert) → (hashes of its versions in order, whether it is gone)."""


def main() -> None:
    """Crawl undisturbed, then in rounds; or, with --crawl, be the crawl that is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="how many; 100 by default")
    parser.add_argument("--seed", type=int, default=None, help="of the random moments, to repeat a run")
    parser.add_argument("--crawl", nargs="+", metavar="DAYS_AGO SITE=BASE", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.crawl:
        sys.exit(crawl(int(chosen.crawl[0]), dict(pair.split("=", 1) for pair in chosen.crawl[1:])))
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**6)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        servers = {site: stack.enter_context(DemoServer(site, week=1)) for site in BOARDS}
        problems = Chaos(Path(folder), servers, random.Random(seed)).run(chosen.rounds)  # noqa: S311 - no secret
    print(f"seed {seed}: {problems or 'nothing'} lost, doubled or torn in {chosen.rounds} rounds")
    sys.exit(1 if problems else 0)


def crawl(days_ago: int, bases: dict[str, str]) -> int:
    """Crawl the sites side by side, as the demo does."""
    with ThreadPoolExecutor(len(bases)) as pool:
        runs = list(pool.map(lambda site: crawl_site(site, base=bases[site], days_ago=days_ago), bases))
    return 0 if all(run.outcome == "good" for run in runs) else 1


class Chaos:
    """Undisturbed crawls to compare with, and the rounds."""

    def __init__(self, folder: Path, servers: dict[str, DemoServer], dice: random.Random) -> None:
        self._folder, self._servers, self._dice = folder, servers, dice
        self._console = Console(stderr=True)
        self._expected: dict[int, State] = {}
        self._seconds: dict[int, float] = {}

    def run(self, rounds: int) -> int:
        """Return the number of problems found in so many rounds."""
        self._undisturbed()
        problems = 0
        for number in range(1, rounds + 1):
            week = 1 + number % 2
            found = list(self._round(week))
            problems += len(found)
            self._console.print(f"round {number}, week {week}: {'; '.join(found[:5]) or 'as undisturbed'}")
        return problems

    def _undisturbed(self) -> None:
        home = self._folder / "undisturbed"
        for week in WEEKS:
            self._show(week)
            begun = time.monotonic()
            process = self._start(home, week)
            if process.wait() != 0:
                sys.exit("the undisturbed crawl went wrong")
            self._seconds[week] = time.monotonic() - begun
            self._expected[week] = state(home)
            if week == 1:
                shutil.copytree(home, self._folder / "week_1")
            adverts, took = len(self._expected[week]), self._seconds[week]
            self._console.print(f"undisturbed, week {week}: {adverts} adverts in {took:.1f} s")

    def _round(self, week: int) -> Iterator[str]:
        home = self._folder / "round"
        shutil.rmtree(home, ignore_errors=True)
        if week > 1:
            shutil.copytree(self._folder / "week_1", home)
        self._show(week)
        for _ in range(KILLS):
            self._killed(home, week)
        if code := self._start(home, week).wait():
            yield f"the last crawl ended with {code} ({causes(home)})"
        yield from differences(self._expected[week], state(home))
        yield from damage(home)

    def _show(self, week: int) -> None:
        for server in self._servers.values():
            server.show_week(week)

    def _killed(self, home: Path, week: int) -> None:
        process = self._start(home, week)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self._dice.uniform(0, self._seconds[week]))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _start(self, home: Path, week: int) -> "subprocess.Popen[bytes]":
        bases = [f"{site}={server.base}" for site, server in self._servers.items()]
        environment = os.environ | {"SOITIN_HOME": str(home), "SOITIN_DATABASE_URL": ""}
        environment.pop("SOITIN_SITES", None)
        command = [sys.executable, __file__, "--crawl", str(WEEKS[week]), *bases]
        return subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)


def state(home: Path) -> State:
    """Return what a crawl has come to."""
    found: State = {}
    with opened(home) as session:
        for advert, site in session.execute(select(Advert, Site.name).join(Site, Site.id == Advert.site_id)):
            versions = session.scalars(
                select(AdvertVersion.content_sha256)
                .where(AdvertVersion.advert_id == advert.id)
                .order_by(AdvertVersion.number)
            )
            key = (site, urlsplit(advert.url or advert.identity).path)
            # two adverts under one key would be a doubled one: its versions then differ from those expected
            found[key] = (*found.get(key, ((), False))[0], *versions), advert.removed_seen_at is not None
    return found


def differences(expected: State, found: State) -> Iterator[str]:
    """Yield a sentence for each advert that is lost, too many, or other than expected."""
    yield from (f"{key} is lost" for key in expected.keys() - found.keys())
    yield from (f"{key} is too many" for key in found.keys() - expected.keys())
    for key in expected.keys() & found.keys():
        if expected[key] != found[key]:
            yield f"{key} has {len(found[key][0])} versions, {len(expected[key][0])} were expected, or is other"


def damage(home: Path) -> Iterator[str]:
    """Yield a sentence for each row whose bytes are not right, and for WARC files that are not valid."""
    with opened(home) as session:
        for capture in session.scalars(select(Capture)):
            try:
                body = read_capture(session, capture.id, home / "warc").body
            except DamagedCapture as error:
                yield str(error)
                continue
            if hashlib.sha256(body).hexdigest() != capture.body_sha256:
                yield f"capture {capture.id} has another body than its row says"
        if session.scalars(select(CrawlRun).where(CrawlRun.finished_at.is_(None))).first():
            yield "a run was never closed"
    files = [str(path) for path in (home / "warc").rglob("*.warc.gz")]
    arguments: Any = argparse.Namespace(inputs=files, verbose=False)
    with contextlib.redirect_stdout(sys.stderr):
        if Checker(arguments).process_all():
            yield "a WARC file is not valid"


def causes(home: Path) -> str:
    """Return why runs were not good."""
    with opened(home) as session:
        return ", ".join(run.cause or "" for run in session.scalars(select(CrawlRun)) if run.outcome != "good")


@contextlib.contextmanager
def opened(home: Path) -> Iterator[Any]:
    """Open the database of a home for reading."""
    engine = open_database(f"sqlite:///{home / 'soitin.db'}")
    try:
        with reading(engine) as session:
            yield session
    finally:
        engine.dispose()


if __name__ == "__main__":
    main()
