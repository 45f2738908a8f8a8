"""The operator's guide on adding a site and on replays: its command lines are run, on a site of a shape never seen."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import soitin
from crawler.demo_boards.server import DemoServer
from crawler.site_file import load_site
from storage.settings import settings

GUIDES = [Path(__file__).parents[2] / "docs" / name for name in ("operator.md", "crawls.md")]
SITE = "https://vieclam.example/tim-viec-lam"
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands(heading: str) -> list[list[str]]:
    """The words after `soitin` of every command line in the sections of the guides under a heading."""
    parts = [part for guide in GUIDES for part in guide.read_text("utf-8").split(f"\n## {heading}\n")[1:]]
    lines = [line for part in parts for block in FENCE.findall(part.split("\n## ")[0]) for line in block.splitlines()]
    assert all(line.startswith("soitin ") for line in lines), lines
    return [shlex.split(line)[1:] for line in lines]


@pytest.mark.usefixtures("home")
def test_a_site_of_a_shape_never_seen_is_added_and_read_again_as_the_guide_says(
    exchange: DemoServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    settings.cache_clear()
    done = []
    for words in [*commands("Add a site"), *commands("Replays")]:
        # the one change: the site stands on this machine
        arguments = [exchange.base if word == SITE else word for word in words]
        result = CliRunner().invoke(soitin.app, [*arguments, *(["--demo"] if SITE in words else [])])
        assert result.exit_code == 0, f"soitin {shlex.join(arguments)}\n{result.output}"
        done.append(" ".join(words[:2]))

    assert {"site new", "site check", "capture export", "reprocess --site"} <= set(done)
    assert done[2] == "crawl viec_lam_vi_du"
    assert load_site("viec_lam_vi_du").title == "Sàn việc làm Gò Mây"
    assert {path.name for path in tmp_path.glob("*.warc.gz")} == {"capture-1.warc.gz", "advert-1.warc.gz"}
