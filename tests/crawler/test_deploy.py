"""What `deploy/` hands to cron, systemd and logrotate: their own programs read it, and every command in it is ours."""

import grp
import os
import pwd
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from croniter import croniter
from typer.testing import CliRunner

import soitin

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
PLACEHOLDER = "/srv/soitin"
COMMAND = re.compile(r"\.venv/bin/soitin ((?:[\w-]+ ?)+(?:--[\w-]+ [\w.]+ ?)*)")


def cron_lines() -> list[str]:
    lines = (DEPLOY / "soitin.crontab").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#") and not re.match(r"[A-Z]+=", line)]


def test_cron_understands_when() -> None:
    assert len(cron_lines()) == 4
    for line in cron_lines():
        assert croniter.is_valid(" ".join(line.split()[:5])), line
        assert line.split(maxsplit=5)[5].startswith(f"cd {PLACEHOLDER} && .venv/bin/soitin ")


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_every_command_is_known_and_no_folder_is_left_that_is_no_placeholder(path: Path) -> None:
    text = path.read_text("utf-8")
    for command in COMMAND.findall(text):
        result = CliRunner().invoke(soitin.app, [*shlex.split(command), "--help"])
        assert result.exit_code == 0, f"{command}: {result.output}"
    for folder in re.findall(r"(?<![\w/.*])/[a-z][\w./-]*", text):
        assert folder.startswith((PLACEHOLDER, "/var/log/soitin", "/etc/logrotate.d", "/bin/sh")), folder


def test_units_are_found_by_commands() -> None:
    assert sum(len(COMMAND.findall(path.read_text("utf-8"))) for path in DEPLOY.iterdir()) >= 5


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    program = tmp_path / "soitin" / ".venv" / "bin" / "soitin"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    for unit in UNITS:
        text = unit.read_text("utf-8").replace(PLACEHOLDER, str(tmp_path / "soitin"))
        (tmp_path / unit.name).write_text(text, "utf-8")

    command = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert len(UNITS) == 3
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("logrotate") is None, reason="logrotate is not on this machine")
def test_logrotate_takes_its_file(tmp_path: Path) -> None:
    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "nightly.log").write_text("a line\n", "utf-8")
    text = (DEPLOY / "soitin.logrotate").read_text("utf-8")
    assert text.count("soitin soitin") == 2
    text = text.replace("soitin soitin", f"{user} {group}").replace("/var/log/soitin", str(logs))
    (tmp_path / "rotate").write_text(text, "utf-8")
    (tmp_path / "rotate").chmod(0o644)

    command = ["logrotate", "--force", "--state", str(tmp_path / "state"), str(tmp_path / "rotate")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in logs.iterdir()) == ["nightly.log", "nightly.log.1"]


def test_the_guide_explains_every_file() -> None:
    guide = (ROOT / "docs" / "operator.md").read_text("utf-8")

    assert [path.name for path in DEPLOY.iterdir() if path.name not in guide] == []
    assert f"`{PLACEHOLDER}` stands for" in guide
