"""Dated tables: what holds on which day, and every kind of fault named with file, row and what is wrong."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.law import catalogue, tables
from model.law.catalogue import TABLES, check_all, require_sound_tables
from model.law.domestic import least_probation_share, lowest_minimum_wage, most_hours_a_day
from model.law.exchange import exchange_on
from model.law.fines import Penalty
from model.law.references import law_references
from model.law.row import Row
from model.law.standing import MarketStanding, Standing, countries_with
from model.law.tables import BadTable, rows_of, rows_on
from model.score import Screener

TODAY, AUGUST = date(2026, 11, 21), date(2026, 8, 1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of all tables to break; what was read of the sound ones is forgotten."""
    copy = tmp_path / "law"
    copy.mkdir()
    for path in tables.FOLDER.glob("*.yml"):
        shutil.copy(path, copy)
    for module in (tables, catalogue):
        monkeypatch.setattr(module, "FOLDER", copy)
    _forget()
    yield copy
    _forget()


def _forget() -> None:
    rows_of.cache_clear()
    require_sound_tables.cache_clear()


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_all_tables_are_sound() -> None:
    assert check_all() == []


@pytest.mark.parametrize("kind", TABLES.values(), ids=TABLES)
def test_every_row_says_by_what_and_whether_it_was_verified(kind: type[Row]) -> None:
    rows = rows_on(kind, TODAY)

    assert rows
    assert all(row.document and row.article and row.source for row in rows)
    assert all(row.mark == "V" for row in rows if row.verified)


@pytest.mark.parametrize("kind", TABLES.values(), ids=TABLES)
def test_no_two_rows_speak_for_the_same_on_one_day(kind: type[Row]) -> None:
    for day in (AUGUST, date(2026, 9, 9), date(2026, 9, 10), TODAY):
        keys = [key for row in rows_on(kind, day) for key in row.keys]
        assert len(keys) == len(set(keys))


def test_the_decree_changes_on_its_day() -> None:
    before, after = (law_references(("false_promises",), day) for day in (date(2026, 9, 9), date(2026, 9, 10)))

    assert [reference.document for reference in before] == ["Nghị định 12/2022/NĐ-CP"]
    assert [reference.document for reference in after] == ["Nghị định 283/2026/NĐ-CP"]
    assert not before[0].verified
    assert after[0].verified


def test_bands_run_upwards() -> None:
    for row in rows_of(Penalty):
        for band in (row.individual, row.organisation):
            assert band is None or 0 < band[0] < band[1], row.id


def test_an_unknown_currency_is_not_guessed() -> None:
    exchange = exchange_on(TODAY)

    assert exchange.to_vnd(100, "USD") == 2_600_000
    assert exchange.to_vnd(100, "VND") == 100
    assert exchange.to_vnd(100, "XXX") is None


BROKEN = {
    "source missing": (
        "minimum_wage.yml",
        "  source: Nghị định 293/2025/NĐ-CP ngày 10/11/2025\n",
        "",
        "law table minimum_wage.yml, row 1: source missing",
    ),
    "source empty": (
        "banned_jobs.yml",
        "source: Luật 69/2020/QH14",
        'source: ""',
        "law table banned_jobs.yml, row 1: source: String should have at least 1 character, not ''",
    ),
    "verified missing": (
        "banned_areas.yml",
        ", verified: true",
        "",
        "law table banned_areas.yml, row 1: verified missing",
    ),
    "verified from memory": (
        "reference_wages.yml",
        "verified: false",
        "verified: true",
        "law table reference_wages.yml, row 1: verified is true but the mark is S",
    ),
    "negative": (
        "deposit_ceilings.yml",
        "vnd: 12000000",
        "vnd: -12000000",
        "law table deposit_ceilings.yml, row 1: vnd: Input should be greater than or equal to 0, not -12000000",
    ),
    "reversed": (
        "penalties.yml",
        "[3000000, 5000000]",
        "[5000000, 3000000]",
        "law table penalties.yml, row 1: organisation: amounts are reversed: 5000000 is more than 3000000",
    ),
    "not twice": (
        "penalties.yml",
        "organisation: [40000000, 80000000]",
        "organisation: [40000000, 90000000]",
        "law table penalties.yml, row 4: organisation is not twice the individual's band",
    ),
    "unknown market": (
        "deposit_ceilings.yml",
        "markets: [TW]",
        "markets: [XX]",
        "law table deposit_ceilings.yml, row 1: markets.0: unknown market XX",
    ),
    "country unknown to the facts": (
        "markets.yml",
        "markets: [KH]",
        "markets: [QX]",
        "law table markets.yml, row 4: markets.0: unknown market QX",
    ),
    "country twice": (
        "markets.yml",
        "markets: [LA]",
        "markets: [KH]",
        "law table markets.yml, row 5: KH overlaps row 4",
    ),
    "unknown sign": (
        "markets.yml",
        "[CA], sign: closed",
        "[CA], sign: shut",
        "law table markets.yml, row 1: sign: Input should be 'closed', 'compounds', ",
    ),
    "place with accents": (
        "compound_places.yml",
        "folded: [moc bai]",
        "folded: [Mộc Bài]",
        "law table compound_places.yml, row 7: folded: Mộc Bài is not in lower case without accents",
    ),
    "unknown job": (
        "service_fee_ceilings.yml",
        "jobs: [care_institution]",
        "jobs: [nursing]",
        "law table service_fee_ceilings.yml, row 5: jobs.0: unknown job nursing",
    ),
    "unknown region": (
        "minimum_wage.yml",
        "region: IV",
        "region: V",
        "law table minimum_wage.yml, row 4: region: Input should be 'I', 'II', 'III' or 'IV', not 'V'",
    ),
    "unknown field": (
        "minimum_wage.yml",
        "region: I,",
        "region: I, vnd_year: 1,",
        "law table minimum_wage.yml, row 1: vnd_year is no field of this table",
    ),
    "until before from": (
        "minimum_wage.yml",
        "region: I,",
        "region: I, until: 2025-01-01,",
        "law table minimum_wage.yml, row 1: until 2025-01-01 is before from 2026-01-01",
    ),
    "overlap": (
        "minimum_wage.yml",
        "rows:\n",
        "rows:\n  - {region: II, vnd_month: 4410000, vnd_hour: 21200, from: 2024-07-01, until: 2026-01-01}\n",
        "law table minimum_wage.yml, row 3: II overlaps row 1 from 2026-01-01 on",
    ),
    "gap": (
        "penalties.yml",
        "until: 2026-09-09",
        "until: 2026-09-07",
        "false_promises leaves a gap after row 62, from 2026-09-08 until 2026-09-10",
    ),
    "twice without dates": (
        "exchange.yml",
        "currency: EUR",
        "currency: USD",
        "law table exchange.yml, row 2: USD overlaps row 1",
    ),
    "dead number shown": (
        "hotlines.yml",
        "status: dead, shown: false",
        "status: dead",
        "law table hotlines.yml, row 2: shown is true for a number that is dead",
    ),
    "unknown typology": (
        "routing.yml",
        "[unlicensed_overseas_broker",
        "[unlicensed_broker",
        "law table routing.yml, row 3: typologies: unknown typology unlicensed_broker",
    ),
    "hours without a figure": (
        "minors.yml",
        ", hours_day: 8",
        "",
        "law table minors.yml, row 13: hours_day missing",
    ),
    "unknown record maker": (
        "fining_powers.yml",
        "only_recorded_by: border_guard",
        "only_recorded_by: army",
        "law tables: border_guard_command names army, who is not in record_makers.yml",
    ),
    "no yaml": ("limits.yml", "", "rows: [", "law table limits.yml: no table of this name is known"),
    "broken yaml": ("minors.yml", "rows:", "rows: [", "law table minors.yml cannot be read"),
    "no rows": ("banned_areas.yml", "rows:", "lines:", "law table banned_areas.yml cannot be read"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_fault_is_named_with_file_row_and_what_is_wrong(case: str, folder: Path) -> None:
    name, old, new, sentence = BROKEN[case]
    (folder / name).touch()
    change(folder, name, old, new)

    assert any(sentence in fault for fault in check_all()), check_all()


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "minors.yml").unlink()

    assert check_all()[0].startswith("law table minors.yml cannot be read: ")


def test_all_faults_are_named_not_only_the_first(folder: Path) -> None:
    change(folder, "deposit_ceilings.yml", "vnd: 12000000", "vnd: -1")
    change(folder, "deposit_ceilings.yml", "vnd: 36000000", "vnd: -2")

    assert len(check_all()) == 2


def test_reading_a_broken_table_raises_its_first_fault(folder: Path) -> None:
    change(folder, "penalties.yml", "[3000000, 5000000]", "[-3000000, 5000000]")

    with pytest.raises(BadTable, match=r"law table penalties.yml, row 1: organisation\.0: .* not -3000000"):
        rows_on(Penalty, TODAY)


def test_nothing_is_screened_with_a_broken_table(folder: Path) -> None:
    change(folder, "routing.yml", "mark: I", "mark: Q")

    with pytest.raises(BadTable, match=r"law table routing.yml, row 1: mark"):
        Screener()


def test_what_is_known_of_a_country_has_its_day() -> None:
    closed: frozenset[Standing] = frozenset({"closed"})

    assert countries_with(closed, TODAY) == {"CA", "IL", "US"}
    assert countries_with(closed, date(2024, 12, 31)) == {"CA", "US"}
    assert not any(row.verified for row in rows_of(MarketStanding))


def test_the_least_that_holds_at_home_comes_from_the_tables() -> None:
    lowest = lowest_minimum_wage(TODAY)

    assert lowest
    assert (lowest.region, lowest.vnd_month) == ("IV", 3_700_000)
    assert lowest_minimum_wage(date(2025, 12, 31)) is None
    assert (least_probation_share(TODAY), least_probation_share(AUGUST)) == (85, None)
    assert [most_hours_a_day(age, TODAY) for age in (14, 15, 17, 18)] == [4, 8, 8, None]


def test_rows_hold_from_their_first_to_their_last_day() -> None:
    row = next(row for row in rows_of(Penalty) if row.until)
    assert row.until

    days = [row.since - timedelta(days=1), row.since, row.until, row.until + timedelta(days=1)]

    assert [row.holds_on(day) for day in days] == [False, True, True, False]
