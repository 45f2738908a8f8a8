"""`soitin screen FILE`: one line out for each line in, in order, whatever the line."""

import gzip
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from model.records import AdvertText, Screening
from model.register.index import Register
from model.score import Screener
from model.screen_file import FEW, UnreadableFile, screen_file

ON = date(2026, 11, 21)


def screened(path: Path, model: Path) -> list[dict[str, Any]]:
    out = io.StringIO()
    screen_file(path, out, on=ON, model=model)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def write(path: Path, lines: list[Any]) -> Path:
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return path


def test_bad_lines_come_out_in_their_place_with_what_is_wrong(tmp_path: Path, small_model: Path) -> None:
    path = write(tmp_path / "in.jsonl", [
        {"id": 1, "text": "Tuyển thợ may, lương 9 triệu/tháng", "unknown": True},
        b"{not json",
        {"id": 3, "text": ""},
        {"text": "x"},
        {"id": 5, "text": 7},
        b'{"id": 6, "text": "\xff"}',
        [1, 2],
        {"id": 8, "text": "x" * 5_000_000},
        {"id": 9, "text": "Tuyển kế toán", "title": None, "employer_name": 3},
    ])  # fmt: skip

    rows = screened(path, small_model)

    assert [row["id"] for row in rows] == [1, None, 3, None, 5, None, None, 8, 9]
    says = {place: row["error"] for place, row in enumerate(rows, 1) if "error" in row}
    assert says == {
        2: says[2],
        3: "line 3: text is empty; there is nothing to screen",
        4: "line 4: the key id is missing; give each row its own",
        5: "line 5: text is int, a string is needed",
        6: "line 6: not UTF-8 at byte 19; convert the file to UTF-8",
        7: "line 7: a JSON object with id and text is needed, found list",
        8: "line 8: text has 5,000,000 characters, at most 1,000,000 are read; split it into adverts",
    }
    assert says[2].startswith("line 2: no JSON (")


def test_many_rows_keep_their_order_over_processes(tmp_path: Path, small_model: Path) -> None:
    lines = [
        {"id": number, "text": f"Tuyển người số {number}, lương {number % 9 + 5} triệu"} for number in range(FEW + 90)
    ]

    rows = screened(write(tmp_path / "in.jsonl", lines), small_model)

    assert [row["id"] for row in rows] == list(range(FEW + 90))
    assert not [row for row in rows if "error" in row]


def test_a_gzip_file_is_read_and_a_torn_one_is_named(tmp_path: Path, small_model: Path) -> None:
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "text": "Tuyển thợ hàn"}).encode()))
    assert [row["id"] for row in screened(path, small_model)] == ["a"]
    path.write_bytes(path.read_bytes()[:-9])

    with pytest.raises(UnreadableFile, match="is no whole gzip file"):
        screened(path, small_model)


def test_the_real_adverts_all_come_through(shared: Path, tmp_path: Path, small_model: Path) -> None:
    with gzip.open(shared / "data" / "real_adverts.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = [line for _, line in zip(range(150), file, strict=False)]
    path = tmp_path / "real.jsonl"
    path.write_text("".join(lines), encoding="utf-8")

    rows = screened(path, small_model)

    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in lines]
    assert not [row for row in rows if "error" in row]


def test_an_advert_that_we_stumble_over_does_not_lose_the_others(
    tmp_path: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Screener.screen

    def stumble(self: Screener, advert: AdvertText, on: date, register: Register | None = None) -> Screening:
        if "vấp" in advert.text:
            msg = "an unforeseen text"
            raise RuntimeError(msg)
        return real(self, advert, on, register)

    monkeypatch.setattr(Screener, "screen", stumble)
    lines = [{"id": 1, "text": "Tuyển thợ may"}, {"id": 2, "text": "vấp"}, {"id": 3, "text": "Tuyển thợ mộc"}]

    rows = screened(write(tmp_path / "in.jsonl", lines), small_model)

    assert [row["id"] for row in rows] == [1, 2, 3]
    assert rows[1]["error"] == "line 2: could not be screened, RuntimeError: an unforeseen text"
