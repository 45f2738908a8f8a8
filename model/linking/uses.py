"""How widely contacts are used, and which of them are therefore nobody's own: hotlines, towers, agencies' mailboxes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from model.linking.company_names import words_of
from model.linking.groups import Groups
from model.linking.records import ContactPoint, ContactUse, LinkReading, SharedContact
from model.linking.shared import shared_list

Key = tuple[str, str]
REACHING = frozenset(
    (
        "phone",
        "zalo",
        "telegram",
        "facebook",
        "viber",
        "wechat",
        "line",
        "qq",
        "kakao",
        "instagram",
        "email",
        "web",
        "bank",
        "tax_code",
    )
)
"""Kinds by which somebody is reached or paid: one in common can link by itself."""
_MOST_OTHERS = 50
"""Adverts of one contact that are looked at for what else stands beside it."""
_ONE_TRADE = 0.6


def reaching(reading: LinkReading) -> list[ContactPoint]:
    """Return the poster's own contacts of an advert, those by which somebody is reached."""
    return [point for point in reading.contacts if point.kind in REACHING and point.whose == "poster"]


def employers_of(reading: LinkReading) -> set[str]:
    """Return whom the advert names as employer: one of the fields of a row, not the clients that its text tells of."""
    named = (point for point in reading.contacts if point.kind == "company" and point.quote is None)
    return {" ".join(words_of(point.value)) for point in named}


def contact_uses(readings: Iterable[LinkReading]) -> dict[Key, ContactUse]:
    """Count how widely each contact point is used; storage may do the same with a query."""
    adverts: Counter[Key] = Counter()
    employers: dict[Key, set[str]] = defaultdict(set)
    sites: dict[Key, set[str]] = defaultdict(set)
    beside: dict[Key, list[LinkReading]] = defaultdict(list)
    for reading in readings:
        firms = employers_of(reading)
        for point in reading.contacts:
            if point.kind != "company":
                adverts[point.key] += 1
                employers[point.key] |= firms
                sites[point.key].add(reading.site)
                if len(beside[point.key]) < _MOST_OTHERS:
                    beside[point.key].append(reading)
    return {
        key: ContactUse(
            adverts=count,
            employers=len(_unrelated(employers[key])),
            sites=len(sites[key]),
            others=_others(key, beside[key]) if count > 1 else 0,
        )
        for key, count in adverts.items()
    }


def _unrelated(names: set[str]) -> list[str]:
    """Return the names that are no part of a longer one: "lam son phat" goes with "kho van lam son phat"."""
    kept: list[str] = []
    for name in sorted(names, key=lambda one: (-len(one), one)):
        if not any(f" {name} " in f" {longer} " for longer in kept):
            kept.append(name)
    return kept


def _others(key: Key, readings: Sequence[LinkReading]) -> int:
    """Count the groups that the adverts beside a contact fall into by their other numbers and accounts.

    None where one kind of work stands in most of them: a broker who changes numbers keeps to his trade.
    """
    groups: Groups[Key] = Groups()
    trades: Counter[str] = Counter()
    for reading in readings:
        mine = [point.key for point in reaching(reading) if point.key != key]
        for other in mine:
            groups.join(mine[0], other)
        trades.update(reading.trade)
    most = max(trades.values(), default=0)
    return 0 if most >= _ONE_TRADE * len(readings) else len(groups.all())


def learned_shared(
    readings: Sequence[LinkReading], uses: Mapping[Key, ContactUse], known: Mapping[Key, SharedContact]
) -> dict[Key, SharedContact]:
    """Return the contacts that weigh nothing because of how they are used; what people said of one goes before."""
    limits = shared_list().limits
    found: dict[Key, SharedContact] = {}
    boards = _board_contacts(readings)
    for key, use in uses.items():
        kind, value = key
        if key in known or (kind not in REACHING and kind != "address"):
            continue
        why = ""
        if use.adverts > limits.blocking:
            why = f"{use.adverts} tin cùng dùng / used by {use.adverts} adverts"
        elif use.employers >= (limits.employers if use.sites == 1 else limits.employers_on_sites):
            why = f"{use.employers} đơn vị khác nhau cùng dùng / beside {use.employers} different firms"
        elif use.sites == 1 and use.others >= (limits.unconnected if use.alone else limits.never_alone):
            why = f"{use.others} nhóm liên hệ không liên quan cùng dùng / beside {use.others} unconnected groups"
        elif key in boards:
            why = f"có trên phần lớn tin của {boards[key]} / on many adverts of {boards[key]}"
        if why:
            found[key] = SharedContact(kind=kind, value=value, why=why, use=use)
    return found


def _board_contacts(readings: Sequence[LinkReading]) -> dict[Key, str]:
    """Return contacts that a large share of one site's adverts print, of several firms: the board's own."""
    limits = shared_list().limits
    totals = Counter(reading.site for reading in readings)
    printed: Counter[tuple[Key, str]] = Counter()
    firms: dict[tuple[Key, str], set[str]] = defaultdict(set)
    for reading in readings:
        names = employers_of(reading)
        for point in reaching(reading):
            printed[point.key, reading.site] += 1
            firms[point.key, reading.site] |= names
    return {
        key: site
        for (key, site), count in printed.items()
        if count >= max(limits.board_adverts, limits.board_share * totals[site])
        and len(firms[key, site]) >= limits.board_employers
    }
