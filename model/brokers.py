"""Brokers: which adverts have one person or firm behind them (step 8), with reasons, guards and people's last word."""

from collections.abc import Iterable, Mapping, Sequence

from model.linking.records import ContactUse, Grouping, Judgement, LinkReading, SharedContact


def link_brokers(  # noqa: PLR0913 - what is known from before comes by name, and is empty in a run on a file
    readings: Sequence[LinkReading],
    campaigns: Mapping[str, str],
    *,
    judgements: Iterable[Judgement] = (),
    shared: Iterable[SharedContact] = (),
    uses: Mapping[tuple[str, str], ContactUse] | None = None,
    known: Mapping[str, str] | None = None,
) -> Grouping:
    """Group adverts by the broker behind them.

    Args:
        readings: the adverts; for an incremental run the new ones, all that have a contact point in common with
            them, and all members of the brokers of these (no more is needed).
        campaigns: advert id → campaign id.
        judgements: of people, on pairs of adverts; those on adverts that are not given are left out.
        shared: approved contacts that weigh nothing, besides the shipped list.
        uses: (kind, value) → how widely a contact is used over all that is kept; counted from `readings` where not given.
        known: advert id → broker id from before; a group keeps the id that most of its members had.
    """
    raise NotImplementedError


def contact_uses(readings: Iterable[LinkReading]) -> dict[tuple[str, str], ContactUse]:
    """Count how widely each contact point is used; storage may do the same with a query."""
    raise NotImplementedError
