"""The shape of the house: what may stand where, and how large it may grow."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("crawler", "model", "review_app", "storage")
LONGEST_FILE, LONGEST_FUNCTION = 250, 60
SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))
           if "migrations" not in path.parts] + [ROOT / "soitin.py"]  # fmt: skip
DRAWERS = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_a_file_fits_a_few_screens(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST_FILE, f"{where(path)} has {lines} lines; split it by idea"


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_a_function_fits_one_screen(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [f"{node.name}: {node.end_lineno - node.lineno + 1} lines" for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]  # fmt: skip

    assert long == []


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert [where(path) for path in SOURCES if path.stem in DRAWERS or path.parent.name in DRAWERS] == []


def test_one_file_knows_underthesea() -> None:
    importing = {where(path) for path in SOURCES if "underthesea" in imported(path)}

    assert importing == {"model/words.py"}


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in plain | named}


DANGEROUS = (
    *("pickle", "eval(", "exec(", "shell=True", "os.system(", "os.popen(", "yaml.load(", "torch", "joblib.load("),
    *("unsafe_load", "allow_pickle=True", "extractall(", "mktemp(", "verify=False", "marshal.load", "shelve"),
)


@pytest.mark.parametrize("name", DANGEROUS)
def test_nothing_dangerous_is_called(name: str) -> None:
    allowed = {
        "pickle": ("allow_pickle=False", "No pickle"),
        "yaml.load(": ("SafeLoader", "Loader=_Plain"),
        "eval(": (".eval(",),
        "exec(": (".exec(",),
    }
    lines = [f"{where(path)}:{number}" for path in SOURCES
             for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
             if name in line and not any(good in line for good in allowed.get(name, ()))]  # fmt: skip

    assert lines == []


def test_html_goes_to_the_page_through_one_file() -> None:
    drawing = {
        where(path)
        for path in SOURCES
        if re.search(r"unsafe_allow_html|st\.html\(|components\.v1", path.read_text("utf-8"))
    }

    # style.py draws our own sheets of style and nothing else
    assert drawing <= {"review_app/components/markup.py", "review_app/components/style.py"}


def test_no_module_of_the_app_hides_a_standard_one() -> None:
    names = {path.stem for path in (ROOT / "review_app").glob("*.py")}

    assert names & set(sys.stdlib_module_names) - {"__init__"} == set()
