"""Campaigns in the database: each new advert finds its campaign by stored keys, and nothing is regrouped.

Only what shares a key with a new advert is loaded, so that a night's adverts cost what they are and not what is kept.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from model.campaigns import CampaignIndex, campaign_id, compared_tokens, in_time
from model.kept_readings import member_without_words, restore
from model.linking.records import CampaignPlace, LinkReading
from model.linking.shingles import copy_keys, likeness, sketch
from storage.campaigns import add_campaign, campaigns_of, decided_campaigns, members_of, move_adverts
from storage.contacts import KeptReading, load_readings, newest_readings
from storage.copies import keep_keys, keyed_versions, versions_under, versions_with_same_words

MOST_KINDS = 24
"""Different templates of one campaign that get keys; more say nothing new."""


def place_copies(session: Session, fresh: Sequence[KeptReading], *, now: datetime) -> set[int]:
    """Put adverts that were just read into the campaigns of their copies; return the campaigns they are in.

    A campaign that somebody decided on is never taken into another, and its members stay: what resembles it may come.
    """
    placing = _Placing.begin(session, fresh)
    for reading in in_time(restore(one) for one in fresh):
        placing.place(reading, now=now)
    keep_keys(session, placing.keys)
    into = placing.moves()
    before = campaigns_of(session, into)
    moved = {advert: campaign for advert, campaign in into.items() if before.get(advert) != campaign}
    move_adverts(session, moved, now=now)
    return set(into.values())


@dataclass
class _Placing:
    """One batch on its way: the index of what may be alike, and names of campaigns as the index has them."""

    session: Session
    index: CampaignIndex
    versions: Mapping[int, int]
    """Advert → version, of the new ones."""
    own: dict[int, int]
    """New advert → the campaign it is in so far."""
    members: Mapping[int, list[int]]
    decided: set[int]
    known: dict[int, list[LinkReading]]
    """Campaign → those of its members that stand for its templates."""
    kinds: Counter[int]
    names: dict[str, int] = field(default_factory=dict)
    places: dict[int, CampaignPlace] = field(default_factory=dict)
    keys: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Version → keys, of those whose words are new in their campaigns."""

    @classmethod
    def begin(cls, session: Session, fresh: Sequence[KeptReading]) -> "_Placing":
        versions = {one.advert_id: one.version_id for one in fresh}
        own = campaigns_of(session, versions)
        likely = _likely(session, fresh, own)
        of = campaigns_of(session, [one.advert_id for one in likely])
        campaigns = {*of.values(), *own.values()}
        decided = decided_campaigns(session, campaigns)
        members = members_of(session, campaigns)
        known: dict[int, list[LinkReading]] = {}
        for one in likely:
            known.setdefault(of[one.advert_id], []).append(restore(one))
        keyed = keyed_versions(session, [one.version_id for one in likely])
        kinds = Counter(of[one.advert_id] for one in likely if one.version_id in keyed)
        index = CampaignIndex({str(one) for one in decided})
        placing = cls(session, index, versions, own, members, decided, known, kinds)
        placing.fill()
        return placing

    def fill(self) -> None:
        """Put what is known into the index, and count the members that are not compared."""
        for campaign, readings in sorted(self.known.items()):
            name = self._name(campaign)
            for reading in readings:
                self.index.add(reading, campaign=name)
            shown = {int(reading.id) for reading in readings} | self.versions.keys()
            for advert in self.members[campaign]:
                if advert not in shown:
                    self.index.add(member_without_words(advert), campaign=name)

    def place(self, reading: LinkReading, *, now: datetime) -> None:
        """Place one new advert, and note its keys where its words are new in its campaign."""
        advert = int(reading.id)
        own = self.own[advert]
        stays = self._stays(reading, own)
        place = self.index.add(reading, campaign=self._name(own) if stays else None)
        if place.campaign == campaign_id(reading.id):
            # founding: an edited advert that is no copy of its campaign any more leaves the others there
            alone = set(self.members[own]) <= {advert}
            self.names[place.campaign] = own if alone else add_campaign(self.session, now=now)
        self.places[advert] = place
        self._note_keys(reading, place, stays=stays)

    def moves(self) -> dict[int, int]:
        """Return advert → campaign for the new ones, and for all of campaigns that were taken into another."""
        into = {advert: self._campaign(place.campaign) for advert, place in self.places.items()}
        for campaign in self.known:
            taken = self._campaign(self._name(campaign))
            if taken != campaign:
                into = dict.fromkeys(self.members[campaign], taken) | into
        return into

    def _stays(self, reading: LinkReading, own: int) -> bool:
        if own in self.decided and set(self.members[own]) <= {int(reading.id)}:
            return True
        mine = sketch(compared_tokens(reading))
        if not reading.template.tokens:
            return True
        others = (other for other in self.known.get(own, ()) if other.id != reading.id)
        return any(likeness(mine, sketch(compared_tokens(other))).copies for other in others if other.template.tokens)

    def _note_keys(self, reading: LinkReading, place: CampaignPlace, *, stays: bool) -> None:
        campaign = self._campaign(place.campaign)
        is_new = stays or place.likeness < 1 or not place.nearest
        if is_new and self.kinds[campaign] < MOST_KINDS:
            self.kinds[campaign] += 1
            self.keys[self.versions[int(reading.id)]] = copy_keys(sketch(compared_tokens(reading)))

    def _name(self, campaign: int) -> str:
        name = str(campaign)
        self.names[name] = campaign
        return name

    def _campaign(self, name: str) -> int:
        return self.names[self.index.current(name)]


def _likely(session: Session, fresh: Sequence[KeptReading], own: Mapping[int, int]) -> list[KeptReading]:
    """Return what may be copies: newest readings under the keys of the new ones, or with the same words."""
    new = {one.advert_id for one in fresh}
    keys = {key for one in fresh for key in copy_keys(sketch(compared_tokens(restore(one))))}
    found = versions_under(session, keys) | versions_with_same_words(session, (one.compared_sha256 for one in fresh))
    beside = [advert for members in members_of(session, own.values()).values() for advert in members]
    newest = newest_readings(session, beside)
    found |= keyed_versions(session, [version for advert, version in newest.items() if advert not in new])
    loaded = load_readings(session, found)
    current = newest_readings(session, [one.advert_id for one in loaded])
    return [one for one in loaded if one.advert_id not in new and current[one.advert_id] == one.version_id]
