"""Processes to be killed: forked off with everything imported, so that a kill meets work and not the start of Python.

What runs there is the command's own code (`soitin.main`) or the service behind a page, in an environment of its own.
"""

import atexit
import contextlib
import importlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import soitin
from model import link_pending, screen_pending
from model.commands import today
from model.law import tables
from model.law.catalogue import check_all
from model.records import AdvertText
from model.score import Screener
from review_app.service import database as review_database
from storage.doctor import schema
from storage.settings import settings

Say = Callable[[str], None]
Deed = Callable[[Say], int]
_UNFORESEEN = 70
_SMALL_BATCH = 6
_WARM = (
    *("crawler.import_files", "crawler.run", "model.evaluation.alarms", "model.gathering", "model.label_files"),
    *("model.law.catalogue", "model.promote", "model.score", "model.train", "openpyxl", "rich.status"),
    *("review_app.service.case_files", "review_app.service.claiming", "review_app.service.deciding"),
    *("review_app.service.referring", "crawler.crawl_commands", "crawler.nightly", "alembic.command"),
    *("storage.safekeeping.backup", "storage.doctor", "storage.personal_data.purge", "storage.safekeeping.restore"),
)
"""What commands import when they run: done once, here, and not in every child."""


def warm_up() -> None:
    """Import what children need, and make batches small, so that there is more between two of them to hit."""
    for name in _WARM:
        importlib.import_module(name)
    screen_pending.BATCH = link_pending.BATCH = _SMALL_BATCH
    # what doctor asks of the release alone, which nothing here touches, is reckoned once; of each home it asks all
    for module, name in ((tables, "_written_rows"), (schema, "_expected_triggers")):
        vars(module)[name] = cache(vars(module)[name])
    check_all()
    schema._expected_triggers()
    Screener().screen(AdvertText(text="Tuyển thợ may, lương 9 triệu.", title="", employer_name=""), today())


@dataclass(frozen=True, slots=True)
class Place:
    """A home and its database."""

    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to work here."""
        return {"SOITIN_HOME": str(self.home), "SOITIN_DATABASE_URL": self.url, "SOITIN_LEAST_FREE_MB": "0"}


class Child:
    """A process of its own group; its output, and what it acknowledged line by line, outlive it in files."""

    def __init__(self, place: Place, deed: Deed, beside: Path | None = None, **more: str) -> None:
        """Fork, and carry the deed out there; its files stand beside the home, or in the folder named."""
        name = (beside or place.home.parent) / f"child-{time.monotonic_ns()}"
        self._said, self._out = name.with_suffix(".said"), name.with_suffix(".out")
        sys.stdout.flush()
        self.pid = os.fork()
        self._code: int | None = None
        if self.pid == 0:
            _be(place.environment | more, deed, self._said, self._out)
        # whoever stops the run leaves nobody at work behind
        atexit.register(self._end)

    def wait(self, seconds: float | None = None) -> int | None:
        """Return how it ended, minus the signal for one that was killed; None if it still works after so long."""
        end = time.monotonic() + seconds if seconds is not None else None
        while self._code is None:
            pid, status = os.waitpid(self.pid, 0 if end is None else os.WNOHANG)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
            elif end is not None and time.monotonic() >= end:
                return None
            else:
                time.sleep(0.002)
        return self._code

    def kill(self, after: float = 0.0) -> int:
        """Kill it with all that it started, after so long unless it ends before; return how it ended."""
        self.wait(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        return self.wait() or 0

    def _end(self) -> None:
        if self._code is None:
            self.kill()

    @property
    def said(self) -> list[list[str]]:
        """What it acknowledged, split into words."""
        if not self._said.exists():
            return []
        return [line.split() for line in self._said.read_text("utf-8").splitlines()]

    @property
    def out(self) -> str:
        """What it printed."""
        return self._out.read_text("utf-8", "replace") if self._out.exists() else ""

    def forget(self) -> None:
        """Remove its files."""
        self._said.unlink(missing_ok=True)
        self._out.unlink(missing_ok=True)


def command(*arguments: str) -> Deed:
    """Return the deed that is a `soitin` command."""

    def deed(_: Say) -> int:
        soitin.main(list(arguments))

    return deed


def run(place: Place, arguments: Sequence[str], **more: str) -> tuple[int, str]:
    """Run a command to its end; return its exit code and what it printed."""
    child = Child(place, command(*arguments), **more)
    code, out = child.wait() or 0, child.out
    child.forget()
    return code, out


def timed(place: Place, arguments: Sequence[str], **more: str) -> float:
    """Return the seconds that a command takes undisturbed; leave the run if it goes wrong."""
    begun = time.monotonic()
    code, out = run(place, arguments, **more)
    if code:
        sys.exit(f"undisturbed, `soitin {' '.join(arguments)}` ended with {code}: {out}")
    return time.monotonic() - begun


def unhealthy(place: Place) -> list[str]:
    """Return what every check of `soitin doctor --full` finds wrong; nothing if all is good."""
    code, out = run(place, ["doctor", "--full"])
    if not code:
        return []
    wrong = [line.strip() for line in out.splitlines() if line and not line.startswith("good")]
    return [f"doctor ended with {code}: {' / '.join(wrong)}"]


def _be(environment: dict[str, str], deed: Deed, said: Path, out: Path) -> None:
    """Be the child: never returns."""
    code = _UNFORESEEN
    try:
        os.setsid()
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, signal.SIG_DFL)
        sink = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(sink, stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.update(environment)
        settings.cache_clear()
        review_database.engine.cache_clear()
        acknowledged = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        code = deed(lambda line: _write(acknowledged, line))
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    finally:
        if code == _UNFORESEEN:
            traceback.print_exc()
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _write(file: int, line: str) -> None:
    os.write(file, f"{line}\n".encode())
