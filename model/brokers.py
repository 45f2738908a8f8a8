"""Brokers: which adverts have one person or firm behind them (step 8), with reasons, guards and people's last word.

The steps: what everybody shares is set aside, numbers that changed hands are told apart, adverts that are the same in
all that is compared become one profile, profiles that share something are scored by Splink with shipped weights, and
joined surest first as far as judgements, licences and weak places allow. Whatever is left over is a suggestion.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from model.campaigns import in_time
from model.linking.clusters import Clustered, Pair, cluster
from model.linking.judged import Judged, close
from model.linking.pairs import pairs_of
from model.linking.prepared import Prepared, prepare
from model.linking.profiles import Profile
from model.linking.records import (
    ContactUse,
    Cut,
    Grouping,
    Judgement,
    Lineage,
    Link,
    LinkReading,
    LinkReason,
    SharedContact,
)
from model.linking.scoring import Scored, score_pairs
from model.linking.sentences import reasons_of
from model.linking.uses import contact_uses
from model.linking.weights import weights

__all__ = ["broker_id", "contact_uses", "link_brokers"]


def link_brokers(  # noqa: PLR0913 - what is known from before comes by name, and is empty in a run on a file
    readings: Sequence[LinkReading],
    campaigns: Mapping[str, str],
    *,
    judgements: Iterable[Judgement] = (),
    shared: Iterable[SharedContact] = (),
    uses: Mapping[tuple[str, str], ContactUse] | None = None,
    known: Mapping[str, str] | None = None,
    fresh: Collection[str] | None = None,
    figures: dict[str, Any] | None = None,
) -> Grouping:
    """Group adverts by the broker behind them.

    Args:
        readings: the adverts; for an incremental run the fresh ones, and all that have a contact point, a house or a
            name of a firm in common with them.
        campaigns: advert id → campaign id.
        judgements: of people, on pairs of adverts; those on adverts that are not given are left out.
        shared: what people said of contacts: that they weigh nothing, or that they are somebody's own after all.
        uses: (kind, value) → how widely a contact is used over all that is kept; counted from `readings` if not given.
        known: advert id → broker id from before; a group keeps the id that most of its members had.
        fresh: in an incremental run the adverts that are new; only pairs with one of them are compared, and what was
            together in `known` stays together, but for brokers with a member that people judged: these are formed anew,
            and all their members have to be given.
        figures: other weights than the shipped ones, to measure what fitting on other adverts would give.
    """
    ordered = in_time(readings)
    said = tuple(judgements)
    judged = close(said, {reading.id for reading in ordered})
    single = {advert for one in said for advert in (one.a, one.b)}
    prepared = prepare(ordered, campaigns, shared, uses, single)
    known = known or {}
    settled = _settled(prepared.profiles, known, fresh, single)
    scored = score_pairs(prepared.profiles, pairs_of(prepared.profiles, settled), figures)
    clustered = cluster(prepared.profiles, scored, judged, (figures or weights())["threshold"], settled)
    brokers, lineage = _named(prepared, clustered, known)
    return Grouping(
        brokers=brokers,
        links=(*_joined(prepared, clustered, scored), *_of_people(judged)),
        suggestions=tuple(_suggested(prepared, clustered, scored, judged)),
        conflicts=judged.conflicts,
        cuts=tuple(_cuts(prepared, clustered)),
        learned=tuple(prepared.learned),
        lineage=lineage,
    )


def _settled(
    profiles: Sequence[Profile], known: Mapping[str, str], fresh: Collection[str] | None, judged: Collection[str]
) -> dict[int, str]:
    """Return the profiles whose broker is not asked again in an incremental run."""
    if fresh is None:
        return {}
    anew = {known[advert] for advert in judged if advert in known}
    settled = {}
    for profile in profiles:
        names = {known.get(advert, "") for advert in profile.members}
        if (
            len(names) == 1
            and "" not in names
            and not names & anew
            and not any(one in fresh for one in profile.members)
        ):
            settled[profile.number] = names.pop()
    return settled


def broker_id(founder: str) -> str:
    """Return the id of the broker whose oldest advert this is: the same in every run."""
    return f"b-{hashlib.sha256(founder.encode()).hexdigest()[:12]}"


def _named(
    prepared: Prepared, clustered: Clustered, known: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Lineage, ...]]:
    """Give every group an id: the one most of its members had, each to one group only, else a new one."""
    groups = [
        [advert for number in sorted(numbers) for advert in prepared.profiles[number].members]
        for numbers in clustered.groups.all().values()
    ]
    wishes = []
    for place, adverts in enumerate(groups):
        before = Counter(known[advert] for advert in adverts if advert in known)
        wishes += [(-count, was, place) for was, count in before.items()]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, was, place in sorted(wishes):
        if was not in taken and place not in names:
            names[place] = was
            taken.add(was)
    brokers: dict[str, str] = {}
    for place, adverts in enumerate(groups):
        name = names.get(place) or next(one for one in _new_names(adverts) if one not in taken)
        taken.add(name)
        brokers |= dict.fromkeys(adverts, name)
    return brokers, _lineage(known, brokers)


def _new_names(adverts: Sequence[str]) -> Iterator[str]:
    yield from (broker_id(advert) for advert in adverts)
    yield from (broker_id(f"{adverts[0]}/{again}") for again in range(1, 1_000))


def _lineage(known: Mapping[str, str], brokers: Mapping[str, str]) -> tuple[Lineage, ...]:
    moved: dict[tuple[str, str], list[str]] = defaultdict(list)
    for advert, name in brokers.items():
        if advert in known and known[advert] != name:
            moved[known[advert], name].append(advert)
    return tuple(Lineage(was=was, into=into, members=tuple(adverts)) for (was, into), adverts in sorted(moved.items()))


def _joined(prepared: Prepared, clustered: Clustered, scored: Sequence[Scored]) -> Iterator[Link]:
    """Yield the links that hold groups together: inside a profile to its oldest advert, and between profiles."""
    for one in scored:
        if one.first == one.second:
            profile = prepared.profiles[one.first]
            reasons = reasons_of(one, profile, profile)
            for advert in profile.members[1:]:
                yield Link(a=profile.members[0], b=advert, probability=one.probability, bits=one.bits, reasons=reasons)
    for pair in clustered.pairs:
        if pair.joined:
            yield _link(prepared, pair.scored)


def _link(prepared: Prepared, scored: Scored, status: str = "linked", held_by: str = "") -> Link:
    first, second = prepared.profiles[scored.first], prepared.profiles[scored.second]
    return Link(
        a=first.members[0],
        b=second.members[0],
        probability=scored.probability,
        bits=scored.bits,
        reasons=reasons_of(scored, first, second),
        status=status,
        held_by=held_by,
    )


def _of_people(judged: Judged) -> Iterator[Link]:
    for members in judged.same.all().values():
        for advert in members[1:]:
            said = LinkReason(
                comparison="judgement",
                vietnamese="người kiểm tra kết luận là một",
                english="a person said so",
                bits=0.0,
            )
            yield Link(a=members[0], b=advert, probability=1.0, bits=0.0, reasons=(said,))


def _suggested(prepared: Prepared, clustered: Clustered, scored: Sequence[Scored], judged: Judged) -> Iterator[Link]:
    """Yield the best pair of every two groups that might be one, those first that were held back."""
    held = {(pair.scored.first, pair.scored.second): pair for pair in clustered.pairs if pair.held_by}
    seen: set[tuple[int, int]] = set()
    for one in sorted(scored, key=lambda pair: (-round(pair.probability, 9), pair.first, pair.second)):
        if one.probability < weights()["suggested"]:
            break
        left, right = sorted((clustered.groups.of(one.first), clustered.groups.of(one.second)))
        if left == right or (left, right) in seen:
            continue
        link = _suggestion(prepared, one, held.get((one.first, one.second)))
        if frozenset((link.a, link.b)) not in judged.unsure:
            seen.add((left, right))
            yield link


def _suggestion(prepared: Prepared, scored: Scored, pair: Pair | None) -> Link:
    if pair is None:
        return _link(prepared, scored, "suggested")
    if pair.held_by == "name":
        return _link(prepared, scored, "suggested", "name")
    return _link(prepared, scored, "held", pair.held_by)


def _cuts(prepared: Prepared, clustered: Clustered) -> Iterator[Cut]:
    by_pair = {(pair.scored.first, pair.scored.second): pair.scored for pair in clustered.pairs}
    for parted, members in clustered.cuts:
        around = set(members)
        taken_out = [
            _link(prepared, one, "held", "weakest_link")
            for (first, second), one in by_pair.items()
            if {first, second} & set(parted.ties) and {first, second} <= around
        ]
        sizes = (len(parted.left), len(parted.right))
        yield Cut(
            links=tuple(taken_out),
            sizes=sizes,
            sentence=(
                f"nhóm quá lớn được tách tại mối nối yếu nhất: {sizes[0]} và {sizes[1]} liên hệ, chỉ nối bởi "
                f"{len(parted.ties)} tin / a giant group was parted where {len(parted.ties)} adverts alone tie "
                f"{sizes[0]} contacts to {sizes[1]}"
            ),
        )
