"""Precision and recall of every fact reader on the gold cases, value by value: `make bench-facts`.

The held-out half is for this program alone: nobody who works on the readers opens it.
"""

import argparse
import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from model.facts import read_facts
from model.text import align

GOLD = Path(__file__).parents[1] / "gold"
ON = date(2026, 11, 21)


def main() -> None:
    """Print one table for the open and one for the held-out half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="KIND", help="list the errors of one kind of fact, open half only")
    errors_of = parser.parse_args().errors
    for half in ("open",) if errors_of else ("open", "held_out"):
        for family in ("adverts", "snippets"):
            rows = [json.loads(line) for path in sorted(GOLD.glob(f"{family}_{half}*.jsonl")) for line in path.open()]
            report(f"{family}, {half} half", rows, errors_of)


def report(title: str, rows: list[dict[str, Any]], errors_of: str | None) -> None:
    """Count values found, missed and made up, by kind of fact."""
    right, missed, extra = defaultdict(int), defaultdict(int), defaultdict(int)
    for row in rows:
        found = values(read_facts(align(row["text"]), ON).row())
        wanted = values(row["facts"])
        for kind in wanted.keys() | found.keys():
            right[kind] += len(wanted[kind] & found[kind])
            missed[kind] += len(wanted[kind] - found[kind])
            extra[kind] += len(found[kind] - wanted[kind])
            if kind == errors_of and wanted[kind] != found[kind]:
                print(
                    row["id"],
                    "missed",
                    sorted(wanted[kind] - found[kind], key=str),
                    "extra",
                    sorted(found[kind] - wanted[kind], key=str),
                    "|",
                    row["text"][:900].replace("\n", " / "),
                )
    print(
        f"\n{title} ({len(rows)} texts)\n"
        f"{'kind':<16}{'right':>7}{'missed':>8}{'extra':>7}{'precision':>11}{'recall':>8}"
    )
    for kind in sorted(right.keys() | missed.keys() | extra.keys()):
        n, m, e = right[kind], missed[kind], extra[kind]
        precision = f"{n / (n + e):.3f}" if n + e else "–"
        recall = f"{n / (n + m):.3f}" if n + m else "–"
        print(f"{kind:<16}{n:>7}{m:>8}{e:>7}{precision:>11}{recall:>8}")


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
