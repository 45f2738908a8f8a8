"""The short form of `make fuzz`: a tenth of the attempts on every reader; what is let through is counted and told."""

import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"
Module = Callable[[str], ModuleType]


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Module:
    """The attacks, which are started from their own folder."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    return import_module


def test_nothing_hostile_is_let_through() -> None:
    command = [sys.executable, BENCHMARKS / "fuzz.py", "--short", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "seed 7: nothing let through\n"), done.stderr


def test_a_reader_that_breaks_is_let_through(module: Module, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any) -> None:
        message = "no such letter"
        raise KeyError(message)

    monkeypatch.setattr(module("fuzz_text"), "read_advert", break_down)

    tally = module("fuzz_text").texts(3, 7)

    assert len(tally.faults) == tally.times == 3
    assert "KeyError at test_fuzz.py" in tally.faults[0]


def test_a_law_table_that_is_believed_is_let_through(module: Module, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module("fuzz_tables").tables, "read_table", lambda _: ([], []))

    assert len(module("fuzz_tables").law(3, 7).faults) == 3


def test_a_pattern_that_takes_the_square_is_let_through(module: Module, monkeypatch: pytest.MonkeyPatch) -> None:
    fuzz_text = module("fuzz_text")
    slow = {"linear": re.compile("a"), "nested": re.compile("(?:a+)+$")}
    monkeypatch.setattr(fuzz_text, "patterns_of_packages", lambda: slow)
    monkeypatch.setattr(fuzz_text, "SECONDS_A_PATTERN", 0.05)

    (fault,) = fuzz_text.patterns(fuzz_text.PATTERN_LETTERS // 100, 7).faults

    assert fault.startswith("nested is slow: (?:a+)+$")


def test_what_is_let_through_is_told_and_ends_with_1(
    module: Module, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fuzz, tally = module("fuzz"), module("fuzz_tally").Tally("x", "y", times=2)
    tally.fault(b"bytes", "a damaged model was loaded")
    monkeypatch.setattr(fuzz, "attacks", lambda _share, _start: {"kept": lambda: tally})
    monkeypatch.setattr(sys, "argv", ["fuzz.py", "--seed", "7"])

    with pytest.raises(SystemExit) as ended:
        fuzz.main()

    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (1, "seed 7: 1 let through\n")
    assert "kept: 2 tried, 1 let through" in said.err
    assert "a damaged model was loaded ← b'bytes'" in said.err
