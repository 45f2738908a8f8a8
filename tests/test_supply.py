"""What the product is made of is pinned, known by its licence, and asks no registry of its own."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"([A-Za-z0-9._-]+)==[^\s;]+(?: *;.*)?")
OURS = {"soitin", "pip", "setuptools", "wheel"}


@pytest.fixture(scope="module")
def supply() -> ModuleType:
    spec = importlib.util.spec_from_file_location("supply", ROOT / "tests" / "supply.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["supply"] = module
    spec.loader.exec_module(module)
    return module


def constraints() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def test_constraints_pin_versions_and_name_no_place_to_get_them_from() -> None:
    assert [line for line in constraints() if not PINNED.fullmatch(line)] == []
    assert not re.search(r"https?:|--|git\+|@ ", "\n".join(constraints()))


def test_every_dependency_is_pinned(supply: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {supply.normal(re.match(r"[\w.-]+", one)[0]) for one in wanted}  # type: ignore[index]
    pinned = {supply.normal(line.partition("==")[0]) for line in constraints()}

    assert names - pinned == set()
    assert {supply.normal(one.name) for one in supply.installed()} - pinned - OURS == set()


def test_every_licence_is_known_and_goes_with_ours(supply: ModuleType) -> None:
    assert [(one.name, one.licence) for one in supply.installed() if not one.goes] == []


@pytest.mark.parametrize(
    ("licence", "goes"),
    [
        ("MIT", True), ("BSD License", True), ("MPL-2.0 AND MIT", True), ("Apache-2.0 OR GPL-3.0", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True), ("LGPL-3.0-only", True), ("not said", False),
        ("GNU General Public License v3 (GPLv3)", False), ("AGPL-3.0", False), ("MIT AND GPL-2.0-only", False),
        ("Proprietary", False),
    ],
)  # fmt: skip
def test_a_licence_that_binds_ours_or_is_unknown_is_named(supply: ModuleType, licence: str, goes: bool) -> None:  # noqa: FBT001
    assert supply.Package("a", "1", licence).goes is goes


def test_an_audit_that_was_not_run_is_no_pass(supply: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    code = supply.audit() if importlib.util.find_spec("pip_audit") is None else supply.NOT_RUN

    assert code == supply.NOT_RUN
    assert importlib.util.find_spec("pip_audit") or "not run: " in capsys.readouterr().err
