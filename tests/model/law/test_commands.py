"""`soitin law`: tables as of a day, and the check that names every fault."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from model.law import catalogue, tables
from model.law.catalogue import TABLES
from model.law.tables import rows_of
from soitin import app


def soitin(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "250"}).invoke(app, ["law", *arguments])


def test_penalties_of_two_days_differ_as_the_law_does() -> None:
    august, november = (soitin("show", "penalties", "--on", day).output for day in ("2026-08-01", "2026-11-21"))

    assert "12/2022/NĐ-CP" in august
    assert "283/2026" not in august
    assert "283/2026/NĐ-CP" in november
    assert "12/2022" not in november
    assert "chưa kiểm chứng" in august
    assert "chưa kiểm chứng" not in november


@pytest.mark.parametrize("name", TABLES)
def test_every_table_can_be_shown(name: str) -> None:
    shown = soitin("show", name)

    assert shown.exit_code == 0
    assert TABLES[name].title in shown.output


def test_a_day_before_all_law_shows_no_rows() -> None:
    shown = soitin("show", "minimum_wage", "--on", "1990-01-01")

    assert shown.exit_code == 0
    assert "ngày này không có dòng nào" in shown.output


def test_ended_and_unconfirmed_numbers_are_never_shown() -> None:
    shown = soitin("show", "hotlines").output

    assert "111" in shown
    for number in ("18001567", "18001282", "1800.8077", "1800 1769", "1800.6605"):
        assert number not in shown


def test_without_a_table_they_are_listed() -> None:
    listed = soitin("show")

    assert listed.exit_code == 0
    assert all(name in listed.output for name in TABLES)


def test_an_unknown_table_is_wrong_use() -> None:
    answer = soitin("show", "prices")

    assert answer.exit_code == 2
    assert "no law table prices; there are penalties," in answer.output


def test_the_check_prints_a_line_per_table() -> None:
    checked = soitin("check")

    assert checked.exit_code == 0
    assert [line.split(":")[0] for line in checked.output.splitlines()] == list(TABLES)
    assert "deposit_ceilings: 9 rows, 9 not verified" in checked.output


def test_the_check_names_every_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in tables.FOLDER.glob("*.yml"):
        text = path.read_text("utf-8")
        (tmp_path / path.name).write_text(text.replace("vnd: 12000000", "vnd: -1").replace("region: IV", "region: VI"))
    shutil.copy(tables.FOLDER / "minors.yml", tmp_path / "children.yml")
    for module in (tables, catalogue):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    rows_of.cache_clear()

    checked = soitin("check")
    shown = soitin("show", "minimum_wage")
    rows_of.cache_clear()

    assert checked.exit_code == 1
    assert [line.split(": ")[0] for line in checked.output.splitlines()] == [
        "law table deposit_ceilings.yml, row 1",
        "law table minimum_wage.yml, row 4",
        "law table children.yml",
    ]
    assert shown.exit_code == 1
    assert "law table minimum_wage.yml, row 4: region" in shown.output


def test_who_may_record_and_fine_a_finding_is_printed_with_where_it_goes() -> None:
    said = soitin("who", "asks_brokerage_fee", "--on", "2026-11-21").output

    assert "Luật 69/2020/QH14, Điều 7 khoản 8" in said
    assert "mức phạt: cá nhân 80.000.000 – 100.000.000 đồng" in said
    assert "Chủ tịch UBND cấp tỉnh" in said
    assert "Giám đốc Sở Nội vụ;" not in said
    assert "chuyển đến: Sở Nội vụ lập biên bản" in said


def test_danger_names_the_numbers_that_work_and_no_dead_one() -> None:
    said = soitin("who", "offers_desk_work_in_compound_country", "--on", "2026-11-21").output

    assert "chuyển đến (khẩn)" in said
    assert ": 111" in said
    assert "18001567" not in said


def test_an_act_of_an_older_day_says_what_is_not_verified_and_who_is_not_in_the_tables() -> None:
    said = soitin("who", "false_promises", "--on", "2026-08-01").output

    assert "12/2022/NĐ-CP" in said
    assert "chưa kiểm chứng" in said
    assert "xử phạt đến hết khung: chưa có trong bảng" in said


def test_a_key_that_nobody_knows_is_wrong_use() -> None:
    answer = soitin("who", "asks_for_the_moon")

    assert answer.exit_code == 2
    assert "no indicator and no act is called asks_for_the_moon" in answer.output


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("penalties.yml", "until: 2026-09-09", "until: 2026-09-07", "leaves a gap after row"),
        ("exchange.yml", "currency: EUR", "currency: USD", "law table exchange.yml, row 2: USD overlaps row 1"),
        ("deposit_ceilings.yml", "markets: [TW]", "markets: [XX]", "row 1: markets.0: unknown market XX"),
        ("deposit_ceilings.yml", "vnd: 12000000", "vnd: -1", "row 1: vnd: Input should be greater than or equal to 0"),
        ("markets.yml", "markets: [IL]", "markets: [CA]", "law table markets.yml, row 2: CA overlaps row 1"),
    ],
    ids=["gap", "overlap", "unknown market", "negative ceiling", "country twice"],
)
def test_the_check_ends_with_1_and_names_file_row_and_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, fault: str
) -> None:
    for path in tables.FOLDER.glob("*.yml"):
        shutil.copy(path, tmp_path)
    broken = tmp_path / name
    broken.write_text(broken.read_text("utf-8").replace(old, new, 1), "utf-8")
    for module in (tables, catalogue):
        monkeypatch.setattr(module, "FOLDER", tmp_path)

    checked = soitin("check")

    assert checked.exit_code == 1
    assert f"law table {name}, row " in checked.output
    assert fault in checked.output
