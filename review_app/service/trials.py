"""Trials of models, each in a process of its own: one at a time, with its progress, and what came of the last ones."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from model.promote import Comparison
from model.trial import Difference, Trial
from review_app.service.database import now

FRESH = timedelta(hours=12)
"""For how long a trial speaks for a promotion: decisions made meanwhile may change it."""
SILENT = timedelta(minutes=10)
"""After so long without a word from it a trial is ended: one that hangs must not keep all others waiting."""
_COMMAND = (sys.executable, "-m", "model.trial")


@dataclass(slots=True)
class Running:
    """A trial under way."""

    candidate: str
    full_name: str
    """Who started it."""
    process: subprocess.Popen[str]
    done: int = 0
    total: int = 0
    heard: float = field(default_factory=time.monotonic)
    """When it last said something, by this process's own clock."""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """A trial that has ended; None where the process ended without a result."""

    at: datetime
    trial: Trial | None
    silent: bool = False
    """It was ended because it said nothing any more."""


@dataclass(slots=True)
class _Board:
    """What all sessions of this server share; guarded by its lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    running: Running | None = None
    finished: dict[str, Finished] = field(default_factory=dict)


_board = _Board()


def start(candidate: str, full_name: str, *, spawn: Callable[[str], subprocess.Popen[str]] | None = None) -> bool:
    """Start the trial of a model; False where another is under way, which goes on."""
    with _board.lock:
        if _board.running is not None:
            return False
        _board.running = running = Running(candidate, full_name, (spawn or _spawn)(candidate))
    threading.Thread(target=_follow, args=(running,), name=f"trial of {candidate}", daemon=True).start()
    return True


def running() -> Running | None:
    """Return the trial under way."""
    with _board.lock:
        return _board.running


def finished(candidate: str) -> Finished | None:
    """Return what came of the last trial of a model in this server; None where there was none, or it is too old."""
    with _board.lock:
        found = _board.finished.get(candidate)
    return found if found is not None and now() - found.at < FRESH else None


def forget() -> None:
    """Forget what came of all trials, since another model is in use."""
    with _board.lock:
        _board.finished.clear()


def _spawn(candidate: str) -> subprocess.Popen[str]:
    # a list, no shell: the name comes from the folder of models, after -- it cannot be an option either;
    # what goes wrong in it stands in the log of this server
    return subprocess.Popen(  # noqa: S603 - our own program
        [*_COMMAND, candidate], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )


def _follow(running: Running) -> None:
    """Read what a trial says until it ends, in a thread."""
    result: Trial | None = None
    threading.Thread(target=_watch, args=(running,), name=f"watch of {running.candidate}", daemon=True).start()
    for line in running.process.stdout or ():
        running.heard = time.monotonic()
        said = _parsed(line)
        if "done" in said:
            running.done, running.total = int(said["done"]), int(said["total"])
        elif "candidate" in said:
            result = _trial(said)
    running.process.wait()
    with _board.lock:
        _board.running = None
        _board.finished[running.candidate] = Finished(now(), result, silent=running.silent and result is None)


def _watch(running: Running) -> None:
    """End a trial that says nothing any more, in a thread."""
    while True:
        left = running.heard + SILENT.total_seconds() - time.monotonic()
        if left <= 0:
            running.silent = True
            running.process.kill()
            return
        try:
            running.process.wait(timeout=left)
        except subprocess.TimeoutExpired:
            continue
        return


def _parsed(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _trial(said: dict[str, Any]) -> Trial:
    comparisons = [Comparison(**one) for one in said.pop("comparisons")]
    differences = [Difference(**one) for one in said.pop("differences")]
    return Trial(**said, comparisons=comparisons, differences=differences)
