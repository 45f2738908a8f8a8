"""Step 8, finding copies: keys of templates, and the template of a campaign with what each member has in its slots."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from storage.contacts import in_parts
from storage.tables import CampaignTemplate, CopyKey, LinkReading, SlotValues

MOST_UNDER_KEY = 200
"""Templates under one key; what more have in common says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSheet:
    """A campaign's template once, and what its members have in each slot."""

    shown_version_id: int
    template: str
    """Its words, slots as `{1:fee}`."""
    slots: tuple[str, ...]
    """Kind of each slot."""
    values: Mapping[int, tuple[str | None, ...]]
    """Version → what it has in each slot; None where it has no such place."""


def versions_under(session: Session, keys: Collection[int]) -> set[int]:
    """Return the versions whose templates have one of some keys, those that many have left out."""
    found: set[int] = set()
    for part in in_parts(sorted(keys)):
        common = select(CopyKey.key).where(CopyKey.key.in_(part)).group_by(CopyKey.key)
        rare = common.having(func.count() <= MOST_UNDER_KEY)
        found.update(session.scalars(select(CopyKey.version_id).where(CopyKey.key.in_(rare)).distinct()))
    return found


def versions_with_same_words(session: Session, hashes: Iterable[str]) -> set[int]:
    """Return the newest version read with each of some hashes of what is compared."""
    wanted = sorted(set(hashes))
    found: set[int] = set()
    for start in range(0, len(wanted), MOST_UNDER_KEY):
        query = select(func.max(LinkReading.version_id)).group_by(LinkReading.compared_sha256)
        found.update(
            session.scalars(query.where(LinkReading.compared_sha256.in_(wanted[start : start + MOST_UNDER_KEY])))
        )
    return found


def keyed_versions(session: Session, version_ids: Collection[int]) -> set[int]:
    """Return those of some versions that have keys."""
    return {
        one
        for part in in_parts(sorted(version_ids))
        for one in session.scalars(select(CopyKey.version_id).where(CopyKey.version_id.in_(part)).distinct())
    }


def keep_keys(session: Session, keys: Mapping[int, Iterable[int]]) -> None:
    """Add the keys of templates that are new in their campaigns: version → keys."""
    rows = [{"key": key, "version_id": version} for version, mine in keys.items() for key in mine]
    if rows:
        session.execute(insert(CopyKey), rows)


def keep_template(session: Session, campaign_id: int, version_id: int, template: str, slots: Sequence[str]) -> None:
    """Add the template of a campaign; it stays that of its first member."""
    session.add(CampaignTemplate(campaign_id=campaign_id, version_id=version_id, template=template, slots=list(slots)))


def keep_values(session: Session, campaign_id: int, values: Mapping[int, Sequence[str | None]]) -> None:
    """Add what versions have in the slots of a campaign."""
    session.add_all(
        SlotValues(campaign_id=campaign_id, version_id=version, slot_values=list(mine))
        for version, mine in values.items()
    )


def template_of_campaign(session: Session, campaign_id: int) -> CampaignTemplate | None:
    """Return the template of a campaign, or None while it has one member."""
    return session.get(CampaignTemplate, campaign_id)


def versions_with_values(session: Session, campaign_id: int) -> set[int]:
    """Return the versions whose slots are known."""
    return set(session.scalars(select(SlotValues.version_id).where(SlotValues.campaign_id == campaign_id)))


def read_sheet(session: Session, campaign_id: int, version_ids: Collection[int]) -> SlotSheet | None:
    """Return a campaign's template with the slots of some versions, or None while it has one member."""
    kept = template_of_campaign(session, campaign_id)
    if kept is None:
        return None
    rows = [
        row
        for part in in_parts(sorted(version_ids))
        for row in session.scalars(
            select(SlotValues).where(SlotValues.campaign_id == campaign_id, SlotValues.version_id.in_(part))
        )
    ]
    return SlotSheet(
        shown_version_id=kept.version_id,
        template=kept.template,
        slots=tuple(kept.slots),
        values={row.version_id: tuple(row.slot_values) for row in sorted(rows, key=lambda one: one.version_id)},
    )
