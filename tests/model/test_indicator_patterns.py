"""The words of indicators lie in one file a family, and a name stands in one of them alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from model.indicators import patterns


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(patterns, "FOLDER", tmp_path)
    patterns._alternatives.cache_clear()
    yield tmp_path
    patterns._alternatives.cache_clear()


def test_words_of_every_file_are_found(folder: Path) -> None:
    (folder / "one.yml").write_text("tram: ['tau dien']", "utf-8")
    (folder / "two.yml").write_text("boat: ['ghe', 'tau ca']", "utf-8")

    assert patterns.words("tram").search(b"di tau dien") is not None
    assert patterns.words("boat").search(b"tau cau") is None, "a word ends where it ends"


def test_a_name_in_two_files_is_refused_by_name(folder: Path) -> None:
    (folder / "one.yml").write_text("boat: ['ghe']", "utf-8")
    (folder / "two.yml").write_text("boat: ['tau']", "utf-8")

    with pytest.raises(ValueError, match=r"two\.yml: boat stands in another file"):
        patterns.words("boat")


def test_a_name_that_no_file_has_is_refused(folder: Path) -> None:
    (folder / "one.yml").write_text("boat: ['ghe']", "utf-8")

    with pytest.raises(KeyError, match="train"):
        patterns.words("train")


def test_every_file_is_named_as_the_module_that_looks_for_its_words() -> None:
    package = Path(patterns.__file__).parent

    for file in patterns.FOLDER.glob("*.yml"):
        module = (package / f"{file.stem}.py").read_text("utf-8") if (package / f"{file.stem}.py").exists() else ""
        used = [name for name in yaml.safe_load(file.read_text("utf-8")) if f'words("{name}")' in module]
        assert used, f"{file.name} holds words that {file.stem}.py looks for"
