"""The aims of a model that may be trusted outside, held against what was found."""

from collections.abc import Sequence

from model.evaluation.alarms import Alarms
from model.evaluation.intervals import Figure
from model.evaluation.proofs import MOST_BY_LENGTH
from model.evaluation.report import Aim, Line

ON_REAL = "recall at 1% false alarms"
AT_LEAST = {"pair accuracy": 0.93, "PR-AUC": 0.95, ON_REAL: 0.80}
AT_MOST_HIGH = {"all": 0.005, "blue_collar": 0.02, "labour_export": 0.02}
"""Share of real adverts in the high band, by stratum."""


def aims_of(lines: Sequence[Line], real: Sequence[Alarms], model: str, by_length: str) -> list[Aim]:
    """Return each aim with what was found; those on real adverts stay open where there are none."""
    figures = {(line.learner, line.split): line.figures for line in reversed(lines) if line.table == "learners"}
    out_of_source = next(line.split for line in lines if line.learner == model)
    mine = figures[model, out_of_source]
    aims = [
        _aim(f"{name}, sources held out", f"≥ {least}", mine[name], met=mine[name].value >= least)
        for name, least in AT_LEAST.items()
        if real or name != ON_REAL
    ]
    if not real:
        aims.append(_aim(f"{ON_REAL}, on real adverts", f"≥ {AT_LEAST[ON_REAL]}", None, met=None))
    groups = {one.group: one for one in real}
    for stratum, most in AT_MOST_HIGH.items():
        found = groups[stratum].share("high") if stratum in groups else None
        name = f"high band among real adverts, {stratum.replace('_', ' ')}"
        aims.append(_aim(name, f"≤ {most:.1%}", found, met=found.value <= most if found else None))
    length = figures[by_length, out_of_source]["ROC-AUC"]
    name, wanted = "ROC-AUC of length and contacts alone", f"≤ {MOST_BY_LENGTH:.2f}"
    return [*aims, _aim(name, wanted, length, met=length.value <= MOST_BY_LENGTH)]


def _aim(name: str, wanted: str, found: Figure | None, *, met: bool | None) -> Aim:
    return Aim(name=name, wanted=wanted, found=found, met=met)
