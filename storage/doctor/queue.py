"""Is what the queue keeps of each campaign what its decisions and adverts say."""

from collections.abc import Iterator

from sqlalchemy import case, func, select

from storage.doctor.place import Place
from storage.tables import Campaign, Decision, SnapshotVersion


def find_queue_astray(place: Place) -> Iterator[str]:
    """Yield each campaign that waits though somebody decided, or the other way, or counts its adverts wrongly."""
    live = (
        select(Decision.id)
        .where(Decision.snapshot_id == Campaign.current_snapshot_id, Decision.closed_at.is_(None))
        .correlate(Campaign)
        .exists()
    )
    counted = (
        select(func.count())
        .where(SnapshotVersion.snapshot_id == Campaign.current_snapshot_id)
        .correlate(Campaign)
        .scalar_subquery()
    )
    waits = case((Campaign.current_snapshot_id.is_(None), False), else_=~live)
    astray = select(Campaign.id, Campaign.waits, waits, Campaign.adverts, counted).where(
        (Campaign.waits != waits) | (Campaign.adverts != counted)
    )
    for key, kept, should, adverts, copies in place.session.execute(astray.order_by(Campaign.id)):
        if bool(kept) != bool(should):
            yield f"campaign {key} {'waits though it is decided' if kept else 'does not wait though nobody decided'}"
        if adverts != copies:
            yield f"campaign {key} counts {adverts} adverts and shows {copies}"
