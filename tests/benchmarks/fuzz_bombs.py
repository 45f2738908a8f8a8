"""Bombs: small files that unpack to gigabytes, given to the real commands in processes with bounded memory."""

import gzip
import io
import json
import os
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


def _workbook(path: Path, size: int, *, shared: bool = False) -> None:
    name = "xl/sharedStrings.xml" if shared else "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(xlsx_file())) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in sound.namelist():
            if entry != name:
                made.writestr(entry, sound.read(entry))
        with made.open(name, "w", force_zip64=True) as file:
            head, tail = sound.read(name), b"</sst>" if shared else b"</sheetData></worksheet>"
            file.write(head[: head.rindex(tail[:5])])
            piece = b"<si><t>a</t></si>" if shared else b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
            for _ in range(size // 5):  # just under what is refused by its size alone
                file.write(piece * ((1 << 20) // len(piece)))
            file.write(tail)


def _shared(path: Path, size: int) -> None:
    _workbook(path, size, shared=True)


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
    xml = f'<!DOCTYPE sst [<!ENTITY a0 "lol">{doubled}]><sst><si><t>&a11;</t></si></sst>'
    with zipfile.ZipFile(io.BytesIO(xlsx_file())) as sound, zipfile.ZipFile(path, "w") as made:
        for entry in sound.namelist():
            made.writestr(entry, xml if entry == "xl/sharedStrings.xml" else sound.read(entry))


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
