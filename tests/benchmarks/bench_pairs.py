"""The whole model on pairs whose writer saw neither rules nor corpus: `make bench-pairs`.

The file was measured once before anybody who works on rules, readers or the model opened it;
what it said then stands in docs/retrain.md.
"""

import argparse
import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sklearn.metrics import average_precision_score, roc_auc_score

from model.evaluation.alarms import wilson
from model.records import AdvertText
from model.score import Screener

PAIRS = Path(__file__).parents[1] / "gold" / "pairs_open.jsonl"
ON = date(2026, 11, 21)


def main() -> None:
    """Screen every row and print pair accuracy, ranking and bands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=PAIRS, help="rows with pair, label and text, as in the corpus")
    rows = [json.loads(line) for line in parser.parse_args().file.open(encoding="utf-8")]
    screener = Screener()
    scored = [(row, screener.screen(advert(row), ON)) for row in rows]
    pairs: dict[str, dict[str, float]] = defaultdict(dict)
    for row, screening in scored:
        pairs[row["pair"]][row["label"]] = screening.logit
    table = Table(title=f"pairs of another hand, model {screener.model_version}")
    for column in ("what", "value", "95 of 100"):
        table.add_column(column)
    right = sum((one["deceptive"] > one["honest"]) + (one["deceptive"] == one["honest"]) / 2 for one in pairs.values())
    _, low, high = wilson(round(right), len(pairs))
    table.add_row("pair accuracy", f"{right / len(pairs):.3f} of {len(pairs)}", f"{low:.2f}–{high:.2f}")
    labels = [row["label"] == "deceptive" for row, _ in scored]
    scores = [screening.logit for _, screening in scored]
    table.add_row("PR-AUC", f"{average_precision_score(labels, scores):.3f}", "")
    table.add_row("ROC-AUC", f"{roc_auc_score(labels, scores):.3f}", "")
    for label in ("deceptive", "honest"):
        bands = Counter(screening.band for row, screening in scored if row["label"] == label)
        table.add_row(f"bands, {label}", ", ".join(f"{band} {count}" for band, count in bands.most_common()), "")
    Console(width=100).print(table)


def advert(row: dict[str, Any]) -> AdvertText:
    """Return a row as screening takes it."""
    return AdvertText(text=row["text"], title=row.get("title") or "", employer_name=row.get("employer_name") or "")


if __name__ == "__main__":
    main()
