"""What is compared of adverts: one profile for all that have the same contacts, names and text."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.linking.company_names import form_of, words_of
from model.linking.persons import RANKS
from model.linking.records import ContactPoint, LinkReading
from model.linking.tenures import MOBILE
from model.linking.trades import ABROAD
from model.linking.uses import REACHING, Key, reaching

STRONG = ("phone", "phone_shared", "handle", "bank", "mail", "web")
"""Columns of which one value in common can link by itself."""
COLUMNS = (
    *STRONG, "address", "firm", "firm_here", "firm_claimed", "firm_part", "person", "person_short", "licence", "text",
)  # fmt: skip
"""What a profile holds, each a tuple of values:

`phone_shared` numbers beside several firms, and toll-free ones; `firm` names with their form; `firm_here` the same
with the board where they are the employer; `firm_claimed` names of licensed enterprises, which anybody may print;
`firm_part` names that are part of a longer one or only stand in the text; `person` names of two words and more,
`person_short` of one.
"""
_COLUMN_OF = {"phone": "phone", "bank": "bank", "email": "mail", "web": "web", "tax_code": "bank"}
_FORMS = ("joint_stock", "limited")
_FEWEST_WORDS = 3
_CREWS = frozenset(("sea", "farm", "building", "driving"))
"""Trades of crews, where men go by rank and name."""
_COMMON_USE, _COMMON_LINE = 4, 3
"""Firms beside a mobile number, or a line of a house, from which it is half somebody's own: a broker has a name for
each of two or three trades, and a house one telephone."""
_TOLL = ("1800", "1900")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Adverts that are the same in all that is compared."""

    number: int
    members: tuple[str, ...]
    """Ids, oldest first."""
    values: Mapping[str, tuple[str, ...]]

    def has_any(self, columns: Collection[str] = STRONG) -> bool:
        """Tell whether one of the columns has a value."""
        return any(self.values[column] for column in columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What must be known of all adverts to make the profile of one."""

    campaigns: Mapping[str, str]
    shared: Collection[Key]
    holders: Mapping[tuple[str, Key], int]
    firms_beside: Mapping[Key, int]
    claimed: Collection[tuple[str, ...]]
    """Names that stand beside a licence in some advert."""
    named: Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]
    """Names of firms by their first three words, to be found in texts."""
    own: Collection[Key] = ()
    """Contacts that a person called somebody's own: his, whatever firms stand beside it."""
    single: Collection[str] = ()
    """Adverts that people judged: each is a profile of its own, whatever it has in common with others."""


def profiles_of(readings: Sequence[LinkReading], known: Known) -> list[Profile]:
    """Return the profiles of adverts that are in the order of time."""
    members: dict[tuple[str, tuple[tuple[str, ...], ...]], list[str]] = defaultdict(list)
    for reading in readings:
        values = _values(reading, known)
        compared = tuple(tuple(sorted(values.get(column, ()))) for column in COLUMNS)
        alone = reading.id in known.single or not any(compared)
        members[reading.id if alone else "", compared].append(reading.id)
    return [
        Profile(number=number, members=tuple(ids), values=dict(zip(COLUMNS, values, strict=True)))
        for number, ((_, values), ids) in enumerate(members.items())
    ]


def _values(reading: LinkReading, known: Known) -> dict[str, set[str]]:
    values: dict[str, set[str]] = defaultdict(set)
    for point in reading.contacts:
        if point.whose != "poster" or point.key in known.shared:
            continue
        if point.kind in REACHING:
            column, value = _reached(reading.id, point, known)
            values[column].add(value)
        elif point.kind == "company":
            _add_firm(values, point, _board(reading), known)
        elif point.kind == "person":
            values["person" if " " in point.value else "person_short"].add(point.value)
        elif point.kind in ("address", "licence"):
            values[point.kind].add(point.value)
    values["firm_part"] |= _named(reading, known)
    # "Ba Cồ" of the boats is one man: such names are given to tell men of one trade apart
    values["address"] |= {f"{nick} ({trade})" for nick in _nicknames(reading) for trade in reading.trade & _CREWS}
    campaign = known.campaigns.get(reading.id)
    if campaign:
        values["text"].add(campaign)
    return values


def _reached(advert: str, point: ContactPoint, known: Known) -> tuple[str, str]:
    holder = known.holders.get((advert, point.key), 0)
    value = f"{point.value}#{holder + 1}" if holder else point.value
    column = _COLUMN_OF.get(point.kind)
    most = _COMMON_USE if MOBILE.fullmatch(point.value) else _COMMON_LINE
    of_many = known.firms_beside.get(point.key, 0) >= most or point.value[:4] in _TOLL
    if column == "phone" and of_many and point.key not in known.own:
        column = "phone_shared"
    return (column, value) if column else ("handle", f"{point.kind}:{value}")


def _add_firm(values: dict[str, set[str]], point: ContactPoint, site: str, known: Known) -> None:
    words, form = words_of(point.value), form_of(point.value)
    name = " ".join(words)
    if words in known.claimed:
        values["firm_claimed"].add(name)
    elif len(words) < _FEWEST_WORDS:
        values["firm_part"].add(name)
    else:
        # a name without a form goes with either; two forms that differ are two firms
        values["firm"] |= {f"{name}|{one}" for one in ((form,) if form else ("", *_FORMS))}
        if point.quote is None and site:
            values["firm_here"] |= {f"{name}|{one}@{site}" for one in ((form,) if form else ("", *_FORMS))}
    for start in range(1, len(words) - _FEWEST_WORDS + 1):
        values["firm_part"].add(" ".join(words[start:]))


def _nicknames(reading: LinkReading) -> Iterator[str]:
    for point in reading.contacts:
        if point.kind == "person" and point.value.split()[0] in RANKS and " " in point.value:
            yield point.value


def _board(reading: LinkReading) -> str:
    """Return the board where an employer's name is worth something: not a group, and not for work abroad.

    There names of enterprises are taken most, and licences are what tells; with no contact nobody is reached anyway.
    """
    if "." not in reading.site or (ABROAD in reading.trade and any(True for _ in reaching(reading))):
        return ""
    return reading.site


def _named(reading: LinkReading, known: Known) -> set[str]:
    """Return the names of known firms that stand in the text of an advert."""
    tokens = reading.template.tokens
    found = set()
    for place, begin in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        for words in known.named.get(begin, ()):
            if tokens[place : place + len(words)] == words and words not in known.claimed:
                found.add(" ".join(words))
    return found
