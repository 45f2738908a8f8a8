"""Attacks on what comes as files: pages, imports, lists, labels, models, bundles, backups, sitemaps."""

import csv
import gzip
import io
import itertools
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fuzz_hostile import hostile_texts, json_values, mutated
from fuzz_tally import Tally, drawn
from hypothesis import strategies as st
from openpyxl import Workbook
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.errors import NotAnAdvert, UnreadableAdvert
from crawler.extract.advert import extract_advert
from crawler.import_files import Importer
from crawler.links import sitemap_links
from crawler.site_file import load_site
from model.artefact import ModelRefused
from model.label_files import BadLabels, read_labels
from model.register.faults import RefusedList
from model.register.grids import UnreadableList
from model.register.listing import read_listing
from model.score import Screener
from review_app.case_file.bundle import MANIFEST, archive, make_bundle, sealed
from review_app.case_file.check_bundle import NotABundle, check_bundle
from storage.database import open_database
from storage.records import CapturedPage
from storage.safekeeping.backup import back_up
from storage.safekeeping.backup_manifest import NAME, BackupRefused
from storage.safekeeping.restore import restore

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
PAGES = Path(__file__).parents[1] / "pages"
REGISTER = Path(__file__).parents[1] / "model" / "register" / "invented.csv"
HEADER = ["Tiêu đề", "Công ty", "Nội dung", "Mức lương", "Số điện thoại", "Ngày đăng", "Trang"]
ROW = [
    "Công nhân may",
    "Công ty may Nắng Sớm",
    "May áo khoác, lương 7 triệu",
    7_000_000,
    900000416,
    "18/11/2026",
    "nguon",
]
SALARY = {"currency": "VND", "value": {"minValue": 7e6, "maxValue": 9e6, "unitText": "MONTH"}}
POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Thợ hàn",
    "description": "<p>Hàn tàu</p>",
    "hiringOrganization": {"name": "Sông Lô"},
    "datePosted": "2026-11-18",
    "baseSalary": SALARY,
}


def pages(rounds: int, start: int) -> Tally:
    """Extract adverts from mutated pages, structured data with any values in it, and sitemaps."""
    tally = Tally("fuzz: pages", "mutated HTML, JSON-LD, microdata and sitemaps through extraction")
    sound = st.sampled_from([path.read_bytes() for path in sorted(PAGES.glob("*.html"))])
    values = st.one_of(json_values, hostile_texts(8))
    postings = st.dictionaries(st.sampled_from(sorted(POSTING)), values, max_size=5).map(
        lambda one: _page_with(json.dumps({**POSTING, **one}))
    )
    items = hostile_texts(8).map(
        lambda text: (
            f'<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">{text}</h1>'
            f'<p itemprop="description">{text}</p></div>'.encode("utf-8", "surrogatepass")
        )
    )
    bodies = st.one_of(sound.flatmap(mutated), postings, postings.flatmap(mutated), items, st.binary(max_size=200))
    names = ("utf-8", "utf-16", "utf-7", "x", "idna", "zlib_codec", "")
    kinds = st.sampled_from([*(f"text/html; charset={name}" for name in names), "text/html", "application/json", ""])
    site = load_site("demo_board")

    def attack(drawing: tuple[bytes, str]) -> None:
        body, kind = drawing
        page = CapturedPage(
            id=0, url="http://127.0.0.1/tin/1", fetched_at=NOW, status=200, headers=[("Content-Type", kind)], body=body
        )
        refusals = (NotAnAdvert, UnreadableAdvert)
        found = tally.try_one(lambda: extract_advert(page, site), body, refusals=refusals)
        if found is not None:
            tally.try_one(f"{found.title}{found.text}{found.employer_name}".encode, body)
            if "\0" in f"{found.title}{found.text}{found.stated}":
                tally.fault(body, "a NUL came through, which PostgreSQL cannot keep")
        tally.try_one(lambda: sitemap_links(body, "http://127.0.0.1/", site), body)

    drawn(st.tuples(bodies, kinds), attack, rounds=rounds, start=start)
    return tally


def _page_with(data: str) -> bytes:
    escaped = data.replace("<", "\\u003c")
    return f'<html><head><script type="application/ld+json">{escaped}</script></head><body>x</body></html>'.encode()


def imports(rounds: int, start: int) -> Tally:
    """Import mutated files of every kind; now and then keep what came through, on a real database."""
    tally = Tally("fuzz: imports", "mutated .csv .xlsx .jsonl .html .warc, also .gz, through `soitin import`")
    with _folder() as folder:
        engine = open_database(f"sqlite:///{folder / 'soitin.db'}")

        def attack(drawing: tuple[str, bytes, bool]) -> None:
            name, content, is_kept = drawing
            path = folder / name
            path.write_bytes(content)
            importer = Importer(engine if is_kept else None)
            done = tally.try_one(lambda: list(importer.import_files([path])), (name, content))
            report = importer.report
            is_silent = not (report.outcomes or report.unreadable or report.remarks or report.columns)
            if done is not None and is_silent and name.startswith("warc") is False and b"\n" in content.strip():
                tally.fault((name, content), "nothing came out and nothing was said")

        drawn(files(), attack, rounds=rounds, start=start)
        engine.dispose()
    return tally


def files() -> st.SearchStrategy[tuple[str, bytes, bool]]:
    """Return names and bytes of hostile files, and whether what comes through is to be kept."""
    cells = st.one_of(hostile_texts(3), st.sampled_from(ROW), st.integers(), st.floats())
    tables = st.lists(st.lists(cells, min_size=1, max_size=9), max_size=4)
    texts = st.lists(st.one_of(json_values, st.dictionaries(st.sampled_from(["text", "title", "url", "jobposting", "id",
        "site", "posted_at", "stated"]), st.one_of(json_values, hostile_texts(5)))), max_size=4)  # fmt: skip
    of_kind = {
        "csv": st.one_of(st.just(csv_file([ROW])), tables.map(csv_file), st.binary(max_size=99)),
        "xlsx": st.just(xlsx_file()),
        "jsonl": texts.map(lambda rows: b"\n".join(json.dumps(row).encode() for row in rows)),
        "html": st.sampled_from([path.read_bytes() for path in sorted(PAGES.glob("*.html"))]),
        "warc": st.just(warc_file()),
    }

    def of(kind: str) -> st.SearchStrategy[tuple[str, bytes, bool]]:
        sound = of_kind[kind]
        content = st.one_of(sound, sound.flatmap(mutated))
        packed = st.one_of(content.map(lambda one: gzip.compress(one, 1)), content.map(gzip.compress).flatmap(mutated))
        plain = st.tuples(st.just(f"{kind}.{kind}"), content, st.booleans())
        return st.one_of(plain, plain, st.tuples(st.just(f"{kind}.{kind}.gz"), packed, st.booleans()))

    return st.sampled_from(sorted(of_kind)).flatmap(of)


def csv_file(rows: list[list[Any]]) -> bytes:
    """Return a CSV file with our header and any rows."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


@cache
def xlsx_file() -> bytes:
    """Return a small workbook."""
    book, out = Workbook(), io.BytesIO()
    sheet: Any = book.active
    sheet.append(HEADER)
    sheet.append(ROW)
    sheet.append(['=HYPERLINK("http://127.0.0.1:9/")', *ROW[1:]])
    sheet.merge_cells("B2:B3")
    book.save(out)
    return out.getvalue()


@cache
def warc_file() -> bytes:
    """Return a small archive, not packed."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    body = (PAGES / "advert.html").read_bytes()
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record("https://a.example/tin/1", "response", io.BytesIO(body), http_headers=headers)
    )
    return out.getvalue()


def lists(rounds: int, start: int) -> Tally:
    """Read mutated registers and label files: whole, or refused in words."""
    tally = Tally("fuzz: registers and labels", "mutated lists of enterprises and files of labels")
    page = "<table>" + "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split(','))}</tr>"
        for line in REGISTER.read_text("utf-8").split("\n")
    )
    labels = (
        "label,text,group,decided_at\ndeceptive,Đặt cọc ngay,a,2026-11-20T08:00:00+07:00\nhonest,Lương tháng 13,b,\n"
    )
    rows = '{"label":"honest","text":"a"}\n{"label":"deceptive","text":"b","decided_at":"2026-11-20"}\n'
    sound = {"register.csv": REGISTER.read_bytes(), "register.html": page.encode(), "register.xlsx": xlsx_file(),
             "labels.csv": labels.encode(), "labels.jsonl": rows.encode()}  # fmt: skip
    with _folder() as folder:

        def attack(drawing: tuple[str, bytes]) -> None:
            name, content = drawing
            path = folder / name
            path.write_bytes(content)
            read: Callable[[Path], Any] = read_labels if name.startswith("labels") else read_listing
            refusals = (BadLabels, UnreadableList, RefusedList)
            tally.try_one(lambda: read(path), drawing, refusals=refusals)

        choice = st.sampled_from(sorted(sound)).flatmap(lambda name: st.tuples(st.just(name), mutated(sound[name])))
        drawn(choice, attack, rounds=rounds, start=start)
    return tally


def kept(rounds: int, start: int, model: Path) -> Tally:
    """Turn bytes of a model, a bundle and a backup: none is taken for whole."""
    tally = Tally(
        "fuzz: models, bundles, backups", "mutated weights, manifests, bundles and backups: refused before use"
    )
    with _folder() as folder:
        kinds = (_model(folder, model), _bundle(folder), _backup(folder))
        for number, (sound, attempt) in enumerate(kinds):

            def attack(
                drawing: tuple[str, bytes],
                sound: dict[str, bytes] = sound,
                attempt: Callable[[str, bytes], str | None] = attempt,
            ) -> None:
                name, content = drawing
                if content == sound[name]:
                    return
                refusals = (ModelRefused, NotABundle, BackupRefused)
                told = tally.try_one(lambda: attempt(name, content), drawing, refusals=refusals)
                if told is not None:
                    tally.fault(drawing, told)

            choice = st.sampled_from(sorted(sound)).flatmap(
                lambda name, of=sound: st.tuples(st.just(name), mutated(of[name]))
            )
            drawn(choice, attack, rounds=rounds // len(kinds), start=start + number)
    return tally


Kind = tuple[dict[str, bytes], Callable[[str, bytes], str | None]]
"""Sound files, and what tries one that was changed: None where it was refused."""


def _model(folder: Path, model: Path) -> Kind:
    own = folder / "model"
    shutil.copytree(model, own, ignore=shutil.ignore_patterns(".*"))
    sound = {name: (own / name).read_bytes() for name in ("manifest.json", "weights.npz")}

    def attempt(name: str, content: bytes) -> str | None:
        (own / name).write_bytes(content)
        try:
            Screener(own)
        finally:
            (own / name).write_bytes(sound[name])
        return "damaged weights were loaded" if name == "weights.npz" else _same_manifest(content, sound[name])

    return sound, attempt


def _same_manifest(content: bytes, sound: bytes) -> str | None:
    """Tell of a manifest that says something else; one spelled otherwise is the same."""
    return None if json.loads(content) == json.loads(sound) else "a manifest that was changed was believed"


def _bundle(folder: Path) -> Kind:
    whole = make_bundle({"a.json": b"{}", "b.warc.gz": b"x" * 50}, {"referral": 1}, b"k" * 32)
    path = folder / "bundle.zip"

    def attempt(name: str, content: bytes) -> str | None:
        if name == "sealed.json":  # a manifest with any values, sealed as it should be
            values = json.loads(content) if _is_json(content) else [content.decode("latin-1")]
            manifest = {"format": 1, "about": {}, "files": [], "signed": False, "x": values}
            manifest |= {"files": values} if len(content) % 2 else {"about": values}
            content = archive({MANIFEST: sealed(manifest)})
        path.write_bytes(content)
        verdict = check_bundle(path, b"k" * 32)
        is_own = name == "sealed.json"
        return None if verdict.faults or is_own else "a bundle that was changed was taken for whole"

    return {"bundle.zip": whole, "sealed.json": b'[{"name": "a.json", "sha256": "00", "size": 1}, 5, null]'}, attempt


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _backup(folder: Path) -> Kind:
    home, target = folder / "home", folder / "backup"
    engine = open_database(f"sqlite:///{home / 'soitin.db'}")
    (home / "models").mkdir()
    (home / "models" / "a.json").write_text("{}" * 40, "utf-8")
    back_up(engine, home, {}, target, now=NOW)
    engine.dispose()
    sound = {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*")
             if path.is_file() and path.name != ".lock"}  # fmt: skip
    counter = itertools.count()

    def attempt(name: str, content: bytes) -> str | None:
        (target / name).write_bytes(content)
        fresh = folder / f"restored-{next(counter)}"
        try:
            restore(target, fresh, f"sqlite:///{fresh / 'soitin.db'}", now=NOW)
        except BackupRefused:
            return "it was refused after something was written" if fresh.exists() else None
        finally:
            (target / name).write_bytes(sound[name])
        is_same = content.startswith(sound[name]) or (name == NAME and json.loads(content) == json.loads(sound[name]))
        return None if is_same else "a damaged backup was restored"

    return sound, attempt


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="soitin-fuzz-") as folder:
        yield Path(folder)
