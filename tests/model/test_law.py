"""Dated tables: what holds on which day, every figure found again in the law's own text."""

import gzip
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from model.law import tables
from model.law.exchange import exchange_on
from model.law.references import law_references
from model.law.tables import BadTable, rows_on

TODAY, AUGUST = date(2026, 11, 21), date(2026, 8, 1)


@pytest.mark.parametrize("name", sorted(path.stem for path in tables.FOLDER.glob("*.yml")))
def test_every_row_says_since_when_by_what_and_whether_verified(name: str) -> None:
    rows = rows_on(name, TODAY)

    assert rows
    assert all(isinstance(row["verified"], bool) and row["source"] for row in rows)


def test_the_decree_changes_on_its_day() -> None:
    before, after = (law_references(("false_promises",), day) for day in (date(2026, 9, 9), date(2026, 9, 10)))

    assert [reference.document for reference in before] == ["Nghị định 12/2022/NĐ-CP"]
    assert [reference.document for reference in after] == ["Nghị định 283/2026/NĐ-CP"]
    assert not before[0].verified
    assert after[0].verified


def test_no_figure_overlaps_another_of_the_same_act() -> None:
    for day in (AUGUST, TODAY):
        keys = [row["id"] for row in rows_on("penalties", day)]
        assert len(keys) == len(set(keys))


def test_bands_run_upwards() -> None:
    for row in rows_on("penalties", TODAY):
        for band in (row["individual"], row["organisation"]):
            assert band is None or 0 < band[0] < band[1], row["id"]


def test_every_figure_of_the_decree_stands_in_its_text(shared: Path) -> None:
    text = gzip.decompress((shared / "reference" / "law" / "nghi-dinh-283-2026-nd-cp.md.gz").read_bytes()).decode()
    figures = {int(number.replace(".", "")) for number in re.findall(r"\d{1,3}(?:\.\d{3})+", text)}
    rows = [row for row in rows_on("penalties", TODAY) if row["document"] == "Nghị định 283/2026/NĐ-CP"]

    # organisations are fined twice the individual's band (Art. 7), which the decree does not write out
    written = {amount for row in rows for amount in (row["individual"] or row["organisation"])}
    assert written - figures == set()


def test_an_unknown_currency_is_not_guessed() -> None:
    exchange = exchange_on(TODAY)

    assert exchange.to_vnd(100, "USD") == 2_600_000
    assert exchange.to_vnd(100, "VND") == 100
    assert exchange.to_vnd(100, "XXX") is None


def test_a_broken_table_is_named_with_row_and_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    (tmp_path / "bad.yml").write_text(yaml.safe_dump({"rows": [{"from": AUGUST, "source": "x"}]}))

    with pytest.raises(BadTable, match="row 1: verified missing"):
        rows_on("bad", TODAY)
    with pytest.raises(BadTable, match="cannot be read"):
        rows_on("gone", TODAY)
