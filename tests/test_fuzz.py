"""The short form of `make fuzz`: a hundredth of the attempts on every reader, and nothing let through."""

import subprocess
import sys
from pathlib import Path

FUZZ = Path(__file__).parent / "benchmarks" / "fuzz.py"


def test_nothing_hostile_is_let_through() -> None:
    done = subprocess.run([sys.executable, FUZZ, "--short", "--seed", "7"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "seed 7: nothing let through\n"), done.stderr
