"""What people said of a broker, deed by deed, and which brokers its adverts came from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from review_app.service.broker import masks_of
from review_app.service.database import engine
from review_app.service.logins import Person
from storage.broker_dossiers.broker_parts import read_contacts, read_lineage
from storage.broker_dossiers.broker_work import judgements_of
from storage.database import reading
from storage.tables import Account

MOST_STEPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedRow:
    """One act of a person, in force."""

    deed: str
    who: str
    at: datetime
    why: str
    said: Counter[str]
    """Judgement → on how many pairs of adverts."""
    pair: tuple[int, int]
    """The first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Adverts that went from one broker to another."""

    was: str
    into: str
    at: datetime
    adverts: int
    deed: str
    """Empty for a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Both, newest first."""

    deeds: Sequence[DeedRow]
    steps: Sequence[Step]


def read_past(reader: Person, token: str | None, broker_id: str) -> Past:
    """Return what was said of a broker's adverts, as a person may see it, and where they came from and went to."""
    with reading(engine()) as session:
        masks = masks_of(session, reader, token, broker_id, read_contacts(session, broker_id))
        judgements = judgements_of(session, broker_id)
        people = dict(
            session.execute(
                select(Account.id, Account.full_name).where(Account.id.in_({one.account_id for one in judgements}))
            ).all()
        )
        lineage = read_lineage(session, broker_id)
    deeds: dict[str, DeedRow] = {}
    for one in judgements:
        row = deeds.setdefault(
            one.deed,
            DeedRow(
                deed=one.deed,
                who=people.get(one.account_id, ""),
                at=one.at,
                why=masks.text(one.why),
                said=Counter(),
                pair=(one.advert_a, one.advert_b),
            ),
        )
        row.said[one.verdict] += 1
    return Past(
        deeds=sorted(deeds.values(), key=lambda one: (one.at, one.deed), reverse=True),
        steps=[
            Step(was=one.was_id, into=one.into_id, at=one.at, adverts=one.adverts, deed=one.deed)
            for one in reversed(lineage[-MOST_STEPS:])
        ],
    )
