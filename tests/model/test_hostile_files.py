"""Files that are made to break the model's commands: refused in a sentence, or named row by row."""

import gzip
import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from model import screen_file as module
from model.artefact import ModelRefused, load_artefact
from model.indicators import INDICATORS
from model.label_files import BadLabels, as_jsonl, read_labels
from model.law import tables
from model.law.tables import read_table
from model.screen_file import screen_file
from storage.labels import Label
from storage.plain_yaml import BadYaml, read_yaml

CODES = tuple(indicator.code for indicator in INDICATORS)


def screened(lines: list[bytes], folder: Path, model: Path) -> list[dict[str, object]]:
    path, out = folder / "in.jsonl.gz", folder / "out.jsonl"
    path.write_bytes(gzip.compress(b"\n".join(lines)))
    with out.open("w", encoding="utf-8") as file:
        screen_file(path, file, on=date(2026, 11, 20), model=model)
    return [json.loads(line) for line in out.read_text("utf-8").split("\n") if line]


def test_nesting_halves_of_pairs_and_no_numbers_lose_no_row(tmp_path: Path, small_model: Path) -> None:
    nested = b'{"id": 1, "text": ' + b"[" * 100_000
    half = rb'{"id": "\ud800", "text": "Tuy\u1ec3n th\u1ee3 \udfff h\u00e0n"}'

    rows = screened([nested, half, b'{"id": NaN, "text": "a"}'], tmp_path, small_model)

    assert [row["id"] for row in rows] == [None, "\ud800", None]
    assert ["error" in row for row in rows] == [True, False, True]


def test_a_line_without_end_is_named_and_the_next_one_screened(
    tmp_path: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_LINE", 1000)

    rows = screened([b'{"id": 1, "text": "' + b" " * 5000 + b'"}', b'{"id": 2, "text": "th"}'], tmp_path, small_model)

    assert [("error" in row, row["id"]) for row in rows] == [(True, None), (False, 2)]


@pytest.mark.parametrize("name", ["calibration", "thresholds", "name"])
def test_a_manifest_that_was_changed_is_refused(small_model: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(small_model, tmp_path / "copy"))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, name: [0.5, 0.5]}), "utf-8")

    with pytest.raises(ModelRefused, match="changed after it was written"):
        load_artefact(folder, indicators=CODES)


@pytest.mark.parametrize("content", ["[]", "5", "[" * 100_000])
def test_a_manifest_that_is_no_object_is_refused(small_model: Path, tmp_path: Path, content: str) -> None:
    folder = Path(shutil.copytree(small_model, tmp_path / "copy"))
    (folder / "manifest.json").write_text(content, "utf-8")

    with pytest.raises(ModelRefused, match="is damaged"):
        load_artefact(folder, indicators=CODES)


def test_labels_with_odd_separators_in_a_text_come_back(tmp_path: Path, now: datetime) -> None:
    label = Label(
        version_id=1, campaign_id=1, campaign_snapshot_id=1, deceptive=True, decided_at=now, site="a", title="",
        employer_name="", text="một\u2028hai\x85ba",
    )  # fmt: skip
    (tmp_path / "a.jsonl").write_text(as_jsonl([label]), "utf-8")

    assert [row.advert.text for row in read_labels(tmp_path / "a.jsonl")] == [label.text]


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", 'label,text\nhonest,"' + "a" * 200_000), ("a.jsonl", "[" * 10**5)]
)
def test_labels_that_cannot_be_read_are_refused_in_words(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")

    with pytest.raises(BadLabels, match="row"):
        read_labels(tmp_path / name)


def test_an_unclosed_quote_does_not_swallow_the_rows_after_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('label,text\nhonest,một\nhonest,"hai\ndeceptive,ba\n', "utf-8")

    with pytest.raises(BadLabels, match="after row 2"):
        read_labels(tmp_path / "a.csv")


def test_a_long_text_of_a_csv_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'label,text\nhonest,"{"dài, " * 40_000}"\n', "utf-8")

    assert len(read_labels(tmp_path / "a.csv")[0].advert.text) > 131_072


HOSTILE = [
    "!!python/object/apply:os.system ['id']", "a: 2026-13-45", "a: !!timestamp x", "{a: " * 5000, "&a [*a]",
    "a: &a [x]\nb: &b [*a, *a]\nc: *b", "a: " + "9" * 5000, "<<: 5",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_yaml_that_calls_grows_or_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadYaml, match=r"\w"):
        read_yaml(text)


def test_yaml_may_refer_to_a_plain_value() -> None:
    assert read_yaml("a: &a {x: 1}\nb: {<<: *a, y: 2}") == {"a": {"x": 1}, "b": {"x": 1, "y": 2}}


@pytest.mark.parametrize(
    "content", [*HOSTILE, "- a", "", "rows: [5]", "rows: [{from: 2026-02-31}]"], ids=lambda text: text[:20]
)
def test_a_law_table_that_is_none_comes_back_as_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    from model.law.catalogue import TABLES  # noqa: PLC0415 - only here

    kind = next(iter(TABLES.values()))
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    (tmp_path / f"{kind.table}.yml").write_text(content, "utf-8")

    rows, faults = read_table(kind)

    assert rows == []
    assert faults[0].startswith(f"law table {kind.table}.yml")
