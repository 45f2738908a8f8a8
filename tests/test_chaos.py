"""The short form of `make chaos`: a round of each kind of fault, one after the other."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"
LONGEST = 600
"""Seconds after which something hangs; undisturbed it takes about one minute."""


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, BENCHMARKS / "chaos_run.py", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST)


def test_nothing_is_lost_by_any_kind_of_fault() -> None:
    done = run("--short")

    assert done.returncode == 0, done.stdout + done.stderr
    played, not_run = [], []
    for line in done.stdout.splitlines():
        (not_run if line.startswith("NOT RUN") else played).append(line)
    assert all("\t0 lost or wrong\t" in line for line in played), done.stdout
    assert {line.partition("\t")[0].rpartition(", ")[0] for line in played} >= {
        "killed: deciding",
        "killed: screening",
        "killed: linking",
        "killed: purging",
        "killed: backing up",
        "killed: making a case file",
        "database locked",
        "clock jumps",
        "two schedulers",
    }, done.stdout
    assert {"killed: training", "killed: promoting"} <= {line.partition("\t")[0] for line in played}, done.stdout
    # a machine may have no PostgreSQL, or no right to mount a disk
    assert all("ostgre" in line or "a small disk cannot be mounted" in line for line in not_run), done.stdout


def test_a_fault_that_loses_something_is_found(tmp_path: Path) -> None:
    """Case files made without their audit events, planted, make the run end with 1 and say what is missing."""
    planted = tmp_path / "planted.py"
    planted.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(BENCHMARKS)!r})\n"
        "import chaos_run\n"
        "import storage.referring.case_files\n"
        "storage.referring.case_files.append_event = lambda *_, **__: None\n"
        "sys.exit(chaos_run.main())\n"
    )
    command = [sys.executable, planted, "--short", "--kind", "making a case file, sqlite"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "\t1 lost or wrong\t" in done.stdout
    assert "has 2 files and 0 events of them" in done.stderr


def test_without_the_server_its_kinds_are_not_run_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from chaos_kind import NotRun  # noqa: PLC0415 - only here on the path
    from chaos_stage import POSTGRESQL, Stage  # noqa: PLC0415 - the same

    nobody = "postgresql+psycopg://nobody@127.0.0.1:9"
    stage = Stage(tmp_path, random.Random(1), adverts=1, server=nobody)  # noqa: S311 - no secret

    with pytest.raises(NotRun, match=rf"^no PostgreSQL at {re.escape(nobody)}: "):
        stage.empty(POSTGRESQL)
    stage.close()
