"""Precision and recall of every fact reader on the gold cases, value by value: `make bench-facts`.

Beside the original stand two copies of each text: typed without accents, and disguised as senders do.

The held-out half is for this program alone: nobody who works on the readers opens it.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from model.facts import read_facts
from model.obfuscation import obfuscate, strip_accents
from model.text import align

GOLD = Path(__file__).parents[1] / "gold"
ON = date(2026, 11, 21)
SEED = 7
COPIES: dict[str, Callable[[str], str]] = {
    "accent-free": strip_accents,
    "disguised": lambda text: obfuscate(text, SEED),
}


def main() -> None:
    """Print one table for the open and one for the held-out half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="KIND", help="list the errors of one kind of fact, open half only")
    parser.add_argument("--open", action="store_true", help="the open half only")
    parser.add_argument(
        "--copies",
        choices=("all", "none", *COPIES),
        default="all",
        help="which copies of each text to read besides the original: without accents, disguised, both or none",
    )
    chosen = parser.parse_args()
    copies = [name for name in COPIES if chosen.copies in ("all", name)] if chosen.errors is None else []
    for half in ("open",) if chosen.errors or chosen.open else ("open", "held_out"):
        for family in ("adverts", "snippets"):
            rows = [json.loads(line) for path in sorted(GOLD.glob(f"{family}_{half}*.jsonl")) for line in path.open()]
            report(f"{family}, {half} half", rows, copies, chosen.errors)


def report(title: str, rows: list[dict[str, Any]], copies: list[str], errors_of: str | None) -> None:
    """Count values found, missed and made up, by kind of fact; and the rates on the copies next to them."""
    tallies = {name: Tally() for name in ("original", *copies)}
    for row in rows:
        wanted = values(row["facts"])
        found = values(read_facts(align(row["text"]), ON).row())
        tallies["original"].add(wanted, found)
        if errors_of and wanted[errors_of] != found[errors_of]:
            missed, extra = (
                sorted(one, key=str)
                for one in (wanted[errors_of] - found[errors_of], found[errors_of] - wanted[errors_of])
            )
            print(row["id"], "missed", missed, "extra", extra, "|", row["text"][:900].replace("\n", " / "))
        for name in copies:
            copy = values(read_facts(align(COPIES[name](row["text"])), ON).row())
            tallies[name].add(comparable(wanted), comparable(copy))
    heads = "".join(f"{name:>16}" for name in copies)
    print(
        f"\n{title} ({len(rows)} texts)"
        + (f"; precision and recall, and on each copy: {', '.join(copies)}" * bool(copies))
        + f"\n{'kind':<16}{'right':>7}{'missed':>8}{'extra':>7}{'precision':>11}{'recall':>8}{heads}"
    )
    for kind in sorted({kind for tally in tallies.values() for kind in tally.kinds()}):
        n, m, e = tallies["original"].of(kind)
        beside = "".join(f"{'/'.join(tallies[name].rates(kind)):>16}" for name in copies)
        precision, recall = tallies["original"].rates(kind)
        print(f"{kind:<16}{n:>7}{m:>8}{e:>7}{precision:>11}{recall:>8}{beside}")


class Tally:
    """Values right, missed and made up, by kind of fact."""

    def __init__(self) -> None:
        self._right: defaultdict[str, int] = defaultdict(int)
        self._missed: defaultdict[str, int] = defaultdict(int)
        self._extra: defaultdict[str, int] = defaultdict(int)

    def add(self, wanted: dict[str, set[Any]], found: dict[str, set[Any]]) -> None:
        """Count one text."""
        for kind in wanted.keys() | found.keys():
            right, want = found.get(kind, set()), wanted.get(kind, set())
            self._right[kind] += len(want & right)
            self._missed[kind] += len(want - right)
            self._extra[kind] += len(right - want)

    def kinds(self) -> set[str]:
        """Return the kinds that were counted."""
        return {*self._right, *self._missed, *self._extra}

    def of(self, kind: str) -> tuple[int, int, int]:
        """Return how many were right, missed and made up."""
        return self._right[kind], self._missed[kind], self._extra[kind]

    def rates(self, kind: str) -> tuple[str, str]:
        """Return precision and recall, three places each."""
        right, missed, extra = self.of(kind)
        return tuple(f"{right / total:.3f}" if total else "–" for total in (right + extra, right + missed))  # type: ignore[return-value]


def comparable(facts: dict[str, set[Any]]) -> defaultdict[str, set[Any]]:
    """Return values as they can be compared with those of a copy: words by their letters and digits, undisguised."""
    out: defaultdict[str, set[Any]] = defaultdict(set)
    for kind, items in facts.items():
        out[kind] = {tuple(_plain(value) for value in item) for item in items}
    return out


def _plain(value: Any) -> Any:
    return re.sub(r"[\W_]+", "", align(value).folded) if isinstance(value, str) else value


def values(facts: dict[str, Any]) -> defaultdict[str, set[Any]]:
    """Return the comparable values of each kind of fact."""
    out: defaultdict[str, set[Any]] = defaultdict(set)
    keys = {
        "phones": ("value",), "wages": ("min", "max", "currency", "period"), "fees": ("kind", "amount", "currency"),
        "offers": ("kind", "amount", "currency"), "destinations": ("country",), "provinces": ("code",),
        "ages": ("min", "max"), "licences": ("number",), "papers_kept": ("what",), "contacts": ("kind", "value"),
        "bank_accounts": ("number",), "tax_codes": ("value",), "approvals": ("number",), "companies": ("name",),
        "terms": ("what", "value"),
    }  # fmt: skip
    for kind, names in keys.items():
        out[kind] = {tuple(item[name] for name in names) for item in facts.get(kind, [])}
    out["fee amounts"] = {(item["amount"], item["currency"]) for item in facts.get("fees", [])}
    out["wage amounts"] = {(item["min"], item["max"], item["currency"]) for item in facts.get("wages", [])}
    return out


if __name__ == "__main__":
    main()
