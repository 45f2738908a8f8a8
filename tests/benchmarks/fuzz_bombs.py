"""Bombs: small files that unpack to gigabytes, given to the real commands in processes with bounded memory."""

import gzip
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from fuzz_files import warc_file, xlsx_file
from fuzz_tally import Tally

MEMORY_MB = 2048
"""Address space of a command; the libraries alone take about half of it."""
SECONDS = 240
REFUSED = (1, 2)
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
Bomb = tuple[str, Callable[[Path], None], list[str]]


def bombs(share: int, _start: int) -> Tally:
    """Give every bomb to the command it is meant for."""
    size = 4096 // (16 if share > 1 else 1)
    done = f"files that unpack to up to {size} MB, commands in {MEMORY_MB} MB: a sentence and exit code 1 or 2"
    tally = Tally("fuzz: bombs", done)
    with tempfile.TemporaryDirectory(prefix="soitin-fuzz-") as folder:
        for name, write, command in BOMBS[:: 2 if share > 1 else 1]:
            path = Path(folder) / name
            tally.try_one(lambda write=write, path=path: write(path, size), name)  # type: ignore[misc]
            tally.faults += list(_faults([*command, str(path)], Path(folder)))
            path.unlink(missing_ok=True)
    return tally


def _faults(command: list[str], folder: Path) -> list[str]:
    environment = os.environ | {
        "SOITIN_HOME": str(folder / "home"),
        "SOITIN_DATABASE_URL": "",
        "OPENBLAS_NUM_THREADS": "1",
    }
    whole = [sys.executable, "-m", "soitin", *command]
    if command[0] == "screen":
        whole += ["-o", str(folder / "out.jsonl")]
    try:
        ran = subprocess.run(
            whole,
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            preexec_fn=_bound_memory,
        )
    except subprocess.TimeoutExpired:
        return [f"{command[:-1]} was not done after {SECONDS} s ← {command[-1]}"]
    said = (ran.stderr + ran.stdout).decode("utf-8", "replace")
    if "Traceback" in said or ran.returncode not in _right(command) or not said.strip():
        return [f"{command[:-1]} ended with {ran.returncode}: {said[-400:]!r} ← {Path(command[-1]).name}"]
    return []


def _right(command: list[str]) -> tuple[int, ...]:
    """Return the exit codes that are right: XML that doubles itself is not expanded on import, and the rest is read."""
    return (0, *REFUSED) if command[0] == "import" and "entities" in command[-1] else REFUSED


def _bound_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB << 20, MEMORY_MB << 20))


def _packed(path: Path, first: bytes, size: int, last: bytes = b"", piece: bytes = b" ") -> None:
    with gzip.open(path, "wb", 1) as file:
        file.write(first)
        for _ in range(size):
            file.write(piece * (1 << 20))
        file.write(last)


def _one_row(path: Path, size: int) -> None:
    _packed(path, b'{"id": 1, "text": "', size, b'"}\n')


def _no_end(path: Path, size: int) -> None:
    _packed(path, b"", size)


def _archive(path: Path, size: int) -> None:
    _packed(path, warc_file()[:-40], size)


def _sound() -> dict[str, bytes]:
    """Return the parts of a workbook whose last cell is a text that cells share, as Excel writes them."""
    with zipfile.ZipFile(io.BytesIO(xlsx_file())) as sound:
        parts = {entry: sound.read(entry) for entry in sound.namelist()}
    *_, last = re.finditer(rb' t="inlineStr"><is><t>[^<]*</t></is>', parts[_SHEET])
    parts[_SHEET] = parts[_SHEET][: last.start()] + b' t="s"><v>0</v>' + parts[_SHEET][last.end() :]
    parts[_STRINGS] = f'<sst xmlns="{_MAIN}"><si><t>a</t></si></sst>'.encode()
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{_LINK}" Target="sharedStrings.xml"/></Relationships>'.encode(),
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/{_STRINGS}" ContentType="{_KIND}"/></Types>'.encode()
    )
    return parts


def _workbook(path: Path, size: int, *, name: str = _SHEET) -> None:
    parts = _sound()
    whole = parts.pop(name)
    tail, piece = (
        (b"</sst>", b"<si><t>a</t></si>")
        if name == _STRINGS
        else (b"</sheetData>", b'<row><c t="inlineStr"><is><t>x</t></is></c></row>')
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, content in parts.items():
            made.writestr(entry, content)
        with made.open(name, "w", force_zip64=True) as file:
            file.write(whole[: whole.rindex(tail)])
            for _ in range(size // 5):  # just under what is refused by its size alone
                file.write(piece * ((1 << 20) // len(piece)))
            file.write(whole[whole.rindex(tail) :])


def _shared(path: Path, size: int) -> None:
    _workbook(path, size, name=_STRINGS)


def _claims(path: Path, size: int) -> None:
    """Write a workbook whose parts claim less than they hold."""
    _workbook(path, size)
    content = bytearray(path.read_bytes())
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(content))


def _zip(path: Path, size: int) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
        made.open("manifest.json", "w", force_zip64=True) as file,
    ):
        for _ in range(size):
            file.write(b" " * (1 << 20))


def _nested(path: Path, _size: int) -> None:
    path.write_text(
        "\n".join(json.dumps({"id": n, "text": "a"}).replace('"a"', "[" * 100_000) for n in range(3)), "utf-8"
    )


def _entities(path: Path, _size: int) -> None:
    """Write a workbook whose XML doubles itself."""
    doubled = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE sst [<!ENTITY a0 "lol">{doubled}]><sst xmlns="{_MAIN}"><si><t>&a11;</t></si></sst>'
    with zipfile.ZipFile(path, "w") as made:
        for entry, content in (_sound() | {_STRINGS: xml.encode()}).items():
            made.writestr(entry, content)


IMPORT, SCREEN, LIST = ["import", "--dry-run"], ["screen"], ["register", "import", "--on", "2026-11-20"]
BOMBS = (
    ("row.jsonl.gz", _one_row, SCREEN),
    ("row.jsonl.gz", _one_row, IMPORT),
    ("blank.jsonl.gz", _no_end, SCREEN),
    ("blank.csv.gz", _no_end, IMPORT),
    ("blank.html.gz", _no_end, IMPORT),
    ("archive.warc.gz", _archive, IMPORT),
    ("rows.xlsx", _workbook, LIST),
    ("strings.xlsx", _shared, IMPORT),
    ("claims.xlsx", _claims, IMPORT),
    ("strings.xlsx", _shared, LIST),
    ("manifest.zip", _zip, ["bundle", "verify"]),
    ("row.jsonl.gz", _one_row, ["facts"]),
    ("nested.jsonl", _nested, SCREEN),
    ("nested.jsonl", _nested, ["facts"]),
    ("nested.jsonl", _nested, ["labels", "import"]),
    ("entities.xlsx", _entities, LIST),
    ("entities.xlsx", _entities, IMPORT),
)
