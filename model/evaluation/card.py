"""The model card: what the model is for, how it was judged and what was found, written from a report alone."""

from collections.abc import Iterable, Iterator, Sequence

from model.evaluation.agreement import Agreement
from model.evaluation.alarms import Alarms
from model.evaluation.intervals import Figure
from model.evaluation.metrics import DAY, PLACES, PREVALENCE
from model.evaluation.report import Aim, Line, Report

_INTRODUCTION = """\
# Model card

Written by `soitin evaluate --card`; do not edit. The model orders recruitment adverts by how likely they are to
deceive, and says why. Its score is a sign to verify (*dấu hiệu cần xác minh*) for an inspector who decides; it is no
verdict, and nothing may happen to anybody because of it alone.

It is linear: accent-free syllables and pairs of neighbours, what the facts tell (which money in proportion to the wage,
which papers, where), how many findings of each strength, and each indicator. A part of every row's weight is fitted as
if no indicator had fired, so that wording and facts carry what no indicator knows.
Intercept and contributions add up to the logit; a monotone map makes it the score. It learns from the
[corpus](../model/corpus) of matched pairs written for this project, and from inspectors' decisions where asked to.
Whoever wrote the corpus imagined deceptive adverts after police and press reports: figures on it are an upper bound for
what happens outside.
"""
_METHOD = f"""\
## How it is judged

Each source is a pass of writing by one hand with its own brief. Leave one source out: all others teach, one is
measured, in turn. Whole pairs, copies and contacts stand on one side. Intervals hold 95 of 100 resamplings of whole
pairs and, where they enter, of real adverts. Calibrated scores come from a map that was fitted on the other sources.

- *Pair accuracy*: how often the deceptive twin scores higher; a tie counts half, chance gives 0.5.
- *Recall at 1% false alarms*: deceptive rows that score above all but 1% of the real adverts, by the very model that
  scored them. The real adverts stood on boards and are presumed honest; nobody checked them, no model learns from them.
- *First {PLACES} of a day*: share of deceptive ones among the {PLACES} highest of {DAY:,} adverts of which
  {PREVALENCE:.1%} are deceptive, by weighting.

What no split holds out is what people learnt: whoever writes an indicator has read earlier passes. The source that came
last, before its misses were read, and the column *no sign known* of the attempts say more about outside than the mean.

Before any figure is written, the run stops if twins or copies stand on both sides, if a model trained on shuffled
labels still tells rows apart, if the model learnt nothing, or if length and kind of contact alone tell the label.
"""


_SECOND_LABELS = """\
## Second labels

A second hand, no inspector, labelled shuffled rows of the corpus blind: from the text alone, with the law at hand.
"""


def as_markdown(report: Report, plots: Sequence[str] = ()) -> str:
    """Return the card; `plots` are addresses of pictures as seen from where it will lie."""
    parts = [
        _INTRODUCTION,
        _facts(report),
        "## Aims\n",
        _table(("aim", "wanted", "found", "met"), map(_aim_row, report.aims)),
        _METHOD,
        "## Beside others\n",
        *_learners(report.lines),
        *([f"{note}\n" for note in report.notes]),
        *_false_alarms(report),
        "## Where it is strong and weak\n\nSources held out; slices by the deceptive twin of each pair.\n",
        _figures([line for line in report.lines if line.table == "slices"], ("slice", "value", "pairs")),
        *_attempts(report.lines),
        *_agreements(report.agreements),
    ]
    if plots:
        parts.append("## Plots\n\n" + "\n".join(f"![{_title(name)}]({name})" for name in plots) + "\n")
    return "\n".join(parts)


def _agreements(found: Sequence[Agreement]) -> list[str]:
    if not found:
        return []
    rows = [
        (one.source, str(one.rows), f"{one.agreed / one.rows:.3f}", f"{one.kappa:.3f}", str(one.guessed))
        for one in found
    ]
    return [
        _SECOND_LABELS,
        _table(("source", "rows", "agreement", "kappa", "called a guess"), rows),
    ]


def _facts(report: Report) -> str:
    facts = report.facts
    sources = ", ".join(f"{name} {rows}" for name, rows in facts["sources"].items())
    versions = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
    real = (
        f"{facts['real']:,} real adverts as negatives"
        if facts["real"]
        else "**no real adverts were there**: give `--negatives`"
    )
    return (
        f"{facts['rows']:,} rows in {facts['pairs']:,} whole pairs, by source: {sources}. {real}. "
        f"Law of {facts['on']}. {versions}.\n"
    )


def _aim_row(aim: Aim) -> tuple[str, ...]:
    met = {True: "yes", False: "**no**", None: "not measured"}[aim.met]
    return aim.name, aim.wanted, _number(aim.found) if aim.found else "–", met


def _learners(lines: Sequence[Line]) -> Iterator[str]:
    mine = [line for line in lines if line.table == "learners"]
    for split in dict.fromkeys(line.split for line in mine):
        yield f"{split.capitalize()}:\n"
        yield _figures([line for line in mine if line.split == split], ("learner",))


def _attempts(lines: Sequence[Line]) -> Iterator[str]:
    mine = [line for line in lines if line.table == "attempts"]
    if mine:
        yield (
            "## What was tried\n\nSources held out; each differs from the recipe in use in what it says. *No sign "
            "known*: held-out rows are scored as if no indicator had fired, as on tricks that nobody has met yet.\n"
        )
        yield _figures(mine, ("learner",))


def _false_alarms(report: Report) -> Iterator[str]:
    if report.real:
        yield "## False alarms on real adverts\n\nThe whole model with its thresholds, as `soitin screen` does it.\n"
        yield _bands(report.real)
    yield "## Bands of held-out rows\n\nEach row by a model that did not see its source, with the default thresholds.\n"
    yield _bands(report.held_out)


def _bands(groups: Sequence[Alarms]) -> str:
    head = ("adverts", "number", "high", "medium", "low", "not enough information")
    rows = [
        (
            one.group.replace("_", " "),
            f"{one.adverts:,}",
            f"{one.bands['high']} ({_percent(one.share('high'))})",
            f"{one.bands['medium']} ({_percent(one.share('medium'))})",
            f"{one.bands['low']}",
            f"{one.bands['not_enough_information']}",
        )
        for one in groups
    ]
    return _table(head, rows)


def _figures(lines: Sequence[Line], keys: tuple[str, ...]) -> str:
    names = list(dict.fromkeys(name for line in lines for name in line.figures))
    rows = [
        (
            *(str(getattr(line, key)).replace("_", " ") for key in keys),
            *(_number(line.figures[name]) if name in line.figures else "too few" for name in names),
        )
        for line in lines
    ]
    return _table((*keys, *names), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    ruler = "|".join("---" if place == 0 else "--:" for place in range(len(head)))
    lines = [f"| {' | '.join(head)} |", f"|{ruler}|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines) + "\n"


def _number(figure: Figure) -> str:
    return f"{figure.value:.3f} ({figure.low:.2f}–{figure.high:.2f})"


def _percent(figure: Figure) -> str:
    return f"{figure.value:.2%}; {figure.low:.2%}–{figure.high:.2%}"


def _title(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".svg").replace("-", " ")
