import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.import_files import Importer, ImportReport
from storage.captures import find_damage, read_capture
from storage.database import open_database, reading
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, Capture, CrawlIssue, CrawlRun, Extraction, Site

pytestmark = pytest.mark.usefixtures("home")

POSTING = {"@type": "JobPosting", "title": "Thợ bạc", "description": "Làm nhẫn. Gọi 0900 000 777."}
PAGE = f'<script type="application/ld+json">{json.dumps(POSTING)}</script><h1>Thợ bạc</h1><p>Làm nhẫn tại tiệm nhỏ.</p>'


def imported(*paths: Path) -> ImportReport:
    importer = Importer(open_database(settings().url))
    for _ in importer.import_files(paths):
        pass
    return importer.report


def lines(path: Path, *rows: Any) -> Path:
    path.write_bytes(b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))
    return path


def test_rows_and_pages_become_adverts_with_their_bytes(tmp_path: Path, home: Path) -> None:
    rows = lines(tmp_path / "a.jsonl", {"site": "bang_tin", "jobposting": POSTING}, {"text": "Tuyển thợ bạc, 9 triệu"})
    page = tmp_path / "b.html.gz"
    page.write_bytes(gzip.compress(PAGE.encode()))

    report = imported(rows, page)

    assert (report.adverts, report.problems, report.unreadable) == (3, [], [])
    with reading(open_database(settings().url)) as session:
        assert set(session.scalars(select(Site.name))) == {"bang_tin", "import"}
        assert {run.outcome for run in session.scalars(select(CrawlRun))} == {"good"}
        assert {version.title for version in session.scalars(select(AdvertVersion))} == {
            "Thợ bạc",
            "Tuyển thợ bạc, 9 triệu",
        }
        assert list(find_damage(session, home / "warc")) == []
        kept = {capture.url: capture for capture in session.scalars(select(Capture))}
        assert {capture.kind for capture in kept.values()} == {"file"}
        address = f"{rows.resolve().as_uri()}#line-2"
        assert json.loads(read_capture(session, kept[address].id, home / "warc").body)["text"].startswith("Tuyển")


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (b"{not json", "not JSON"),
        (b"[1]", "not a JSON object"),
        ('{"text": "Tuyển thợ"}'.encode("utf-16-le"), "not"),
        (b'{"text": "\xe1\xbb"}', "not UTF-8 at byte 10"),
        ({"text": "  "}, "neither a `jobposting` nor a `text`"),
        ({"title": "x"}, "neither a `jobposting` nor a `text`"),
        ({"text": 5}, "neither a `jobposting` nor a `text`"),
        ({"jobposting": {"title": "Thợ"}}, "no description"),
        (b'{"text": ' + b"[" * 5000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_kept_and_stops_nothing(tmp_path: Path, line: Any, cause: str) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": "Tuyển thợ bạc"}, line, {"text": "Tuyển thợ mộc"})

    report = imported(path)

    assert report.adverts == 2
    assert report.outcomes["failed"] == 1
    assert len(report.problems) == 1
    assert report.problems[0].startswith(f"{path}:2: failed: ")
    assert cause in report.problems[0]
    with reading(open_database(settings().url)) as session:
        assert len(session.scalars(select(Capture)).all()) == 3
        run = session.scalars(select(CrawlRun)).one()
        assert (run.pages, run.adverts, run.failed, run.outcome) == (3, 2, 1, "bad")
        outcomes = session.scalars(select(Extraction.outcome).order_by(Extraction.id)).all()
        assert outcomes == ["advert", "failed", "advert"]


def test_strange_characters_are_kept_out_of_the_database(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", b'{"text": "Tuy\\u0000\\ud800n th\\u1ee3", "site": "a\\u0000"}')

    assert imported(path).adverts == 1


def test_a_text_of_five_megabytes_is_kept(tmp_path: Path) -> None:
    assert imported(lines(tmp_path / "a.jsonl", {"text": "Tuyển thợ bạc. " * 330_000})).adverts == 1


def test_files_that_cannot_be_read_are_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "b.jsonl.gz").write_bytes(b"not gzip")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Tuy\xe1\xbb\x83n th\xe1\xbb\xa3"}\n' * 50)[:-12])
    (tmp_path / "empty").mkdir()
    good = lines(tmp_path / "z.jsonl", {"text": "Tuyển thợ mộc"})
    names = ["a.pdf", "b.jsonl.gz", "c.jsonl.gz", "empty", "missing.html"]

    report = imported(*(tmp_path / name for name in names), good)

    assert report.adverts >= 1
    assert len(report.unreadable) == len(names)
    for name, sentence in zip(names, report.unreadable, strict=True):
        assert sentence.startswith(str(tmp_path / name))


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    folder = tmp_path / "pages" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text(PAGE, "utf-8")
    (folder / "notes.txt").write_text("ignored", "utf-8")
    (folder / "b.html.gz").write_bytes(b"broken")

    report = imported(tmp_path / "pages")

    assert report.adverts == 1
    assert len(report.unreadable) == 1


def test_what_is_imported_twice_is_one_advert(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": "Tuyển thợ bạc"})
    imported(path)

    assert imported(path).outcomes == {"unchanged": 1}


@pytest.mark.real_data
def test_all_real_postings_come_through(shared_data: Path) -> None:
    report = imported(shared_data / "jobposting_jsonld.jsonl.gz")

    assert (report.adverts, report.problems) == (200, [])
    assert report.repairs["html_in_text"] == 100
    assert report.repairs["date_day_first"] == 100
    assert report.repairs["max_wage_zero"] > 0


def test_a_spreadsheet_of_an_office_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Tên công việc;Công ty;Nội dung;Mức lương;Ngày đăng;Số điện thoại;Mã KCN\n"
        "Thợ hàn;Xưởng Ví Dụ;Hàn khung kèo;12 triệu;05/10/2026;0900 000 123;K7\n"
        "KHU VỰC HAI;;;;;;\n"
        "Thợ mộc;Xưởng Khác;Đóng tủ;thoả thuận;hôm qua;;\n",
        "utf-8",
    )

    report = imported(path)

    assert (report.adverts, report.outcomes["failed"]) == (2, 1)
    assert report.problems == [f"{path}:3: failed: the row does not say anything: its columns of text are empty"]
    assert report.repairs["date_day_first"] == report.repairs["date_unreadable"] == 1
    assert report.remarks == [f"{path}: columns not understood, kept as they are: Mã KCN"]
    with reading(open_database(settings().url)) as session:
        version = session.scalars(select(AdvertVersion).order_by(AdvertVersion.id)).first()
        assert version
        assert (version.title, version.employer_name, version.salary_text) == ("Thợ hàn", "Xưởng Ví Dụ", "12 triệu")
        assert str(version.posted_on) == "2026-10-05"
        assert "Liên hệ:\n0900 000 123" in version.text
        assert version.stated == {"Mã KCN": "K7"}
        assert session.scalars(select(CrawlIssue.kind)).all() == ["empty_text", "import_remark"]


def test_a_dry_run_keeps_nothing_at_all(tmp_path: Path, home: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": "Tuyển thợ bạc"}, b"{broken")
    importer = Importer(None)

    assert list(importer.import_files([path])) == [2]
    assert importer.report.outcomes == {"readable": 1, "failed": 1}
    assert (importer.report.adverts, len(importer.report.problems)) == (1, 1)
    assert not home.exists()


def archive(path: Path, *pages: tuple[str, bytes]) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, body in pages:
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            dated = {"WARC-Date": "2026-03-05T06:07:08Z"}
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated
                )
            )
    return path


def test_an_archive_gives_adverts_under_their_own_address_and_time(tmp_path: Path, home: Path) -> None:
    path = archive(
        tmp_path / "a.warc.gz",
        ("https://board.example/viec/1?utm_source=x", PAGE.encode()),
        ("https://board.example/dang-nhap", b"<h2>x</h2>"),
        ("https://other.example/viec/1", PAGE.encode()),
    )

    report = imported(path)

    assert (report.adverts, report.outcomes["not_an_advert"], report.unreadable) == (2, 1, [])
    with reading(open_database(settings().url)) as session:
        assert set(session.scalars(select(Site.name))) == {"board.example", "other.example"}
        adverts = session.scalars(select(Advert).order_by(Advert.identity)).all()
        assert [advert.url for advert in adverts] == ["https://board.example/viec/1", "https://other.example/viec/1"]
        assert str(adverts[0].first_seen_at) == "2026-03-05 06:07:08+00:00"
        assert [(run.pages, run.refused) for run in session.scalars(select(CrawlRun))] == [(1, 1), (1, 0)]
        capture = session.scalars(select(Capture)).first()
        assert capture
        assert read_capture(session, capture.id, home / "warc").body == PAGE.encode()
    assert imported(path).outcomes == {"unchanged": 2, "not_an_advert": 1}


def test_an_archived_page_of_a_known_site_is_read_by_its_site_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sites" / "rao_vi_du"
    folder.mkdir(parents=True)
    (folder / "site.yml").write_text(
        "{name: rao_vi_du, title: Rao Ví Dụ, kind: classifieds, base: 'https://rao.example', start: {listings: [/]}, "
        "advert_url: '/tin/', counts: {min: 0, max: 1}, selectors: {title: h1, text: .nd}}",
        "utf-8",
    )
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    settings.cache_clear()
    page = "<h1>Cần phụ bếp</h1><p>Quảng cáo</p><div class=nd>Phụ bếp sáng, gọi 0900 000 321, quán gần chợ.</div>"

    report = imported(archive(tmp_path / "a.warc", ("https://rao.example/tin/5", page.encode())))

    assert report.adverts == 1
    with reading(open_database(settings().url)) as session:
        assert session.scalars(select(Site.title)).all() == ["Rao Ví Dụ"]
        version = session.scalars(select(AdvertVersion)).one()
        assert (version.source, "Quảng cáo" in version.text) == ("selectors", False)


def test_of_very_many_problems_the_first_are_named(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", *[{"text": ""}] * 1100)
    importer = Importer(None)
    list(importer.import_files([path]))

    assert (len(importer.report.problems), importer.report.more_problems) == (1000, 100)
    assert importer.report.outcomes["failed"] == 1100
