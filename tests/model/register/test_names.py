"""Names as people write them find the enterprise they mean, and nobody else."""

import csv
import random
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from model.register.index import Register
from model.register.listing import read_listing
from model.register.matching import Named, look_up
from model.register.names import name_keys
from storage.folding import fold
from storage.records import ListedEnterprise

HERE = Path(__file__).parent
ON = date(2026, 11, 21)
WRITTEN = list(csv.DictReader((HERE / "variants.csv").open(encoding="utf-8")))
IMITATED = list(csv.DictReader((HERE / "look_alikes.csv").open(encoding="utf-8")))
Pair = tuple[str, int | None]


def measure(register: Register, pairs: list[Pair]) -> tuple[float, float, list[str]]:
    """Return precision, recall, and what went wrong."""
    found = right = 0
    wrong = []
    for said, row in pairs:
        result = look_up(register, Named(names=(said,)), ON)
        entry = result.entry if result else None
        found += entry is not None
        right += entry is not None and entry.row == row
        if (entry.row if entry else None) != row:
            wrong.append(f"{said} -> {entry.name if entry else None}")
    return right / max(found, 1), right / sum(row is not None for _, row in pairs), wrong


def tell(what: str, precision: float, recall: float, wrong: list[str]) -> None:
    """Print the figures, for `pytest -s`."""
    said = [f"\n{what}: precision {precision:.3f}, recall {recall:.3f}", *wrong]
    sys.stdout.write("\n".join(said) + "\n")


def test_written_variants_of_the_invented_list(register: Register) -> None:
    precision, recall, wrong = measure(register, [(row["said"], int(row["row"] or 0) or None) for row in WRITTEN])

    tell(f"invented list: {len(WRITTEN)} variants", precision, recall, wrong)
    assert precision >= 0.95
    assert recall >= 0.95


SHORT = (
    ("Công ty cổ phần", "CTCP"), ("Công ty TNHH một thành viên", "Cty TNHH MTV"), ("Công ty TNHH", "Cty TNHH"),
    ("xuất nhập khẩu", "XNK"), ("xuất khẩu lao động", "XKLĐ"), ("thương mại", "TM"), ("dịch vụ", "DV"),
    ("nguồn nhân lực", "NNL"), ("quốc tế", "QT"), ("Việt Nam", "VN"), ("đầu tư", "ĐT"), ("phát triển", "PT"),
    ("xây dựng", "XD"),
)  # fmt: skip


def shortened(name: str) -> str:
    for long, short in SHORT:
        place = name.lower().find(long.lower())
        name = name if place < 0 else name[:place] + short + name[place + len(long) :]
    return name


def turned(name: str) -> str:
    """What stands before and after the first "và" in each other's place, its last words staying the last."""
    head, joint, tail = name.partition(" và ")
    words, others = head.split(), tail.split()
    if not joint or len(words) < 4 or len(others) < 3:
        return name.upper()
    kept = 2
    swapped = [*words[:-kept], *others[:2], "và", *words[-kept:], *others[2:]]
    return " ".join(swapped)


RULES: tuple[Callable[[str], str], ...] = (
    fold,
    str.upper,
    shortened,
    lambda name: fold(shortened(name)),
    lambda name: shortened(name).replace(" và ", " & ").replace(",", ""),
    turned,
)


def real_pairs(entries: tuple[ListedEnterprise, ...]) -> Iterator[Pair]:
    chosen = random.Random(69).sample(entries, 60)  # noqa: S311 - a choice that is the same each time
    for number, entry in enumerate(chosen):
        yield RULES[number % len(RULES)](entry.name), entry.row


@pytest.mark.real_data
def test_sixty_variants_of_the_real_list(shared: Path) -> None:
    listed = read_listing(shared / "data" / "licensed_enterprises_2024-02.csv").enterprises
    removed = [entry for entry in listed if entry.row % 12 == 5]
    removed_names = [(entry.name, None) for entry in removed]
    left = tuple(entry for entry in listed if entry not in removed)
    register = Register(name="real", listed_on=date(2024, 2, 1), entries=left)

    precision, recall, wrong = measure(register, [*real_pairs(left), *removed_names])

    tell(f"real list: 60 variants and {len(removed)} names taken out of it", precision, recall, wrong)
    assert precision >= 0.95
    assert recall >= 0.95


@pytest.mark.parametrize("case", IMITATED, ids=lambda case: f"{case['said']} {case['stated']}")
def test_imitators_are_told_from_slips_and_from_others(register: Register, case: dict[str, str]) -> None:
    kind, _, value = case["stated"].partition(":")
    field = {"phone": "phones", "licence": "licences", "tax": "tax_codes", "site": "sites"}[kind]
    result = look_up(register, Named(names=(case["said"],), **{field: (value,)}), ON)

    assert result is not None
    assert result.outcome == case["outcome"]
    assert (result.entry.row if result.entry else None) == (int(case["row"]) if case["row"] else None)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("ctcp sang tao ben lua", "sang tao ben lua"),
        ("Công ty CP Bến Lụa đi Nhật", "ben lua"),
        ("Công ty CP Vận tải Bến Lụa", "van tai ben lua"),
        ("Chi nhánh Công ty CP Vận tải Bến Lụa tại Huế", "van tai ben lua"),
        ("Công ty B.L.U Việt Nam", "blu viet nam"),
    ],
)
def test_a_name_is_its_words_without_form_and_place(said: str, words: str) -> None:
    assert [" ".join(key.words) for key in name_keys(said)] == [words]


def test_an_abbreviation_of_two_things_has_two_readings() -> None:
    assert {key.words[0] + key.words[1] for key in name_keys("CTCP ĐT Bến Lụa")} == {"dautu", "daotao"}
