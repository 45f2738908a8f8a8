"""Attacks on what people of an office may write themselves: site files and law tables."""

import tempfile
from pathlib import Path

from fuzz_hostile import json_values, mutated
from fuzz_tally import Tally, drawn
from hypothesis import strategies as st

from crawler.errors import WrongSiteFile
from crawler.site_file import SITES, read_site_file
from model.law import tables
from model.law.catalogue import TABLES as KINDS

HOSTILE_YAML = (
    b"!!python/object/apply:os.system ['touch /tmp/never']",
    b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nname: *c",
    b"&a [*a]", b"? [a, b]\n: 1", b"? {a: b}\n: 1", b"- 1", b"null", b"''", b"5", b"2026-13-45", b"from: 2026-02-31",
    b"1: 2\nnull: 3\n2026-01-01: 4", b"<<: 5", b"<<: [1]", b"a: !!binary '///'", b"a: !!timestamp x", b"a: !!int x",
    b"[" * 5000, b"{a: " * 3000, b"a: " + b"9" * 5000, b"a: 0x", b"a: 1:99:99", b"--- a\n--- b",
    b"%YAML 9.9\n---\na: 1",
    b"rows: 5", b"rows: [5]", b"rows: [null]", b"rows: {a: b}", b"defaults: null\nrows: [{}]",
    b"defaults: [1]\nrows: [{}]",
    b"\xff\xfea", b"a: \x00", b"a: \xed\xa0\x80", b"", b"rows: [{from: [1]}]", b"rows: [{? [1] : 2}]", b"- rows",
)  # fmt: skip


def sites(rounds: int, start: int) -> Tally:
    """Read mutated site files: right, or refused in one sentence that names the file."""
    tally = Tally("fuzz: site files", "mutated site.yml: keys, values, aliases, tags of Python, deep nesting")
    sound = [path.read_bytes() for path in sorted(SITES.glob("*/site.yml"))]
    with tempfile.TemporaryDirectory(prefix="soitin-fuzz-") as folder:
        path = Path(folder) / "site.yml"

        def attack(content: bytes) -> None:
            path.write_bytes(content)
            tally.try_one(lambda: read_site_file(path), content, refusals=(WrongSiteFile,))

        drawn(_yaml(sound), attack, rounds=rounds, start=start)
    return tally


def law(rounds: int, start: int) -> Tally:
    """Read mutated law tables: faults come back as sentences, and no row is half read."""
    tally = Tally("fuzz: law tables", "mutated law tables through the reader of every table")
    own = tables.FOLDER
    sound = {name: (own / f"{name}.yml").read_bytes() for name in KINDS}
    choice = st.sampled_from(sorted(sound)).flatmap(lambda name: st.tuples(st.just(name), _yaml([sound[name]])))
    with tempfile.TemporaryDirectory(prefix="soitin-fuzz-") as folder:

        def attack(drawing: tuple[str, bytes]) -> None:
            name, content = drawing
            (Path(folder) / f"{name}.yml").write_bytes(content)
            found = tally.try_one(lambda: tables.read_table(KINDS[name]), drawing)
            if found is not None and not found[0] and not found[1]:
                tally.fault(drawing, "no rows and no fault")

        tables.FOLDER = Path(folder)
        try:
            drawn(choice, attack, rounds=rounds, start=start)
        finally:
            tables.FOLDER = own
    return tally


def _yaml(sound: list[bytes]) -> st.SearchStrategy[bytes]:
    hostile = st.sampled_from(HOSTILE_YAML)
    joined = st.tuples(st.sampled_from(sound), hostile).map(lambda both: both[0] + b"\n" + both[1])
    lines = st.tuples(st.sampled_from(sound), st.integers(0, 200), json_values).map(_with_value)
    return st.one_of(st.sampled_from(sound).flatmap(mutated), hostile, hostile.flatmap(mutated), joined, lines)


def _with_value(drawing: tuple[bytes, int, object]) -> bytes:
    content, place, value = drawing
    lines = content.split(b"\n")
    key, colon, _rest = lines[place % len(lines)].partition(b":")
    lines[place % len(lines)] = key + colon + b" " + repr(value).encode("utf-8", "replace")
    return b"\n".join(lines)
