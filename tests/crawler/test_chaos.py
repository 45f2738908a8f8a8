"""The short form of `make chaos-crawl`: two rounds of crawls killed at random moments."""

import subprocess
import sys
from pathlib import Path

CHAOS = Path(__file__).parents[1] / "benchmarks" / "chaos_crawl.py"


def test_killed_crawls_come_to_what_undisturbed_ones_come_to() -> None:
    done = subprocess.run([sys.executable, CHAOS, "--rounds", "2"], capture_output=True, text=True, check=False)

    assert (done.returncode, "nothing lost, doubled or torn in 2 rounds" in done.stdout) == (0, True), done.stderr
