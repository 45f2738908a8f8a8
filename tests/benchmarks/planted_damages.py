"""Ten damages to a home as `soitin demo` leaves it, and the words by which `soitin doctor --demo` has to name each.

One list for the small home of the tests and for the demo's own: a statement takes rows that both have.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

HOME = Path("var") / "demo"
"""Where the demo leaves what it kept, in the folder in which it was started."""
FLIPPED, LOST = "one byte of a page is flipped", "a file of pages is lost"


class Damage(NamedTuple):
    """One thing that somebody does who can switch triggers off."""

    what: str
    statement: str
    """SQL, or nothing where it is done to a file."""
    says: str
    """Regular expression for what the command has to say."""


DAMAGES = (
    Damage(
        "a trigger is dropped", "DROP TRIGGER finding_refuses_update", r"the trigger finding_refuses_update is missing"
    ),
    Damage(
        "a version is numbered otherwise",
        "UPDATE advert_version SET number = number + 7 WHERE advert_id = 1",
        r"advert 1 has \d versions?, numbered 8 to \d+: some are missing",
    ),
    Damage(
        "an advert is taken out of its campaign",
        "UPDATE campaign_member SET left_at = joined_at WHERE advert_id = 1",
        r"advert 1 is in 0 campaigns instead of one",
    ),
    Damage(
        "a quote is moved",
        "UPDATE fact SET quote_start = quote_start + 1 "
        "WHERE id = (SELECT min(id) FROM fact WHERE quote_text IS NOT NULL AND length(quote_text) > 2)",
        r"fact \d+ quotes « .+ », which does not stand in version \d+ there",
    ),
    Damage(
        "a finding quotes what nobody wrote",
        'UPDATE finding SET quotes = \'[{"start": 0, "end": 2, "text": "zz"}]\' '
        "WHERE id = (SELECT max(id) FROM finding)",
        r"finding \d+ \(\w+\) quotes « zz », which does not stand",
    ),
    Damage(
        "a score is changed",
        "UPDATE screening SET logit = logit + 0.001 WHERE id = (SELECT max(id) FROM screening)",
        r"the reasons of screening \d+ add up to -?\d+\.\d+, its logit is -?\d+\.\d+",
    ),
    Damage(
        "what people are shown is removed",
        "DELETE FROM snapshot_version WHERE snapshot_id = "
        "(SELECT min(current_snapshot_id) FROM campaign WHERE current_snapshot_id IS NOT NULL)",
        r"campaign \d+ counts \d+ adverts and shows 0",
    ),
    Damage(
        "an event of the audit chain is changed",
        "UPDATE audit_event SET action = 'x' WHERE number = 1",
        r"audit event 1 was changed after it was written",
    ),
    Damage(FLIPPED, "", r"capture \d+ .+ have SHA-256 [0-9a-f]{64}, the row says \d+ bytes with [0-9a-f]{64}"),
    Damage(LOST, "", r"the WARC file .+ of \d+ captures cannot be read: No such file"),
)


def plant(home: Path, damage: Damage) -> None:
    """Do one damage to a home."""
    if damage.statement:
        _execute(home / "soitin.db", damage.statement)
        return
    (warc,) = sorted(home.rglob("*.warc.gz"))[-1:]
    if damage.what == LOST:
        warc.unlink()
    else:
        content = bytearray(warc.read_bytes())
        content[-20] ^= 1
        warc.write_bytes(content)


def _execute(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        if statement.startswith("DROP TRIGGER "):
            gone = statement.removeprefix("DROP TRIGGER ")
            guards = [guard for guard in guards if guard[0] != gone]
        elif not connection.execute(statement).rowcount:
            message = f"nothing there to be damaged by: {statement}"
            raise ValueError(message)
        for _, definition in guards:
            connection.execute(definition)


def let_through(code: int, out: str, error: str, damage: Damage | None) -> str:
    """Return a sentence where an answer of the command is not the right one for a damage, or for none."""
    wrong = [line for line in out.splitlines() if line.startswith("WRONG")]
    if damage is None:
        return "" if (code, wrong) == (0, []) else f"what the demo left is not green: {code} {wrong} {error[-300:]}"
    if code != 1 or not wrong or "of the checks found something wrong" not in error:
        return f"{damage.what}: it ended with {code} and {len(wrong)} WRONG: {error[-300:]}"
    return "" if re.search(damage.says, out) else f"{damage.what}: it did not say « {damage.says} » but {out[-600:]}"


def leave_demo(folder: Path) -> None:
    """Play the demo in a folder, as `make demo ARGS=--no-review` does."""
    done = _soitin(folder, "demo", "--no-review")
    if done.returncode:
        message = f"the demo ended with {done.returncode}: {done.stderr[-600:]}"
        raise RuntimeError(message)


def look_at(demo: Path, folder: Path, damage: Damage | None) -> str:
    """Copy what the demo left into a new folder, damage it, and let the command look; return what went wrong."""
    shutil.copytree(demo / HOME, folder / HOME)
    if damage is not None:
        plant(folder / HOME, damage)
    done = _soitin(folder, "doctor", "--demo")
    shutil.rmtree(folder)
    return let_through(done.returncode, done.stdout, done.stderr, damage)


def _soitin(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("SOITIN_")}
    return subprocess.run(
        [sys.executable, "-m", "soitin", *arguments],
        cwd=folder,
        env=own | {"SOITIN_LEAST_FREE_MB": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
