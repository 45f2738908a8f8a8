import gzip
import json
from datetime import date

from crawler.demo_boards.tidy.adverts import ADVERTS, QUIRKS, load_adverts
from crawler.demo_boards.tidy.board import TidyBoard

BASE = "http://127.0.0.1:8400"


def board() -> TidyBoard:
    return TidyBoard(today=date(2026, 11, 20))


def test_there_are_adverts_enough() -> None:
    adverts = load_adverts(today=date(2026, 11, 20))

    assert len(adverts) >= 60
    assert len({advert.path for advert in adverts}) == len(adverts)
    assert {advert.quirk for advert in adverts} == {"", *QUIRKS.values()}


def test_what_is_for_learning_is_on_no_page() -> None:
    rows = [json.loads(line) for line in ADVERTS.read_text("utf-8").splitlines()]
    adverts = load_adverts(today=date(2026, 11, 20))

    for row, advert in zip(rows, adverts, strict=True):
        page = board().answer(advert.path, BASE).body.decode()
        assert row["truth"]["why"] not in page


def test_a_page_fails_once_and_then_answers() -> None:
    served = board()
    path = next(a.path for a in load_adverts(today=date(2026, 11, 20)) if a.quirk == "fails_once")

    assert [served.answer(path, BASE).status for _ in range(3)] == [500, 200, 200]


def test_every_advert_can_be_found() -> None:
    served = board()
    first = served.answer("/sitemap-viec-lam-1.xml", BASE).body
    second = gzip.decompress(served.answer("/sitemap-viec-lam-2.xml.gz", BASE).body)
    listings = b"".join(served.answer(f"/viec-lam?trang={number}", BASE).body for number in range(1, 7))

    for advert in load_adverts(today=date(2026, 11, 20)):
        assert advert.path.encode() in first + second + listings


def test_pages_that_do_not_exist_are_404() -> None:
    assert board().answer("/viec-lam?trang=99", BASE).status == 404
    assert board().answer("/gi-do", BASE).status == 404
