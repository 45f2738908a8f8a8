"""The classifieds board and the company's site, on a few rows of our own."""

import json
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from crawler.demo_boards.classifieds import board as classifieds_board
from crawler.demo_boards.classifieds.board import ClassifiedsBoard
from crawler.demo_boards.company import board as company_board
from crawler.demo_boards.company.board import CompanyBoard
from crawler.demo_boards.reply import in_windows_1258
from crawler.extract.charset import decode_text

TODAY = date(2026, 11, 20)
BASE = "http://127.0.0.1:8400"


@pytest.mark.parametrize(
    ("board", "path"), [(ClassifiedsBoard, "/rao/tin-1-w1.htm"), (CompanyBoard, "/bai-viet/tin-1-w1.html")]
)
def test_an_advert_is_shown_edited_and_removed_by_the_week(wide_rows: Any, board: Any, path: str) -> None:
    rows = wide_rows(
        second_week={1: {"title": "Mới", "body": "Khác"}, 2: {"removed": "410"}, 3: {"removed": "expired"}}, new=[4]
    )
    first, second = board(today=TODAY, week=1, rows=rows), board(today=TODAY, week=2, rows=rows)

    assert "Tin 1" in first.answer(path, BASE).body.decode()
    assert "Mới" in second.answer(path, BASE).body.decode()
    assert [first.answer(path.replace("1", n), BASE).status for n in "234"] == [200, 200, 404]
    assert [second.answer(path.replace("1", n), BASE).status for n in "234"] == [410, 200, 200]
    assert "đã hết hạn" in second.answer(path.replace("1", "3"), BASE).body.decode()


def test_dates_stay_the_same_from_week_to_week(wide_rows: Any) -> None:
    rows = wide_rows(new=[4])
    pages = [ClassifiedsBoard(today=TODAY, week=week, rows=rows).answer("/rao/tin-1-w1.htm", BASE) for week in (1, 2)]

    assert pages[0].body == pages[1].body
    assert b"10/11/2026" in pages[0].body


def test_the_classifieds_have_a_page_that_repeats_and_no_last_one(wide_rows: Any) -> None:
    board = ClassifiedsBoard(today=TODAY, rows=wide_rows(count=30))
    pages = [board.answer(f"/viec-lam?p={number}", BASE).body.decode() for number in range(1, 8)]
    links = [{word for word in page.split('"') if word.startswith("/rao/tin-")} for page in pages]

    assert len(links[0] | links[1] | links[3]) >= 30
    assert links[2] == links[1]
    assert links[4] == links[5] == links[6] == links[3]
    assert "p=8" in pages[6]


@pytest.mark.parametrize("module", [classifieds_board, company_board], ids=["classifieds", "company"])
def test_what_is_for_learning_is_on_no_page(module: ModuleType) -> None:
    path = module.ROWS
    board = (ClassifiedsBoard if module is classifieds_board else CompanyBoard)(today=TODAY)
    pages = "".join(board.answer(path, BASE).body.decode("utf-8", "replace") for path in board._by_path)

    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        assert row["truth"]["why"] not in pages
        assert not row["campaign"] or row["campaign"] not in pages


def test_the_old_encoding_is_the_one_of_vietnamese_windows() -> None:
    text = "Tuyển thợ hàn, lương chín triệu rưỡi, đóng đủ bảo hiểm xã hội từ tháng đầu"

    assert decode_text(in_windows_1258(text)) == (text, ["charset_guessed"])
