"""Is what was made unreadable still so, told of, and done under a key that is there (the exception to invariant 1)."""

import json
from collections.abc import Iterator

from sqlalchemy import func, select

from storage.doctor.place import Place
from storage.personal_data.erasure import WORDS, sha256_of, words_of
from storage.personal_data.erasure_record import RECORD, RecordRefused, read_erasures, undone
from storage.personal_data.pseudonyms import PseudonymKeyRefused, open_pseudonyms
from storage.tables import AuditEvent, Base, Erasure

_ACTIONS = ("purge", "erase")


def find_erasures_astray(place: Place) -> Iterator[str]:
    """Yield erasures left open, rows that read otherwise since, erasures that no audit event tells of, a key astray."""
    session = place.session
    yield from _undone(place)
    if not session.scalar(select(func.count()).select_from(Erasure)):
        return
    for row in session.scalars(select(Erasure).where(Erasure.ended_at.is_(None)).order_by(Erasure.id)):
        yield f"the erasure {row.id} of {row.subject} was left open: its words can be changed"
    yield from _changed_since(place)
    yield from _untold(place)
    try:
        open_pseudonyms(place.home)
    except PseudonymKeyRefused as refused:
        yield str(refused)


def _undone(place: Place) -> Iterator[str]:
    try:
        missing = undone(place.session, read_erasures(place.home / RECORD))
    except RecordRefused as refused:
        yield str(refused)
        return
    for one in missing:
        about = f"advert {one.advert_id}" if one.advert_id else "a number"
        yield f"{about}, erased on {one.at[:10]} as somebody asked, is readable again; run `soitin erase --again`"


def _changed_since(place: Place) -> Iterator[str]:
    models = {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}
    newest = select(func.max(Erasure.id)).where(Erasure.ended_at.is_not(None)).group_by(Erasure.subject)
    query = select(Erasure).where(Erasure.id.in_(newest)).order_by(Erasure.id.desc()).limit(place.most)
    for row in place.session.scalars(query).all():
        table, _, key = row.subject.partition(":")
        kept = place.session.get(models[table], int(key)) if table in WORDS and key.isdigit() else None
        if kept is None:
            yield f"the erasure {row.id} is of {row.subject}, which is not there"
        elif sha256_of(words_of(kept)) != row.sha256_after:
            yield f"{row.subject} does not read as the erasure {row.id} left it"


def _untold(place: Place) -> Iterator[str]:
    told: set[int] = set()
    for detail in place.session.scalars(select(AuditEvent.detail).where(AuditEvent.action.in_(_ACTIONS))):
        told.update(json.loads(detail).get("erasures", []))
    for key, subject in place.session.execute(select(Erasure.id, Erasure.subject).order_by(Erasure.id)):
        if key not in told:
            yield f"the erasure {key} of {subject} is not in the audit chain"
