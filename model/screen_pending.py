"""Screen every advert version in the database that the current model has not seen."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine

from model.indicators.patterns import plain_words
from model.records import AdvertText
from model.register.index import Register
from model.score import Screener
from storage.broker_dossiers.broker_work import hold_linking
from storage.database import reading, unit_of_work
from storage.screenings import (
    Current,
    count_pending,
    keep_screening,
    model_version,
    pending_versions,
    still_waiting,
)
from storage.worklist.ranking import reckon_all

BATCH = 100


@dataclass(slots=True)
class Screened:
    """What a run did, by band."""

    versions: int = 0
    high: int = 0
    medium: int = 0
    evaluated: Counter[str] = field(default_factory=Counter)
    """How often each indicator in evaluation fired."""


def screen_pending(
    engine: Engine,
    screener: Screener,
    *,
    on: date,
    now: Callable[[], datetime],
    progress: Callable[[int, int], None],
    register: Register | None = None,
) -> Screened:
    """Screen what waits, batch by batch, each batch kept before the next begins; a killed run loses one at most.

    Of two runs at the same moment each keeps what the other has not kept before.

    Under a newer register, what can be held against one is screened anew; the earlier screening stays beside it.

    Args:
        engine: the database.
        screener: the current model.
        on: day whose law is applied.
        now: the clock.
        progress: called with done and total.
        register: the list of licensed enterprises in use on that day, where one is kept.
    """
    done = Screened()
    current = Current(
        model_name=screener.model_version,
        register_snapshot=register.name if register else "",
        abroad_words=plain_words("abroad"),
    )
    with reading(engine) as session:
        total = count_pending(session, current)
    while True:
        with reading(engine) as session:
            batch = list(pending_versions(session, current, limit=BATCH))
        if not batch:
            _draw_lots(engine, done, now())
            return done
        adverts = [AdvertText(text=item.text, title=item.title, employer_name=item.employer_name) for item in batch]
        screenings = [screener.screen(advert, on, register) for advert in adverts]
        rows = [screening.row() | {"register_snapshot": current.register_snapshot} for screening in screenings]
        with unit_of_work(engine) as session:
            hold_linking(session)
            waiting = still_waiting(session, current, [item.id for item in batch])
            model = model_version(session, screener.model_version, dict(screener.manifest), now=now())
            for item, screening, row in zip(batch, screenings, rows, strict=True):
                if item.id not in waiting:
                    continue
                keep_screening(session, item.id, row, model=model, law_date=on, now=now())
                done.versions += 1
                done.evaluated.update(finding.code for finding in screening.evaluated)
                done.high += row["band"] == "high"
                done.medium += row["band"] == "medium"
        progress(done.versions, total)


def _draw_lots(engine: Engine, done: Screened, at: datetime) -> None:
    """Let the lot fall on its share of the unflagged again, now that there are more of both."""
    if done.versions:
        with unit_of_work(engine) as session:
            hold_linking(session)
            reckon_all(session, now=at)
