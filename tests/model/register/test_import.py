"""Taking in a list: every shape of file, and every bad one refused whole with its rows named."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from model.register.list_date import date_in_name
from model.register.listing import read_listing
from model.register.statuses import status_code
from soitin import app
from storage.settings import settings

HEAD = ["STT", "Tên doanh nghiệp", "Số giấy phép", "Tình trạng"]
ROWS = [
    [1, "Công ty Cổ phần Đồng Sậy", "Số 12/LĐTBXH-GP", "Đang hoạt động"],
    [2, "Công ty TNHH Bến Lụa", "34/GP-BNV", "Hết hạn"],
    [3, "Công ty TNHH Gió Chướng", 56, "Tạm đình chỉ"],
]
Soitin = Callable[..., Result]


@pytest.fixture
def soitin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Soitin:
    """The command, on a database of its own."""
    monkeypatch.setenv("SOITIN_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    monkeypatch.setenv("COLUMNS", "250")
    settings.cache_clear()
    yield lambda *words: CliRunner().invoke(app, ["register", *map(str, words)])
    settings.cache_clear()


def csv_file(folder: Path, rows: list[list[Any]], name: str = "list_2026-11-01.csv", separator: str = ",") -> Path:
    lines = (separator.join("" if cell is None else str(cell) for cell in row) for row in rows)
    (folder / name).write_text("\n".join(lines), "utf-8-sig")
    return folder / name


def workbook(folder: Path, rows: list[list[Any]], *merged: str) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(folder / "list_2026-11-01.xlsx")
    return folder / "list_2026-11-01.xlsx"


def page(folder: Path, rows: list[list[Any]], attributes: str = "") -> Path:
    body = "".join("<tr>" + "".join(f"<td{attributes}>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path = folder / "list_2026-11-01.html"
    path.write_text(f"<p>Danh sách</p><table>{body}</table><table><tr><td>Chân trang</td></tr></table>", "utf-8")
    return path


@pytest.mark.parametrize("make", [csv_file, workbook, page])
def test_every_shape_gives_the_same_list(tmp_path: Path, make: Callable[..., Path]) -> None:
    listed = read_listing(make(tmp_path, [HEAD, *ROWS])).enterprises

    assert [(one.row, one.licence_number, one.status) for one in listed] == [
        (2, "12/LĐTBXH-GP", "licensed"),
        (3, "34/GP-BNV", "expired"),
        (4, "56", "suspended"),
    ]
    assert listed[0].status_text == "Đang hoạt động"


@pytest.mark.parametrize(
    "head",
    [
        ["no", "Company name", "License No.", "Status"],
        ["stt", "ten doanh nghiep", "so giay phep", "trang thai"],
        ["STT", "TÊN CÔNG TY", "Số GP (LĐTBXH)", "Hiệu lực"],
    ],
)
def test_headers_are_known_in_both_languages_with_and_without_accents(tmp_path: Path, head: list[str]) -> None:
    assert len(read_listing(csv_file(tmp_path, [head, *ROWS], separator=";")).enterprises) == 3


def test_a_letterhead_above_and_columns_of_no_use_do_no_harm(tmp_path: Path) -> None:
    rows = [["BỘ NỘI VỤ"], [None], [*HEAD, "Ngày cấp"], *([*row, "1/2/2020"] for row in ROWS)]
    listing = read_listing(workbook(tmp_path, rows, "A1:E1"))

    assert [one.row for one in listing.enterprises] == [4, 5, 6]
    assert listing.remarks == ("columns of no use here, left out: Ngày cấp",)


def test_a_branch_may_not_collect(tmp_path: Path) -> None:
    branch = [4, "Chi nhánh Công ty Cổ phần Đồng Sậy tại Huế", "Số 12/LĐTBXH-GP", "Đang hoạt động"]
    *_, last = read_listing(csv_file(tmp_path, [HEAD, *ROWS, branch])).enterprises

    assert (last.branch_of, last.may_collect) == ("Công ty Cổ phần Đồng Sậy", False)


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no column for the state": (
        lambda folder: csv_file(folder, [row[:3] for row in [HEAD, *ROWS]]),
        "row 1: missing columns: tình trạng (status)",
    ),
    "no header": (lambda folder: csv_file(folder, ROWS), "missing columns"),
    "merged cells in a workbook": (lambda folder: workbook(folder, [HEAD, *ROWS], "D3:D4"), "rows 3-4: merged cells"),
    "merged cells in a page": (lambda folder: page(folder, [HEAD, *ROWS], " rowspan=2"), "merged cells over data"),
    "a licence that stands twice": (
        lambda folder: csv_file(folder, [HEAD, *ROWS, [4, "Công ty Khác", "12/LĐTBXH-GP", "Đang hoạt động"]]),
        "rows 2, 5: the licence number 12/LĐTBXH-GP stands twice",
    ),
    "a name in two states": (
        lambda folder: csv_file(folder, [HEAD, *ROWS, [4, "CÔNG TY TNHH BẾN LỤA", "", "Đang hoạt động"]]),
        "rows 3, 5: Công ty TNHH Bến Lụa stands twice, in different states",
    ),
    "a row without a name": (
        lambda folder: csv_file(folder, [HEAD, *ROWS, [4, "", "78/LĐTBXH-GP", "Hết hạn"]]),
        "row 5: nothing stands under tên doanh nghiệp (name)",
    ),
    "more cells than columns": (lambda folder: csv_file(folder, [HEAD, [*ROWS[0], "x"]]), "row 2: more cells"),
    "states that nobody understands": (
        lambda folder: csv_file(folder, [HEAD, *([*row[:3], "x@y.z"] for row in ROWS)]),
        "rows 2, 3, 4: the state is not understood",
    ),
    "two columns for one thing": (
        lambda folder: csv_file(folder, [[*HEAD, "Trạng thái"], *([*row, "Hết hạn"] for row in ROWS)]),
        "two columns for status",
    ),
    "nobody": (lambda folder: csv_file(folder, [HEAD]), "no row stands below the header"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_list_is_refused_whole_and_the_last_good_one_stays(tmp_path: Path, soitin: Soitin, name: str) -> None:
    (tmp_path / "good").mkdir()
    assert soitin("import", csv_file(tmp_path / "good", [HEAD, *ROWS], "good_2026-10-01.csv")).exit_code == 0
    make, says = BAD[name]

    refused = soitin("import", make(tmp_path))

    assert refused.exit_code == 1
    assert says in refused.stderr
    assert "the last good list stays" in refused.stderr
    assert refused.stdout == ""
    assert "good_2026-10-01.csv" in soitin("show").stdout


def broken(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "none_2026-11-01.csv", "No such file"),
        (lambda folder: broken(folder, "a_2026-11-01.xlsx", b"no workbook"), "cannot be read as a workbook"),
        (lambda folder: broken(folder, "a_2026-11-01.csv", b"a\0b,status"), "is no text"),
        (lambda folder: broken(folder, "a_2026-11-01.csv", b"\xff\xd0\xd8\xe0"), "is not UTF-8"),
        (lambda folder: broken(folder, "a_2026-11-01.csv", 'name,status\n"Công ty'.encode()), "cut off"),
        (lambda folder: broken(folder, "a_2026-11-01.csv", b" "), "empty"),
        (lambda folder: broken(folder, "a_2026-11-01.html", b"<p>wait</p>"), "no table"),
        (lambda folder: broken(folder, "a_2026-11-01.pdf", b"%PDF"), "none of .csv"),
        (lambda folder: csv_file(folder, [HEAD, *ROWS], "danh_sach.csv"), "--on YYYY-MM-DD"),
        (lambda folder: csv_file(folder, [HEAD, *ROWS], "list_2099-01-01.csv"), "a day to come"),
    ],
)
def test_what_cannot_be_read_or_dated_is_wrong_use(
    tmp_path: Path, soitin: Soitin, make: Callable[[Path], Path], says: str
) -> None:
    done = soitin("import", make(tmp_path))

    assert done.exit_code == 2
    assert says in done.stderr
    assert isinstance(done.exception, SystemExit)


def test_a_list_is_kept_once_and_shown_on_its_days(tmp_path: Path, soitin: Soitin) -> None:
    path = csv_file(tmp_path, [HEAD, *ROWS], "danh_sach.csv")

    assert "3 rows kept" in soitin("import", path, "--on", "2026-03-01").stdout
    assert "kept before" in soitin("import", path, "--on", "2026-03-01").stdout
    shown = soitin("show", "--on", "2026-03-05").stdout
    assert "4 days old" in shown
    assert "1 licensed, 1 expired, 1 suspended" in shown
    assert "Công ty TNHH Gió Chướng" in shown
    assert "stale" in soitin("show", "--on", "2026-11-01").stdout
    early = soitin("show", "--on", "2026-02-28")
    assert early.exit_code == 1
    assert "soitin register import FILE" in early.stderr


@pytest.mark.real_data
def test_the_real_list_is_taken_in_by_every_shape(shared: Path, tmp_path: Path, soitin: Soitin) -> None:
    source = shared / "data" / "licensed_enterprises_2024-02.csv"
    shutil.copy(source, tmp_path)

    done = soitin("import", tmp_path / source.name)

    assert done.exit_code == 0
    assert "355 rows kept" in done.stdout
    assert "row 196" in done.stderr


def test_formulas_and_dates_in_other_columns_do_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path, [[*HEAD, "Ngày cấp"], *([*row, date(2020, 1, 2)] for row in ROWS)])
    book = load_workbook(path)
    book.active["E3"] = "=TODAY()"
    book.save(path)

    assert len(read_listing(path).enterprises) == 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("licensed_enterprises_2024-02.csv", date(2024, 2, 1)),
        ("dsdn_20261103.xlsx", date(2026, 11, 3)),
        ("Danh sách 3.11.2026.html", date(2026, 11, 3)),
        ("thang_11-2026.csv", date(2026, 11, 1)),
        ("list_2026-13-40.csv", None),
        ("danh_sach.csv", None),
    ],
)
def test_the_date_in_a_file_s_name(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Doanh nghiệp đang hoạt động", "licensed"),
        ("Còn hiệu lực", "licensed"),
        ("Licensed", "licensed"),
        ("Hết hiệu lực", "expired"),
        ("Không còn hiệu lực", "expired"),
        ("Ngừng hoạt động", "suspended"),
        ("Tạm dừng hoạt động dịch vụ", "suspended"),
        ("Đã thu hồi giấy phép", "revoked"),
        ("Chưa được cấp phép", "unknown"),
        ("admin@example.vn", "unknown"),
    ],
)
def test_states_as_lists_print_them(printed: str, code: str) -> None:
    assert status_code(printed) == code
