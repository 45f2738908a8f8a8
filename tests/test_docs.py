"""The documents are true: links lead somewhere, commands and settings are all named, words are those of the code."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

import soitin
from crawler.site_file import read_site_file
from storage.settings import Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *DOCUMENTS]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
LONGEST_README, LONGEST_DOCUMENT, LARGEST_PICTURE = 150, 300, 250 * 1024


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def links() -> Iterator[tuple[Path, str]]:
    """Page and target of every link that stays in the repository."""
    for page in PAGES:
        for target in LINK.findall(page.read_text("utf-8")):
            if not target.startswith(("https://", "http://", "mailto:")):
                yield page, target


def anchors(page: Path) -> set[str]:
    """The anchors that headings of a page get: lower case, punctuation gone, spaces to dashes."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    ("page", "target"), [pytest.param(*link, id=f"{where(link[0])}: {link[1]}") for link in links()]
)
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    found = (page.parent / path).resolve() if path else page

    assert found.exists()
    assert ROOT in found.parents, "a link leaves the repository"
    if anchor:
        assert anchor in anchors(found)


def test_documents_are_short_enough_to_be_read() -> None:
    lengths = {where(page): len(page.read_text("utf-8").splitlines()) for page in PAGES}

    assert lengths["README.md"] < LONGEST_README
    assert [name for name, length in lengths.items() if length >= LONGEST_DOCUMENT] == []


def test_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))

    assert {picture.name for picture in pictures} >= {"queue.png", "advert.png"}
    assert [picture.name for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []


def commands(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every sub-command with the words that call it."""
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


COMMANDS = dict(commands(typer.main.get_command(soitin.app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_and_is_documented(name: str) -> None:
    command = COMMANDS[name]
    undocumented = [
        parameter.name
        for parameter in command.params
        if parameter.name != "help" and not getattr(parameter, "help", "")
    ]
    naming = [where(page) for page in PAGES if re.search(rf"\bsoitin {name}\b", page.read_text("utf-8"))]

    assert (command.help or "").strip().endswith(".")
    assert undocumented == [], "arguments and options without help"
    assert set(naming) - {"CHANGELOG.md"}, "neither the README nor docs/ name it"


def test_the_example_of_settings_lists_them_all_with_their_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    example = ROOT / ".env.example"
    listed = re.findall(r"^(?:# )?(SOITIN_[A-Z_]+)=", example.read_text("utf-8"), re.MULTILINE)
    for name in listed:
        monkeypatch.delenv(name, raising=False)

    assert listed == [f"SOITIN_{field.upper()}" for field in Settings.model_fields]
    assert Settings(_env_file=example) == Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic-settings' own


def test_the_operator_hears_of_every_setting() -> None:
    guide = (ROOT / "docs" / "operator.md").read_text("utf-8")

    assert [field for field in Settings.model_fields if f"`SOITIN_{field.upper()}`" not in guide] == []


def test_the_example_of_a_site_file_is_right(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "operator.md").read_text("utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
    (tmp_path / "site.yml").write_text(example, "utf-8")

    site = read_site_file(tmp_path / "site.yml")

    assert site.is_advert_address("https://vieclam.example/viec-lam/tho-han-nhat-120.html")


@cache
def sources() -> str:
    """All code and data that a word of the glossary may come from."""
    packages = ("crawler", "model", "review_app", "storage")
    files = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    return "\n".join(path.read_text("utf-8") for path in files)


def glossary() -> Iterator[tuple[str, list[str]]]:
    """Vietnamese term and words in code of each row that says that the code has them."""
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8").split("\n## Not in the code yet")[0]
    for term, words in re.findall(r"^\| ([^|`]+) \| (`[^|]+`) \|", text, re.MULTILINE):
        yield term, re.findall(r"`([^`]+)`", words)


@pytest.mark.parametrize(("term", "words"), [pytest.param(*row, id=row[0]) for row in glossary()])
def test_a_word_of_the_glossary_is_a_word_of_the_code(term: str, words: list[str]) -> None:
    missing = [word for word in words if not re.search(rf"\b{word}\b", sources())]

    assert missing == [], f"{term}: not found in the code"


def test_no_term_stands_in_the_glossary_twice() -> None:
    terms = [term for term, _ in glossary()]

    assert len(terms) == len(set(terms))
    assert len(terms) > 40  # else the rows are not read as rows
