"""Second labels against the first."""

import math
from pathlib import Path

import pytest

from model.corpus import CorpusRow
from model.evaluation.agreement import UnreadableLabels, agreements, read_second_labels
from model.records import AdvertText


def row(number: int, *, deceptive: bool, source: str = "a") -> CorpusRow:
    return CorpusRow(
        id=f"{source}-{number}", source=source, pair=f"{source}-p{number // 2}", deceptive=deceptive,
        typologies=(), channel="sms", advert=AdvertText(text="tin"),
    )  # fmt: skip


def test_kappa_by_hand() -> None:
    rows = [row(number, deceptive=number % 2 == 0) for number in range(10)]
    second = {one.id: ("deceptive" if one.deceptive else "honest", 3) for one in rows}
    second["a-0"] = ("honest", 1)  # 9 of 10 agree; chance gives .5, so kappa is (.9 - .5) / .5

    found = agreements(rows, second)

    assert [one.source for one in found] == ["a", "all"]
    assert found[0].agreed == 9
    assert found[0].guessed == 1
    assert found[0].kappa == pytest.approx(0.8)


def test_rows_without_a_second_label_are_left_out() -> None:
    rows = [row(0, deceptive=True), row(1, deceptive=False), row(2, deceptive=True)]

    found = agreements(rows, {"a-0": ("deceptive", 3), "a-1": ("honest", 2)})

    assert [one.rows for one in found] == [2, 2]
    assert agreements(rows, {}) == []


def test_one_label_alone_gives_no_kappa() -> None:
    found = agreements([row(0, deceptive=True)], {"a-0": ("deceptive", 3)})

    assert math.isnan(found[0].kappa)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("id,label,sure\na-1,maybe,3\n", "line 2: label deceptive or honest"),
        ("id,label,sure\na-1,honest,9\n", "sure 1 to 3"),
        ("id,label,sure\na-1,honest,3\na-1,honest,3\n", "line 3: the id 'a-1' stands there twice"),
    ],
)
def test_a_faulty_file_is_named(tmp_path: Path, lines: str, says: str) -> None:
    file = tmp_path / "second.csv"
    file.write_text(lines)

    with pytest.raises(UnreadableLabels, match=says):
        read_second_labels(file)


def test_no_file_is_no_second_label(tmp_path: Path) -> None:
    assert read_second_labels(tmp_path / "none.csv") == {}
