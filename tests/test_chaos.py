"""The short form of `make chaos`: a round of each kind of fault that is quick to play."""

import subprocess
import sys
from pathlib import Path

CHAOS = Path(__file__).parent / "benchmarks" / "chaos_run.py"


def test_nothing_is_lost_by_kills_a_full_disk_and_a_clock_that_jumps() -> None:
    done = subprocess.run([sys.executable, CHAOS, "--short"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line for line in done.stdout.splitlines() if not line.startswith("NOT RUN")]
    assert len(lines) >= 4, done.stdout
    assert all("\t0 lost or wrong\t" in line for line in lines), done.stdout
