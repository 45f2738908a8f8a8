"""Joining profiles into brokers, the surest pairs first, under what people said and what the law of names forbids."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from model.linking.cuts import Parted, is_giant, parts_of
from model.linking.groups import Groups
from model.linking.judged import Judged
from model.linking.profiles import STRONG, Profile
from model.linking.scoring import Scored

_OWN, _LINE = ("handle", "bank", "mail"), "02"
"""What, beside a mobile number, reaches one person: in common, it links in spite of two licences, as with somebody
who works for two firms."""
_MOST_OF_A_NAME = 6
"""Groups with contacts of their own that one name on one board may join; more is a name that many have."""


class Pair(NamedTuple):
    """A scored pair and what became of it: joined, or what held it."""

    scored: Scored
    joined: bool
    held_by: str = ""


class Clustered(NamedTuple):
    """Groups of profiles, by the number that stands for each, and every pair above the threshold."""

    groups: Groups[int]
    pairs: list[Pair]
    cuts: list[tuple[Parted, list[int]]]
    """Each with the numbers of the profiles of the group that was cut."""


def cluster(
    profiles: Sequence[Profile],
    scored: Iterable[Scored],
    judged: Judged,
    threshold: float,
    settled: Mapping[int, str] | None = None,
) -> Clustered:
    """Join profiles by judgement, then by contacts, then by names, as far as nothing forbids it.

    Profiles that are `settled` under one name are together from the start; then nothing is cut, but no giant is made.
    """
    edges = _sorted(profiles, (one for one in scored if one.first != one.second and one.probability >= threshold))
    forming = _Forming(profiles, judged, settled or {}, {})
    groups, pairs = forming.groups, [forming.take(edge) for edge in edges]
    cuts: list[tuple[Parted, list[int]]] = []
    sides: dict[str, int] = {}
    for members in groups.all().values():
        contacts = {number: _contacts(profiles[number]) for number in members}
        adverts = sum(len(profiles[number].members) for number in members)
        if not settled and is_giant((one for own in contacts.values() for one in own), adverts):
            parts, parted = parts_of(contacts)
            cuts += [(one, members) for one in parted]
            sides |= {contact: len(sides) + place for place, part in enumerate(parts) for contact in part if parted}
    if cuts:
        forming = _Forming(profiles, judged, {}, sides)
        groups, pairs = forming.groups, [forming.take(edge) for edge in edges]
    return Clustered(groups, pairs, cuts)


def links_by_itself(first: Profile, second: Profile) -> bool:
    """Tell whether two profiles share anything that may join them: a contact, a house, an employer on one board.

    A name, a licence or a text alone never does, however likely it makes the link; nor a house or an employer in two
    copies of one text that have other contacts: who takes over a text takes them over with it.
    """
    if any(_share(first, second, column) for column in STRONG) or _share_number(first, second):
        return True
    both = first.has_any() and second.has_any()
    if both and _share(first, second, "text"):
        return False
    return _share(first, second, "address") or _share(first, second, "firm_here")


def _sorted(profiles: Sequence[Profile], edges: Iterable[Scored]) -> list[Scored]:
    def rank(edge: Scored) -> tuple[bool, float, int, int]:
        first, second = profiles[edge.first], profiles[edge.second]
        contact = any(_share(first, second, column) for column in STRONG)
        return (not contact, -round(edge.probability, 9), edge.first, edge.second)

    return sorted(edges, key=rank)


class _Forming:
    """Groups while they grow, with what stands against joining two of them."""

    def __init__(
        self, profiles: Sequence[Profile], judged: Judged, settled: Mapping[int, str], sides: Mapping[str, int]
    ) -> None:
        self._profiles = profiles
        self._sides = sides
        self.groups: Groups[int] = Groups()
        self._licences: dict[int, set[str]] = {}
        self._judged: dict[int, set[str]] = {}
        self._contacts: dict[int, set[str]] = {}
        self._reached: dict[int, bool] = {}
        self._apart = judged.apart
        self._named: dict[str, set[int]] = defaultdict(set)
        together: dict[str, int] = {}
        for profile in profiles:
            number = self.groups.of(profile.number)
            self._licences[number] = set(profile.values["licence"])
            self._reached[number] = profile.has_any()
            self._contacts[number] = set(_contacts(profile)) if settled else set()
            # judged adverts are alone in their profiles
            said = {judged.same.of(one) for one in profile.members} if len(profile.members) == 1 else set()
            self._judged[number] = said
            names = {f"said {one}" for one in said} | ({f"was {settled[number]}"} if number in settled else set())
            for name in sorted(names):
                self._join(together.setdefault(name, number), number)

    def take(self, edge: Scored) -> Pair:
        first, second = self._profiles[edge.first], self._profiles[edge.second]
        one, other = self.groups.of(edge.first), self.groups.of(edge.second)
        if one == other:
            return Pair(edge, joined=False)
        held_by = self._held(first, second, one, other)
        if held_by:
            return Pair(edge, joined=False, held_by=held_by)
        self._join(edge.first, edge.second)
        return Pair(edge, joined=True)

    def _held(self, first: Profile, second: Profile, one: int, other: int) -> str:
        if any(self._apart.get(said, frozenset()) & self._judged[other] for said in self._judged[one]):
            return "judgement"
        nicknamed = self._reached[one] and self._reached[other] and _is_nickname_alone(first, second)
        if nicknamed or not links_by_itself(first, second):
            return "name"
        if self._side(first) != self._side(second) or self._gets_giant(one, other):
            return "weakest_link"
        mine, theirs = self._licences[one], self._licences[other]
        if mine and theirs and not mine & theirs and not _share_own(first, second):
            return "licence"
        return "common_name" if self._is_of_many(first, second) else ""

    def _gets_giant(self, one: int, other: int) -> bool:
        """Tell whether two brokers from before would make a giant: only a run on everything can part it again."""
        mine, theirs = self._contacts[one], self._contacts[other]
        return min(len(mine), len(theirs)) > 1 and is_giant(mine | theirs, 0)

    def _side(self, profile: Profile) -> int:
        sides = Counter(self._sides[one] for one in _contacts(profile) if one in self._sides)
        return min(sides, key=lambda side: (-sides[side], side)) if sides else -1

    def _is_of_many(self, first: Profile, second: Profile) -> bool:
        if any(_share(first, second, column) for column in (*STRONG, "address")):
            return False
        names = set(first.values["firm_here"]) & set(second.values["firm_here"])
        for name in names:
            self._named[name] |= {self.groups.of(one.number) for one in (first, second)}
        return bool(names) and all(len(self._named[name]) > _MOST_OF_A_NAME for name in names)

    def _join(self, first: int, second: int) -> None:
        one, other = self.groups.of(first), self.groups.of(second)
        if one != other:
            top = self.groups.join(*sorted((one, other)))
            self._licences[top] = self._licences[one] | self._licences[other]
            self._contacts[top] = self._contacts[one] | self._contacts[other]
            self._reached[top] = self._reached[one] or self._reached[other]
            self._judged[top] = self._judged[one] | self._judged[other]


def _share(first: Profile, second: Profile, column: str) -> bool:
    return not set(first.values[column]).isdisjoint(second.values[column])


def _is_nickname_alone(first: Profile, second: Profile) -> bool:
    """Tell whether a nickname in a trade is all that ties two: of men with numbers of their own many have the same."""
    common = set(first.values["address"]) & set(second.values["address"])
    others = (*STRONG, "firm_here")
    return (
        bool(common)
        and all(one.endswith(")") for one in common)
        and not any(_share(first, second, column) for column in others)
    )


def _share_own(first: Profile, second: Profile) -> bool:
    # two firms in one house have one line, and nobody is reached by it alone
    phones = set(first.values["phone"]) & set(second.values["phone"])
    return any(not number.startswith(_LINE) for number in phones) or any(_share(first, second, one) for one in _OWN)


def _share_number(first: Profile, second: Profile) -> bool:
    mine = {*first.values["phone"], *first.values["phone_shared"]}
    return not mine.isdisjoint((*second.values["phone"], *second.values["phone_shared"]))


def _contacts(profile: Profile) -> list[str]:
    return [f"{column.removesuffix('_shared')}:{value}" for column in STRONG for value in profile.values[column]]
