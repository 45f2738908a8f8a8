"""Campaigns: which adverts are copies of one offer (step 8); incremental, deterministic, with typed slots.

An advert joins the campaign of its nearest copy. Where it resembles several, small ones become one, and the fact is
reported with it (`absorbs`); big ones and those that people decided on stay apart, and the resemblance is a suggestion
(`bridges`). See docs/decisions/0005-campaigns-grow-by-their-nearest-copy.md.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from model.linking.records import CampaignPlace, LinkReading
from model.linking.shingles import TINY, Sketch, copy_keys, likeness, sketch
from model.linking.side_by_side import slots_side_by_side

__all__ = ["CampaignIndex", "campaign_id", "compared_tokens", "group_campaigns", "in_time", "slots_side_by_side"]

SMALL = 3
"""Members up to which a campaign is taken into another that an advert shows to be the same."""
_MOST_CANDIDATES, _MOST_UNDER_KEY = 30, 200
_MOST_KINDS = 24
"""Different templates of one campaign that new adverts are compared with; more say nothing new."""
_ENOUGH = 8 * TINY
"""Tokens among which there are enough words, unless an advert is nothing but numbers."""
_WHOLE = 0.4
"""Share of all shingles of two texts from which they are alike as wholes, and not one a part of the other."""
_LATEST = datetime.max.replace(tzinfo=UTC)


class CampaignIndex:
    """Every template seen, ready to place one more advert without regrouping the others."""

    def __init__(self, decided: Collection[str] = ()) -> None:
        """Begin empty; campaigns in `decided` are never taken into another."""
        self._decided = frozenset(decided)
        self._exact: dict[tuple[str, ...], tuple[str, str]] = {}
        self._under: dict[int, list[int]] = defaultdict(list)
        self._templates: list[tuple[Sketch, str, str]] = []
        self._into: dict[str, str] = {}
        self._sizes: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()

    def add(self, reading: LinkReading, campaign: str | None = None) -> CampaignPlace:
        """Place an advert and remember it; with `campaign`, remember it as a member of that one, unasked.

        The second form restores an index from storage and obeys a person's move.
        """
        tokens = compared_tokens(reading)
        same = self._exact.get(tokens)
        if campaign is None and same is not None and tokens:
            return self._joined(CampaignPlace(campaign=self.current(same[0]), likeness=1.0, nearest=same[1]))
        drawn = sketch(tokens)
        keys = copy_keys(drawn)
        place = CampaignPlace(campaign=campaign, likeness=1.0) if campaign else self._placed(reading.id, drawn, keys)
        self._remember(drawn, keys, place.campaign, reading.id, new=place.likeness < 1 or not place.nearest)
        return self._joined(place)

    def current(self, campaign: str) -> str:
        """Return the campaign that has taken in `campaign`, or itself."""
        while campaign in self._into:
            campaign = self._into[campaign]
        return campaign

    def _placed(self, advert: str, drawn: Sketch, keys: tuple[int, ...]) -> CampaignPlace:
        found: dict[str, tuple[float, str]] = {}
        whole: set[str] = set()
        for place in self._candidates(keys):
            other, campaign, member = self._templates[place]
            alike = likeness(drawn, other)
            campaign = self.current(campaign)
            if alike.copies and alike.jaccard >= _WHOLE:
                whole.add(campaign)
            if alike.copies and (campaign not in found or alike.contained > found[campaign][0]):
                found[campaign] = (alike.contained, member)
        if not found:
            return CampaignPlace(campaign=campaign_id(advert), likeness=1.0)
        best = max(found, key=lambda one: (found[one][0], self._sizes[one], one))
        others = sorted(set(found) - {best})
        # a digest holds several offers, and resembles none of them as a whole
        may = [one for one in others if {one, best} <= whole]
        absorbed = tuple(one for one in may if self._may_absorb(one) or self._may_absorb(best))
        return CampaignPlace(
            campaign=best,
            likeness=found[best][0],
            nearest=found[best][1],
            absorbs=absorbed,
            bridges=tuple(one for one in others if one not in absorbed),
        )

    def _may_absorb(self, campaign: str) -> bool:
        return self._sizes[campaign] <= SMALL and campaign not in self._decided

    def _candidates(self, keys: tuple[int, ...]) -> list[int]:
        """Return the templates that share most keys; keys that everybody has say nothing."""
        hits: Counter[int] = Counter()
        for key in keys:
            under = self._under.get(key, ())
            if len(under) <= _MOST_UNDER_KEY:
                hits.update(under)
        return sorted(hits, key=lambda place: (-hits[place], place))[:_MOST_CANDIDATES]

    def _remember(self, drawn: Sketch, keys: tuple[int, ...], campaign: str, advert: str, *, new: bool) -> None:
        if not drawn.tokens or drawn.tokens in self._exact:
            return
        self._exact[drawn.tokens] = (campaign, advert)
        if not new or self._kinds[campaign] >= _MOST_KINDS:
            return
        self._kinds[campaign] += 1
        for key in keys:
            if len(self._under[key]) <= _MOST_UNDER_KEY:
                self._under[key].append(len(self._templates))
        self._templates.append((drawn, campaign, advert))

    def _joined(self, place: CampaignPlace) -> CampaignPlace:
        """Count the member, and take small campaigns in: the biggest of them keeps its name."""
        together = [place.campaign, *place.absorbs]
        keeps = max(together, key=lambda one: (one in self._decided, self._sizes[one], one == place.campaign))
        for one in together:
            if one != keeps:
                self._into[one] = keeps
                self._sizes[keeps] += self._sizes.pop(one, 0)
                self._kinds[keeps] += self._kinds.pop(one, 0)
        self._sizes[keeps] += 1
        if len(together) == 1:
            return place
        return replace(place, campaign=keeps, absorbs=tuple(sorted(one for one in together if one != keeps)))


def group_campaigns(readings: Iterable[LinkReading]) -> dict[str, CampaignPlace]:
    """Place all adverts, oldest first; the same result whatever order they come in. Advert id → place."""
    index = CampaignIndex()
    places = {reading.id: index.add(reading) for reading in in_time(readings)}
    return {advert: replace(place, campaign=index.current(place.campaign)) for advert, place in places.items()}


def in_time(readings: Iterable[LinkReading]) -> list[LinkReading]:
    """Return adverts oldest first, by id where the time is the same; those without a time last."""
    return sorted(readings, key=lambda reading: (reading.posted_at or _LATEST, reading.id))


def campaign_id(founder: str) -> str:
    """Return the id of the campaign that an advert founds: the same in every run."""
    return f"c-{hashlib.sha256(founder.encode()).hexdigest()[:12]}"


def compared_tokens(reading: LinkReading) -> tuple[str, ...]:
    """Return what is compared of an advert: its template, and where that is tiny what stands in the slots as well."""
    tokens = reading.template.tokens
    if sum(token[0] != "<" for token in tokens[:_ENOUGH]) >= TINY:
        return tokens
    return (*tokens, *_tiny_values(reading)) if tokens else ()


def _tiny_values(reading: LinkReading) -> Iterator[str]:
    reached = sorted(f"={point.kind}:{point.value}" for point in reading.contacts if point.kind != "person")
    yield from reached or [f"={reading.site}"]
