"""Campaigns: which adverts are copies of one offer (step 8); incremental, deterministic, with typed slots."""

from collections.abc import Iterable, Sequence

from model.linking.records import CampaignPlace, LinkReading, SideBySide


class CampaignIndex:
    """Every template seen, ready to place one more advert without regrouping the others."""

    def add(self, reading: LinkReading, campaign: str | None = None) -> CampaignPlace:
        """Place an advert and remember it; with `campaign`, remember it as a member of that one, unasked.

        The second form restores an index from storage and obeys a person's move.
        """
        raise NotImplementedError


def group_campaigns(readings: Iterable[LinkReading]) -> dict[str, CampaignPlace]:
    """Place all adverts, oldest first; the same result whatever order they come in. Advert id → place."""
    raise NotImplementedError


def slots_side_by_side(readings: Sequence[LinkReading]) -> SideBySide:
    """Show the members of one campaign: the template once, with what each has in each slot."""
    raise NotImplementedError
