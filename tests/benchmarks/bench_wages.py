"""The wage that a board gives in a field of its own, beside what is read from the text of the advert.

The text need not say what the field says (a basic wage, one job of several, nothing at all), so this is no recall; what
is worth reading are the adverts whose two wages do not even overlap: `--errors 40` lists them.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from model.facts import read_facts
from model.text import align

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "real_adverts.jsonl.gz"
ON = date(2026, 11, 21)
OUTCOMES = ("agree", "one end", "overlap", "disagree", "absent")
MILLION = 1_000_000
_USD = 26_000
"""VND for a dollar; only to compare the few adverts that are paid in dollars."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
Span = tuple[int, int]


def main() -> None:
    """Print one row a board: how often the wage in the text is the one of the field."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="N", type=int, default=0, help="list the first N adverts that disagree")
    most = parser.parse_args().errors
    if not DATA.is_file():
        sys.exit(f"the real adverts are not there ({DATA})")
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        for line in file:
            advert = json.loads(line)
            stated = stated_wage(advert["salary"])
            if stated is None:
                continue
            found = wages_in(advert["text"])
            outcome = compare(stated, [span for span, _ in found])
            counts[advert["source"]][outcome] += 1
            if outcome == "disagree" and sum(board["disagree"] for board in counts.values()) <= most:
                print(advert["source"], advert["salary"], "|", [quote for _, quote in found])
    report(counts)


def stated_wage(salary: str) -> Span | None:
    """Return the month's wage of the field in VND, open ends as 0 and a very large sum; None where it names none."""
    if salary.startswith("{"):
        value = json.loads(salary)
        low, high = int(value.get("minValue") or 0), int(value.get("maxValue") or 0)
        return (low, high or low) if value.get("unitText") == "MONTH" and low + high > MILLION else None
    numbers = [_number(found) for found in _NUMBER.findall(salary)]
    if not numbers or "/giờ" in salary:
        return None
    unit = MILLION if "triệu" in salary else _USD if "USD" in salary else 0
    low, high = round(numbers[0] * unit), round(numbers[-1] * unit)
    if not high:
        return None
    return (low, 10**12) if salary.startswith("Từ") else (0, high) if salary.startswith(("Tới", "Đến")) else (low, high)


def _number(written: str) -> float:
    # "1,500 USD" is one thousand and a half, "8.5 triệu" is eight and a half
    return float(written.replace(",", "") if re.search(r",\d{3}\b", written) else written.replace(",", "."))


def wages_in(text: str) -> list[tuple[Span, str]]:
    """Return every wage read that can be made a month's, with its quote."""
    wages: list[dict[str, Any]] = read_facts(align(text), ON).row()["wages"]
    found = []
    for wage in wages:
        low, high = wage["vnd_month_min"], wage["vnd_month_max"]
        if low is not None or high is not None:
            found.append(((low or 0, high or 10**12), wage["quote"]["text"]))
    return found


def compare(stated: Span, found: list[Span]) -> str:
    """Return the best that any of the wages read does against the one stated."""
    if not found:
        return "absent"
    if any(_near(low, stated[0]) and _near(high, stated[1]) for low, high in found):
        return "agree"
    if any(_near(end, other) for span in found for end in span for other in stated if 0 < other < 10**12):
        return "one end"
    overlap = any(low <= stated[1] and high >= stated[0] for low, high in found)
    return "overlap" if overlap else "disagree"


def _near(one: int, other: int) -> bool:
    return abs(one - other) <= 0.02 * max(one, other)


def report(counts: defaultdict[str, Counter[str]]) -> None:
    """Print the table."""
    print(f"{'board':<26}{'wage in field':>14}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for board, row in sorted(counts.items(), key=lambda item: -item[1].total()):
        print(f"{board:<26}{row.total():>14}" + "".join(f"{row[outcome]:>10}" for outcome in OUTCOMES))


if __name__ == "__main__":
    main()
