"""Which items an account works on, by province and by country of the work; unknown places are everybody's.

A missed advert harms, so an item is left out only where all that is known of its places lies elsewhere.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.tables import Account, Campaign, CampaignFacet
from storage.worklist.facets import DESTINATION, PROVINCE, UNKNOWN


@dataclass(frozen=True, slots=True)
class Scope:
    """Places that somebody works on; None is all of them, and an empty tuple none but the unknown."""

    provinces: tuple[str, ...] | None = None
    """Two-digit codes of the state's list."""
    destinations: tuple[str, ...] | None = None
    """Countries, ISO 3166 two letters."""

    @property
    def is_everything(self) -> bool:
        """Whether nothing lies outside."""
        return self.provinces is None and self.destinations is None


EVERYTHING = Scope()


def scope_of(account: Account) -> Scope:
    """Return what an account works on."""
    return Scope(
        None if account.provinces is None else tuple(account.provinces),
        None if account.destinations is None else tuple(account.destinations),
    )


def in_scope(scope: Scope) -> list[ColumnElement[bool]]:
    """Return the conditions by which a query for campaigns keeps to a scope."""
    return [
        has_facet(kind, *codes, UNKNOWN)
        for kind, codes in ((PROVINCE, scope.provinces), (DESTINATION, scope.destinations))
        if codes is not None
    ]


def is_now_in_scope(campaign_id: InstrumentedAttribute[int], scope: Scope) -> ColumnElement[bool]:
    """Return the condition that an item that some paper is about lies in a scope, or whichever it was taken into.

    Args:
        campaign_id: column of the paper's table that names the item.
        scope: what somebody works on.
    """
    way = select(campaign_id.label("was"), campaign_id.label("now")).distinct().cte(recursive=True)
    on = select(way.c.was, Campaign.merged_into_id).join(Campaign, Campaign.id == way.c.now)
    way = way.union(on.where(Campaign.merged_into_id.is_not(None)))
    there = select(way.c.was).join(Campaign, Campaign.id == way.c.now)
    return campaign_id.in_(there.where(Campaign.merged_into_id.is_(None), *in_scope(scope)))


def has_facet(kind: str, *codes: str) -> ColumnElement[bool]:
    """Return the condition that a campaign has one of some facets."""
    facet = CampaignFacet.campaign_id == Campaign.id
    return exists().where(facet, CampaignFacet.kind == kind, CampaignFacet.code.in_(codes))


def is_in_scope(session: Session, campaign_id: int, scope: Scope) -> bool:
    """Tell whether an item is one of those that somebody works on; one that does not exist is not."""
    query = select(Campaign.id).where(Campaign.id == campaign_id, *in_scope(scope))
    return session.scalar(query) is not None
