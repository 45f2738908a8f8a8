"""Every command line of the README is run, so that it cannot say what does not work; those of the guides must be known.

A line of a ```sh block is a make target, an `export`, a crontab line or `soitin` commands. Anything else fails.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

import soitin
from crawler.demo_boards.server import DemoServer
from crawler.demo_boards.tidy.adverts import ADVERTS
from storage.settings import Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    page.relative_to(ROOT).as_posix() for page in [ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
)
SOITIN = Path(sys.executable).with_name("soitin")
PASSWORD = "mot-hai-ba-bon-nam"
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CRON = re.compile(r"^(?:[\d*/,-]+ ){5}(?P<commands>.+)$")
MAKE_RULE = re.compile(r"^([a-z-]+):[^\n]*\n((?:\t[^\n]*\n)*)", re.MULTILINE)
RUN_BY_MAKE = {"demo": ["demo", "--no-review"]}
"""What is run for a make target; `make test` would run this very test, and `make demo` serves until it is stopped."""
SERVES = ("review",)
"""Commands that go on until they are stopped."""
SECONDS = 60


def command_lines(page: str) -> list[str]:
    """Every line of the ```sh blocks of a page, without comments and empty lines; a trailing backslash joins two."""
    text = (ROOT / page).read_text("utf-8")
    lines = "\n".join(FENCE.findall(text)).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def understand(line: str) -> list[list[str]]:
    """Fail for a line that cannot work; return the `soitin` commands that it stands for and that end or serve here."""
    first = line.split(maxsplit=1)[0]
    if first == "make":
        return _of_make(line)
    if first == "export":
        _check_export(line)
        return []
    cron = CRON.match(line)
    commands = _soitin_commands(cron["commands"] if cron else line)
    for arguments in commands:
        # --help is answered only where everything else in the line is known
        result = CliRunner().invoke(soitin.app, [*arguments, "--help"])
        assert result.exit_code == 0, f"{line!r}: {result.output}"
    return [] if cron else commands


def _of_make(line: str) -> list[list[str]]:
    rules = dict(MAKE_RULE.findall((ROOT / "Makefile").read_text("utf-8")))
    targets = [word for word in shlex.split(line)[1:] if "=" not in word]
    unknown = [target for target in targets if target not in rules]
    assert targets, f"{line!r}: names no target"
    assert unknown == [], f"{line!r}: no such target in the Makefile"
    for target in set(targets) & set(RUN_BY_MAKE):
        assert f"soitin {RUN_BY_MAKE[target][0]} $(ARGS)" in rules[target]
    return [RUN_BY_MAKE[target] for target in targets if target in RUN_BY_MAKE]


def _check_export(line: str) -> None:
    """An export sets PATH, or a setting that there is to a value that it takes."""
    name, _, value = shlex.split(line)[1].partition("=")
    if name != "PATH":
        setting = name.removeprefix("SOITIN_").lower()
        assert name.startswith("SOITIN_"), f"{line!r}: sets neither PATH nor a setting of soitin"
        assert setting in Settings.model_fields, f"{line!r}: there is no such setting"
        assert str(getattr(Settings.model_validate({setting: value}), setting)) == value


def _soitin_commands(line: str) -> list[list[str]]:
    """The words after `soitin` of each command in a line; `cd` may stand before them."""
    parts = [shlex.split(part) for part in re.split(r";|&&", line)]
    others = {words[0] for words in parts} - {"cd", "soitin", ".venv/bin/soitin"}
    assert others == set(), f"{line!r}: this test does not know how to run that"
    return [words[1:] for words in parts if words[0] != "cd"]


@dataclass(frozen=True, slots=True)
class Office:
    """A scratch folder in which commands are run, and the environment they get."""

    folder: Path
    environment: dict[str, str]
    port: int
    beside: dict[str, "subprocess.Popen[str]"] = field(default_factory=dict)
    """Demos, which keep everything in a folder of their own, run while the other lines do."""

    def run(self, arguments: list[str]) -> None:
        """Run a command as a newcomer would; it has to end well, or to serve."""
        if arguments[0] == "train":
            arguments = [*arguments, "--limit", "12", "-o", "build/model"]  # the model in use stays out of it
        process = self._start(arguments)
        if arguments[0] == "demo":
            self.beside[shlex.join(arguments)] = process
        elif arguments[0] in SERVES:
            self._wait_for_login(process, arguments)
        else:
            self.expect_good(process, shlex.join(arguments))

    def expect_good(self, process: "subprocess.Popen[str]", name: str) -> None:
        """Wait for the end of a command and see its exit code; a password is answered where one is asked for."""
        with process:
            said, _ = process.communicate(f"{PASSWORD}\n{PASSWORD}\n", timeout=SECONDS)
        assert process.returncode == 0, f"soitin {name}\n{said}"

    def _start(self, arguments: list[str]) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [SOITIN, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # no terminal to ask for a password
        )

    def _wait_for_login(self, server: "subprocess.Popen[str]", arguments: list[str]) -> None:
        until = time.monotonic() + SECONDS
        answered = False
        while not answered and server.poll() is None and time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/login", timeout=5):
                    answered = True
            except urllib.error.URLError:
                time.sleep(0.1)
        server.terminate()
        said, _ = server.communicate(timeout=SECONDS)
        assert answered, f"soitin {shlex.join(arguments)}\n{said}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The files and the site that the README speaks of, in a scratch folder; the site is a corner of the demo board."""
    text = "Tuyển thợ hàn đi Nhật, lương 180.000 yên/tháng, phí dịch vụ 90 triệu. Liên hệ 0976 000 431."
    (tmp_path / "advert.txt").write_text(text, "utf-8")
    (tmp_path / "adverts.jsonl").write_text(json.dumps({"id": "1", "title": "Thợ hàn", "text": text}), "utf-8")
    shutil.copy(ROOT / "tests" / "pages" / "advert.html", tmp_path / "saved_page.html")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    own = {
        "SOITIN_HOME": str(tmp_path / "var"),
        "SOITIN_SITES": str(tmp_path / "sites"),
        "SOITIN_REVIEW_PORT": str(port),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("SOITIN_")}
    few = tmp_path / "few_adverts.jsonl"
    few.write_text("\n".join(ADVERTS.read_text("utf-8").splitlines()[:10]), "utf-8")
    with DemoServer(adverts=few) as board:
        _add_site(tmp_path / "sites", "viec_lam_vi_du", board.base)
        yield Office(tmp_path, others | own, port)


def _add_site(sites: Path, name: str, base: str) -> None:
    """Write a site file by the demo board's own, under another name."""
    file = (ROOT / "crawler" / "sites" / "demo_board" / "site.yml").read_text("utf-8")
    file = file.replace("name: demo_board", f"name: {name}").replace("base: http://127.0.0.1:8400", f"base: {base}")
    file = re.sub(r"counts: .*", "counts: {min: 5, max: 20}", file)
    (sites / name).mkdir(parents=True)
    (sites / name / "site.yml").write_text(file, "utf-8")


def test_every_command_line_of_the_readme_runs(office: Office) -> None:
    """From top to bottom, as a newcomer would; the lines build on one another."""
    for line in command_lines("README.md"):
        for arguments in understand(line):
            office.run(arguments)
    for name, demo in office.beside.items():
        office.expect_good(demo, name)

    assert list(office.beside) == ["demo --no-review"]
    assert (office.folder / "var" / "demo" / "soitin.db").exists()


@pytest.mark.parametrize("page", DOCUMENTS)
def test_every_command_line_of_the_documents_is_understood(page: str) -> None:
    """Only what this project brings with it; the commands of an office's own machine are not ours to run."""
    for line in command_lines(page):
        if re.match(r"make |export |(?:\.venv/bin/)?soitin ", line) or CRON.match(line):
            understand(line)


@pytest.mark.parametrize(
    "line",
    [
        "soitin crwal demo_board",
        "soitin crawl --every",
        "make dmo",
        "export SOITIN_HOEM=/srv",
        "export SOITIN_REVIEW_PORT=http",
        "0 1 * * * cd /srv && .venv/bin/soitin nightwatch",
        "pip install soitin",
    ],
)
def test_a_line_that_cannot_work_fails(line: str) -> None:
    with pytest.raises((AssertionError, ValueError)):
        understand(line)
