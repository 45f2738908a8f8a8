"""Take the database away from people at work: a server that is killed and started again, a file that is locked."""

import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from chaos_deciding import lost, work
from chaos_fork import Child, Say, unhealthy
from chaos_kind import Kind, NotRun
from chaos_stage import POSTGRESQL, SQLITE, Stage
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import StorageError

_PROGRAMS = Path("/usr/lib/postgresql")
_NAMES = ("an", "binh")


def work_on(say: Say, *, name: str, seed: int) -> int:
    """Be a person who tries again when the database was away."""
    while True:
        seed += 1
        try:
            work(say, name=name, seed=seed, most=20)
        except (SQLAlchemyError, StorageError):
            time.sleep(0.05)


def restarted(stage: Stage, number: int) -> Iterator[list[str]]:
    """Play so many rounds: a PostgreSQL server of our own is killed, or stopped at once, under load."""
    with own_server(stage.folder / "cluster") as server:
        own = Stage(stage.folder, stage.dice, adverts=stage.adverts, server=server.url)
        place, said = own.fresh(POSTGRESQL, "imported"), []
        for count in range(number):
            people = [
                Child(place, partial(work_on, name=one, seed=10**6 * (2 * count + i))) for i, one in enumerate(_NAMES)
            ]
            people[0].wait(stage.dice.uniform(0.3, 1.0))
            if count % 2:
                server.kill()
            else:
                server.stop("immediate")
            people[0].wait(0.3)
            server.start()
            people[0].wait(stage.dice.uniform(0.5, 1.0))
            found = [f"a person's process ended with {c}: {p.out[-800:]}" for p in people if (c := p.kill()) != -9]
            said += [line for one in people for line in one.said]
            yield [*found, *lost(place, said), *unhealthy(place)]


def locked(stage: Stage, number: int) -> Iterator[list[str]]:
    """Play so many rounds: another process holds the SQLite file for a while; once for longer than anybody waits."""
    place, said = stage.fresh(SQLITE, "linked"), []
    for count in range(number):
        people = [
            Child(place, partial(work_on, name=one, seed=10**6 * (2 * count + i))) for i, one in enumerate(_NAMES)
        ]
        people[0].wait(0.5)
        with closing(sqlite3.connect(place.home / "soitin.db", isolation_level=None, timeout=15)) as other:
            other.execute("BEGIN EXCLUSIVE")
            people[0].wait(
                17 if count == number - 1 and number > 1 else stage.dice.uniform(0.5, 1 if stage.is_short else 4)
            )
            other.execute("ROLLBACK")
        people[0].wait(0.5)
        found = [f"a person's process ended with {c}: {p.out[-800:]}" for p in people if (c := p.kill()) != -9]
        said += [line for one in people for line in one.said]
        yield [*found, *lost(place, said), *unhealthy(place)]
    stage.drop(place)


class Server:
    """A PostgreSQL server of our own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        """Make its files; nothing runs yet."""
        self._programs, self._folder = programs, folder
        self._user = "postgres" if os.geteuid() == 0 else None
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self._port}"
        self._run("initdb", "-A", "trust", "-U", "postgres", "--no-sync")

    def start(self) -> None:
        """Start it and wait until it answers; what a killed one left running is waited for."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._folder}"
        for _ in range(20):
            if self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start", check=False) == 0:
                return
            time.sleep(0.5)
        msg = (self._folder / "log").read_text("utf-8", "replace")[-500:]
        raise NotRun(msg)

    def stop(self, how: str) -> None:
        """Stop it."""
        self._run("pg_ctl", "-w", "-m", how, "stop", check=False)

    def kill(self) -> None:
        """Kill its first process; the others notice and end."""
        os.kill(int((self._folder / "postmaster.pid").read_text("ascii").split()[0]), signal.SIGKILL)

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        done = subprocess.run(
            [self._programs / program, "-D", str(self._folder), *arguments],
            user=self._user,
            check=check,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        return done.returncode


@contextmanager
def own_server(folder: Path) -> Iterator[Server]:
    """Run a server of our own in a folder.

    Raises:
        NotRun: its programs are not installed, or nobody is there to run it.
    """
    found = sorted(_PROGRAMS.glob("*/bin/initdb"))
    if not found:
        msg = f"no initdb in {_PROGRAMS}; install PostgreSQL's server"
        raise NotRun(msg)
    folder.mkdir()
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        folder.parent.chmod(0o711)
    server = Server(found[-1].parent, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


KINDS = [
    Kind(
        name="database restarted, postgresql",
        done="the server killed (SIGKILL) or stopped at once in turn, and started again, while two people decide",
        rounds=20,
        play=restarted,
    ),
    Kind(
        name="database locked, sqlite",
        done="another process holds the file for up to 4 s, once for longer than anybody waits, while two decide",
        rounds=20,
        play=locked,
    ),
]
