"""Campaigns and brokers measured: `make bench-link`.

With `--gold`: pairwise and B-cubed precision and recall on labelled adverts, the open ones and those that nobody who
works on linking has seen. Else: time and peak memory of `soitin link` on invented adverts, each size in a process of
its own; what adding one in a hundred costs beside doing all anew; and the same contacts linked by plain Splink.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

from link_adverts import adverts
from link_plain import plain_seconds
from link_steps import add_one_in_a_hundred
from rich.console import Console
from rich.table import Table

from model.brokers import link_brokers
from model.campaigns import group_campaigns
from model.linking.fit import fitted
from model.linking.link_file import link_file, row_of
from model.linking.reading import read_link

GOLD = Path(__file__).parents[1] / "gold"
OPEN = (GOLD / "links_open.jsonl", GOLD / "links_open_2.jsonl")
AIMS = {"campaign": (0.98, 0.95), "broker": (0.98, 0.85)}
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", nargs="*", type=Path, help="files of labelled adverts; open and held out by default")
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES, help="sizes to measure")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.one)))
    elif chosen.gold is not None:
        for path in chosen.gold or (*OPEN, GOLD / "links_held_out.jsonl"):
            gold(path)
        for fit_on, path in permutations(OPEN, 2):
            gold(path, fit_on)
    else:
        scale(chosen.rows)


def gold(path: Path, fit_on: Path | None = None) -> None:
    """Print how good campaigns and brokers are on one file; adverts whose poster is unknown count in no pair.

    With `fit_on`, weights are fitted on that file alone: what they give on adverts that fitting has not seen.
    """
    rows = _rows(path)
    readings = [read_link(row_of(row)) for row in rows]
    campaigns = {advert: place.campaign for advert, place in group_campaigns(readings).items()}
    figures = fitted(_rows(fit_on)) if fit_on else None
    found = {"campaign": campaigns, "broker": link_brokers(readings, campaigns, figures=figures).brokers}
    if fit_on:
        del found["campaign"]  # nothing of campaigns is fitted
    told = f"fitted on {fit_on.name}, measured on {path.name}" if fit_on else path.name
    table = Table(title=f"{told}: {len(rows)} adverts")
    for column in ("groups", "pairs P", "pairs R", "B³ P", "B³ R", "aims"):
        table.add_column(column, justify="right")
    for kind, groups in found.items():
        known = {row["id"]: row[kind] for row in rows if row[kind]}
        scores = agreement(known, groups)
        aims = AIMS[kind]
        met = "met" if all(scores[place] >= aims[place % 2] for place in range(4)) else "missed"
        table.add_row(kind, *(f"{score:.3f}" for score in scores), f"P ≥ {aims[0]}, R ≥ {aims[1]}: {met}")
    Console(width=120).print(table)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def agreement(known: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float, float]:
    """Return pairwise precision and recall, and B-cubed precision and recall."""
    both = Counter((known[one], found[one]) for one in known)
    true, made = Counter(known.values()), Counter(found[one] for one in known)
    together, real, claimed = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, true, made))
    return (
        together / max(claimed, 1),
        together / max(real, 1),
        sum(both[known[one], found[one]] / made[found[one]] for one in known) / len(known),
        sum(both[known[one], found[one]] / true[known[one]] for one in known) / len(known),
    )


def measure(count: int) -> dict[str, Any]:
    """Link so many invented adverts and say what each part takes; meant for a process of its own."""
    rows = list(adverts(count))
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "adverts.jsonl", Path(folder) / "groups.jsonl"
        source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        begun, worked = time.perf_counter(), _cpu()
        with out.open("w", encoding="utf-8") as target:
            link_file(source, target)
        whole, worked = time.perf_counter() - begun, _cpu() - worked
        peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        answers = [json.loads(line) for line in out.open(encoding="utf-8")]
    brokers = agreement({row["id"]: row["gold_broker"] for row in rows}, {row["id"]: row["broker"] for row in answers})
    copies = agreement(
        {row["id"]: row["gold_campaign"] for row in rows}, {row["id"]: row["campaign"] for row in answers}
    )
    begun = time.perf_counter()
    readings = [read_link(row_of(row)) for row in rows[:2_000]]
    reading = (time.perf_counter() - begun) / len(readings) * count
    del answers, readings
    return {
        "rows": count,
        "seconds": whole,
        "cpu": worked,
        "reading_on_one_core": reading,
        "peak_mb": peak / 1024,
        "brokers": brokers[:2],
        "campaigns": copies[:2],
        **add_one_in_a_hundred(rows),
        "plain": plain_seconds(rows),
    }


def _cpu() -> float:
    """Return the seconds that cores worked for this process and its ended children: what a busy machine tells truly."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def scale(sizes: tuple[int, ...]) -> None:
    """Print one row a size."""
    table = Table(title=f"soitin link FILE, invented adverts, {os.cpu_count()} cores")
    for column in (
        "adverts", "seconds", "CPU s", "ms an advert", "reading alone, 1 core", "peak MB", "linking", "plain Splink",
        "to plain", "+1 %", "of all", "brokers P R", "campaigns P R",
    ):  # fmt: skip
        table.add_column(column, justify="right")
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], check=True, capture_output=True, text=True, cwd=Path.cwd()
        )
        found = json.loads(done.stdout.splitlines()[-1])
        table.add_row(
            f"{size:,}",
            f"{found['seconds']:.1f}",
            f"{found['cpu']:.1f}",
            f"{found['cpu'] / size * 1000:.2f}",
            f"{found['reading_on_one_core']:.1f}",
            f"{found['peak_mb']:,.0f}",
            f"{found['linking']:.1f}",
            f"{found['plain']:.1f}",
            f"{found['linking'] / found['plain']:.1f}×",
            f"{found['added']:.2f}",
            f"{found['added'] / found['seconds']:.1%}",
            "{:.3f} {:.3f}".format(*found["brokers"]),
            "{:.3f} {:.3f}".format(*found["campaigns"]),
        )
        Console(width=160).print(f"{size:,} adverts: {found}", style="dim")
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
