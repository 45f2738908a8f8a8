"""`python -m model.trial MODEL`: hold a model against the one in use and say what came of it; changes nothing.

The review app starts it as a process of its own, so that counting features keeps nobody waiting. On stdout stand JSON
objects, one a line: any number of `{"done", "total"}`, then one result.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from model.artefact import Artefact, ModelRefused
from model.champion import find_model, folder_of, load_model
from model.commands import today
from model.corpus import BadCorpus
from model.dataset import build_dataset
from model.gathering import gather_from
from model.label_files import BadLabels
from model.promote import Comparison, PromotionRefused, compare, require_better, unseen
from model.records import AdvertText
from model.register.index import Register
from model.register.kept import register_on
from model.score import Screener
from model.train import TRAINING_DAY
from storage.champions import champion
from storage.database import open_database, reading
from storage.settings import settings
from storage.tables import AdvertVersion, Campaign, Screening

LOOKED_AT = 200
"""Items that wait on which both models are tried: the first of the queue."""
_LAZY = 10
"""How much this process gives way to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What both models say of one item that waits."""

    campaign_id: int
    title: str
    champion_score: float
    champion_band: str
    candidate_score: float
    candidate_band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of it."""

    champion: str
    """Name of the model in use, as `soitin models` calls it."""
    candidate: str
    comparisons: Sequence[Comparison] = ()
    looked_at: int = 0
    differences: Sequence[Difference] = ()
    """Items that wait, those first on which the two differ most."""
    refusal: str = ""
    """Why the candidate may not be promoted; empty where it may."""
    code: str = ""
    figures: dict[str, Any] = field(default_factory=dict)


def main(arguments: Sequence[str]) -> int:
    """Try the model of a name; return 0 where there is a result, also a refusal."""
    (named,) = arguments
    os.nice(_LAZY)
    _say({"done": 0, "total": 0})
    _say(asdict(run_trial(open_database(settings().url), named)))
    return 0


def run_trial(engine: Engine, named: str) -> Trial:
    """Return how a model does beside the one in use; what is refused is a result."""
    with reading(engine) as session:
        in_use = champion(session)
    try:
        candidate, current = load_model(find_model(named)), load_model(folder_of(in_use))
    except ModelRefused as error:
        return Trial(champion=in_use, candidate=named, refusal=str(error), code="model")
    looked_at, differences = _differences(engine, folder_of(in_use), find_model(named))
    told: dict[str, Any] = {
        "champion": in_use, "candidate": candidate.name, "looked_at": looked_at, "differences": differences,
    }  # fmt: skip
    comparisons: Sequence[Comparison] = ()
    try:
        comparisons = _compared(engine, current, candidate)
        require_better(comparisons)
    except PromotionRefused as error:
        return Trial(**told, comparisons=comparisons, refusal=str(error), code=error.code, figures=error.figures)
    except (BadCorpus, BadLabels) as error:
        return Trial(**told, refusal=str(error), code="labels")
    return Trial(**told, comparisons=comparisons)


def _compared(engine: Engine, current: Artefact, candidate: Artefact) -> list[Comparison]:
    rows = unseen(gather_from(engine).frozen, current, candidate)
    done = iter(range(1, len(rows) + 1))
    dataset = build_dataset(
        rows, on=TRAINING_DAY, progress=lambda _step: _say({"done": next(done, len(rows)), "total": len(rows)})
    )
    return compare(current, candidate, dataset)


def _differences(engine: Engine, *folders: Any) -> tuple[int, list[Difference]]:
    on = today()
    screeners, register = [Screener(folder) for folder in folders], register_on(engine, on)
    with reading(engine) as session:
        waiting = list(_waiting(session))
    found = []
    for place, (campaign_id, version) in enumerate(waiting, start=1):
        found.append(_difference(campaign_id, version, screeners, on, register))
        _say({"done": place, "total": len(waiting)})
    return len(waiting), sorted(found, key=lambda one: -abs(one.candidate_score - one.champion_score))


def _waiting(session: Session) -> Iterator[tuple[int, AdvertVersion]]:
    query = (
        select(Campaign.id, AdvertVersion)
        .join(Screening, Screening.id == Campaign.worst_screening_id)
        .join(AdvertVersion, AdvertVersion.id == Screening.version_id)
        .where(Campaign.waits)
        .order_by(Campaign.priority.desc(), Campaign.id.desc())
        .limit(LOOKED_AT)
    )
    yield from session.execute(query)


def _difference(
    campaign_id: int, version: AdvertVersion, screeners: Sequence[Screener], on: date, register: Register | None
) -> Difference:
    advert = AdvertText(text=version.text, title=version.title, employer_name=version.employer_name)
    current, candidate = (screener.screen(advert, on, register) for screener in screeners)
    return Difference(
        campaign_id=campaign_id,
        title=version.title,
        champion_score=current.score,
        champion_band=current.band,
        candidate_score=candidate.score,
        candidate_band=candidate.band,
    )


def _say(line: dict[str, Any]) -> None:
    print(json.dumps(line, ensure_ascii=True), flush=True)  # noqa: T201 - what this process is for


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
