"""Are adverts whole: versions numbered without gaps, one campaign each with a snapshot of its own (1 and 6)."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select

from storage.doctor.place import Place
from storage.tables import Advert, AdvertVersion, Campaign, CampaignMember, CampaignSnapshot


def find_versions_misnumbered(place: Place) -> Iterator[str]:
    """Yield each advert whose version numbers have a gap or leave out the first."""
    number = AdvertVersion.number
    numbers = (
        select(Advert.id, func.count(number), func.min(number), func.max(number))
        .outerjoin(AdvertVersion, AdvertVersion.advert_id == Advert.id)
        .group_by(Advert.id)
        .order_by(Advert.id)
    )
    # an archive adds what is older than the first as 0, -1, …
    good = (func.max(number) - func.min(number) + 1 == func.count(number)) & (func.max(number) >= 1)
    good &= func.min(number) <= 1
    for advert, count, low, high in place.session.execute(numbers.having(or_(~good, func.count(number) == 0))):
        if count:
            yield f"advert {advert} has {count} versions, numbered {low} to {high}: some are missing"
        else:
            yield f"advert {advert} has no version"


def find_adverts_without_one_campaign(place: Place) -> Iterator[str]:
    """Yield each advert in no campaign or several, and each campaign that shows a snapshot of another."""
    now = CampaignMember.left_at.is_(None)
    campaigns = (
        select(Advert.id, func.count(CampaignMember.id))
        .outerjoin(CampaignMember, (CampaignMember.advert_id == Advert.id) & now)
        .group_by(Advert.id)
        .having(func.count(CampaignMember.id) != 1)
        .order_by(Advert.id)
    )
    for advert, count in place.session.execute(campaigns):
        yield f"advert {advert} is in {count} campaigns instead of one"
    foreign = (
        select(Campaign.id, CampaignSnapshot.id)
        .join(CampaignSnapshot, CampaignSnapshot.id == Campaign.current_snapshot_id)
        .where(CampaignSnapshot.campaign_id != Campaign.id)
        .order_by(Campaign.id)
    )
    for campaign, snapshot in place.session.execute(foreign):
        yield f"campaign {campaign} shows snapshot {snapshot}, which is another campaign's"
