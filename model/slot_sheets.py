"""The template of a campaign with its slots side by side, kept as members come, each compared once."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from model.campaigns import slots_side_by_side
from model.kept_readings import restore
from model.linking.records import LinkReading
from storage.campaigns import members_of
from storage.contacts import KeptReading, load_readings, newest_readings
from storage.copies import keep_template, keep_values, template_of_campaign, versions_with_values
from storage.tables import AdvertVersion


def keep_slot_sheets(session: Session, campaigns: Iterable[int]) -> None:
    """Keep what the members of campaigns with two or more have in the slots; what is known is not read again."""
    for campaign, adverts in sorted(members_of(session, campaigns).items()):
        if len(adverts) > 1:
            _keep_sheet(session, campaign, adverts)


def _keep_sheet(session: Session, campaign: int, adverts: Iterable[int]) -> None:
    versions = set(newest_readings(session, adverts).values())
    known = versions_with_values(session, campaign)
    missing = versions - known
    if not missing:
        return
    kept = template_of_campaign(session, campaign)
    loaded = load_readings(session, missing)
    if kept is None:
        shown = min(loaded, key=lambda one: (one.posted_at, one.advert_id))
    else:
        (shown,) = load_readings(session, {kept.version_id})
    text = session.get_one(AdvertVersion, shown.version_id).text
    others = [one for one in loaded if one.version_id != shown.version_id]
    table = slots_side_by_side([_by_version(one) for one in (shown, *others)], {str(shown.version_id): text})
    if kept is None:
        keep_template(session, campaign, shown.version_id, table.template, table.slots)
    keep_values(session, campaign, {one: table.members[str(one)] for one in sorted(missing)})


def _by_version(kept: KeptReading) -> LinkReading:
    # two versions of one advert may stand in one table, so that it is versions that it goes by
    return replace(restore(kept), id=str(kept.version_id))
