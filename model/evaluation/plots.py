"""The plots that an analyst expects, as SVG: precision and recall, calibration, and scores by source (drift)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
from sklearn.metrics import precision_recall_curve

from model.evaluation.metrics import Judged, reliability
from model.evaluation.report import Report

POINTS = 150
"""Points of a curve; more only make the file larger."""
_WIDTH, _HEIGHT, _ROW = 420, 300, 26
_QUANTILES = {"low": 0.05, "left": 0.25, "middle": 0.5, "right": 0.75, "high": 0.95}


def draw_plots(report: Report, folder: Path) -> list[str]:
    """Write the plots into a folder and return their file names.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    charts = {
        "precision-recall.svg": _precision_recall(report.judged),
        "calibration.svg": _calibration(report.judged["model"]),
        "drift.svg": _drift(report.drift),
    }
    for name, chart in charts.items():
        chart.save(str(folder / name), format="svg")
    return list(charts)


def _data(rows: Sequence[dict[str, Any]]) -> Any:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _precision_recall(judged: dict[str, Judged]) -> Any:
    rows = []
    for learner, one in judged.items():
        labels = np.concatenate([np.ones(len(one.deceptive)), np.zeros(len(one.honest))])
        precision, recall, _ = precision_recall_curve(labels, np.concatenate([one.deceptive, one.honest]))
        places = np.unique(np.linspace(0, len(precision) - 1, POINTS).astype(int))
        rows += [
            {"recall": float(recall[place]), "precision": float(precision[place]), "learner": learner, "order": number}
            for number, place in enumerate(places)
        ]
    return (
        alt.Chart(_data(rows), width=_WIDTH, height=_HEIGHT, title="Held-out sources, balanced pairs")
        .mark_line()
        .encode(
            x=alt.X("recall:Q", scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("precision:Q", scale=alt.Scale(domain=[0.4, 1])),
            color=alt.Color("learner:N", sort=list(judged)),
            strokeDash=alt.StrokeDash("learner:N", sort=list(judged), legend=None),
            order="order:Q",
        )
    )


def _calibration(judged: Judged) -> Any:
    labels = np.concatenate([np.ones(len(judged.deceptive)), np.zeros(len(judged.honest))])
    bins = reliability(labels, np.concatenate(judged.chances))
    rows = [{"said": said, "true": true, "share": share} for said, true, share in bins]
    line = alt.Chart(_data([{"said": 0.0, "true": 0.0}, {"said": 1.0, "true": 1.0}])).mark_line(strokeDash=[4, 4])
    points = alt.Chart(_data(rows)).mark_point(filled=True).encode(size=alt.Size("share:Q", legend=None))
    axes = {
        "x": alt.X("said:Q", title="calibrated score", scale=alt.Scale(domain=[0, 1])),
        "y": alt.Y("true:Q", title="share deceptive", scale=alt.Scale(domain=[0, 1])),
    }
    title = "Calibration on held-out sources"
    return (line.encode(**axes) + points.encode(**axes)).properties(width=_HEIGHT, height=_HEIGHT, title=title)


def _drift(groups: Sequence[tuple[str, str, Sequence[float]]]) -> Any:
    rows = [
        {"group": group, "kind": kind}
        | {name: float(np.quantile(np.array(scores), share)) for name, share in _QUANTILES.items()}
        for group, kind, scores in groups
    ]
    order = list(dict.fromkeys(group for group, _, _ in groups))
    base = alt.Chart(_data(rows), width=_WIDTH, height=_ROW * len(order)).encode(
        y=alt.Y("group:N", sort=order, title=None), yOffset="kind:N", color=alt.Color("kind:N", title=None)
    )
    whiskers = base.mark_rule().encode(x=alt.X("low:Q", title="logit, held out"), x2="high:Q")
    boxes = base.mark_bar(size=7).encode(x="left:Q", x2="right:Q")
    middles = base.mark_tick(color="black", size=10).encode(x="middle:Q", color=alt.value("black"))
    return (whiskers + boxes + middles).properties(title="Scores by source: 5, 25, 50, 75 and 95 of 100")
