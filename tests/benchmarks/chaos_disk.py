"""Fill the disk: each command ends with a sentence and an exit code, nothing is torn, and it goes on after."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chaos_deciding import lost, work
from chaos_fork import Child, Place, Say, command, unhealthy
from chaos_kind import Kind, NotRun
from chaos_stage import SQLITE, Stage, write_rows
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import StorageError

_MOUNT, _UNMOUNT = shutil.which("mount") or "", shutil.which("umount") or ""
_ROOM = 64
"""Megabytes of the disk that is filled."""
_MOST_DECISIONS = 400


def rounds(stage: Stage, number: int) -> Iterator[list[str]]:
    """Play so many rounds: each command in turn on a disk with little room, and again with enough."""
    template = stage.fresh(SQLITE, "imported")
    for count in range(number):
        what = list(_DEEDS)[count % len(_DEEDS)]
        with small_disk(stage.folder / "disk") as disk:
            shutil.copytree(template.home, disk / "home")
            place = Place(disk / "home", f"sqlite:///{disk / 'home' / 'soitin.db'}")
            ballast = disk / "ballast"
            fill(ballast, leave=stage.dice.choice((0, 8, 40, 120)) * 1024)
            child = Child(place, _DEEDS[what](place), beside=stage.folder)
            code = child.wait() or 0
            ballast.unlink()
            found = [*_untold(what, code, child.out), *lost(place, child.said)]
            found += [f"{what}, with room again: {one}" for one in unhealthy(place)]
            child = Child(place, _DEEDS[what](place))
            code = child.wait()
            yield [*found, *([f"{what}, with room again, ended with {code}: {child.out}"] if code else [])]
    stage.drop(template)


def _untold(what: str, code: int, out: str) -> list[str]:
    """Return a sentence where a command did not end with one of its own and an exit code that says so."""
    if code not in {0, 1, 2} or "Traceback" in out:
        return [f"{what} ended with {code}: {out[-1500:]}"]
    is_told = not code or "soitin: " in out
    return [] if is_told else [f"{what} ended with {code} and no sentence: {out}"]


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk of its own.

    Raises:
        NotRun: this machine does not let us.
    """
    folder.mkdir(exist_ok=True)
    mounted = subprocess.run(
        [_MOUNT, "-t", "tmpfs", "-o", f"size={_ROOM}m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        msg = f"a small disk cannot be mounted here: {mounted.stderr.strip()}"
        raise NotRun(msg)
    try:
        yield folder
    finally:
        subprocess.run([_UNMOUNT, "-l", str(folder)], check=True)


def fill(file: Path, leave: int) -> None:
    """Write a file that leaves so many bytes of its disk."""
    size = shutil.disk_usage(file.parent).free - leave
    with file.open("wb") as out:
        out.write(bytes(max(size, 0)))


def _decide(say: Say) -> int:
    try:
        return work(say, name="an", seed=1, most=_MOST_DECISIONS)
    except (SQLAlchemyError, StorageError) as error:
        # what a page that cannot be drawn says; pressing a key is always answered
        print(f"soitin: {error}")
        return 1


def _rows(place: Place) -> str:
    return str(write_rows(place.home.parent.parent / "more.jsonl", 60, first=1000))


_DEEDS = {
    "import": lambda place: command("import", _rows(place)),
    "screen": lambda _: command("screen", "--pending"),
    "decide": lambda _: _decide,
    "backup": lambda place: command("backup", str(place.home.parent / "backups")),
    "link": lambda _: command("link"),
}

KINDS = [
    Kind(
        name="disk full",
        done="import, screen, decide, back up and link in turn on a full disk (up to 120 kB left): a sentence, an exit "
        "code; with room again `soitin doctor` is green and the same command ends well",
        rounds=20,
        play=rounds,
    )
]
