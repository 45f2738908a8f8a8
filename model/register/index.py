"""A list of enterprises made quick to look into: by number, tax code, name, trade name, phone and site."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from rapidfuzz import fuzz, process

from model.register.names import NameKey, forms_agree, name_keys
from model.register.numbers import licence_key, phones_of, same_licence, site_of
from storage.records import ListedEnterprise

T = TypeVar("T")
Index = defaultdict[str, list[T]]

_NEAR, _NEAR_OWN = 86, 80
"""How alike, of 100, the whole name and its own words are where one imitates the other."""
_NEAR_SAME_OWN = 72
"""How alike the whole name is then where its own words are the very same."""
_SHORTEST_OWN = 4
"""Letters of its own that a name needs for being nearly another; one letter changes a shorter one altogether."""
_SHORTEST_BEGUN = 6
"""The same where more is put behind it."""
_SHORTEST_TRADE_NAME = 2
_NO_NAMES = frozenset({"tengiaodich", "khong", "khongco", "chuaco", "na", "none"})


@dataclass(frozen=True)
class Register:
    """One list, as the model looks into it."""

    name: str
    """Of the snapshot."""
    listed_on: date
    entries: tuple[ListedEnterprise, ...]

    @cached_property
    def has_numbers(self) -> bool:
        """Licence numbers are printed, so that one that is missing means something."""
        return any(entry.licence_number for entry in self.entries)

    def by_licence(self, number: str) -> tuple[ListedEnterprise, ...]:
        """Return the entries with a licence number, head office first."""
        found = [
            entry for entry in self._licences[licence_key(number)[0]] if same_licence(entry.licence_number, number)
        ]
        return _heads_first(found)

    def by_tax_code(self, code: str) -> tuple[ListedEnterprise, ...]:
        """Return the entries with a tax code, else those of the enterprise whose branch code it is."""
        return _heads_first(self._tax_codes[code] or self._tax_codes[code.partition("-")[0]])

    def by_contact(self, phones: Iterable[str], sites: Iterable[str]) -> tuple[ListedEnterprise, ...]:
        """Return the entries with one of the phones or sites."""
        found = [entry for one in (*phones, *sites) for entry in self._contacts[one]]
        return _heads_first(found)

    def by_name(self, name: str) -> tuple[ListedEnterprise, ...]:
        """Return the entries that a name means: by all its words, by its trade name, or by its own words alone."""
        keys = name_keys(name)
        whole = [entry for key in keys for entry in self._by_words(key)]
        return _heads_first(whole or [entry for key in keys for entry in self._by_own_words(key)])

    def near(self, name: str) -> tuple[ListedEnterprise, ...]:
        """Return the entries that a name nearly is, nearest first, those that it is not among them."""
        scores: dict[int, float] = {}
        for key in name_keys(name):
            if len(key.own_joined) < _SHORTEST_OWN:
                continue
            for _, score, place in process.extract(
                key.sorted, self._choices, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR_SAME_OWN, limit=30
            ):
                number, other = self._flat[place]
                if _imitates(key, other, score):
                    scores[number] = max(score, scores.get(number, 0))
        return tuple(self.entries[number] for number, _ in sorted(scores.items(), key=lambda item: -item[1]))

    def _by_words(self, key: NameKey) -> list[ListedEnterprise]:
        for spelling in (key.joined, key.sorted):  # two enterprises may differ in the order of their words alone
            found = [self.entries[number] for number, other in self._words[spelling] if forms_agree(key, other)]
            if found:
                return found
        return list(self._trade_names[key.joined])

    def _by_own_words(self, key: NameKey) -> list[ListedEnterprise]:
        """Return the entry whose own words are those of a shortened name; nothing where several could be meant."""
        if not key.own:
            return []
        found = {
            number
            for number, other in self._own[key.own_joined]
            if set(key.words) - set(key.own) <= set(other.words) and forms_agree(key, other)
        }
        meant = [self.entries[number] for number in found]
        return meant if len(_heads(meant)) == 1 else []

    def is_ambiguous(self, name: str) -> bool:
        """Tell whether a shortened name could mean several entries."""
        own = {number for key in name_keys(name) for number, _ in self._own[key.own_joined] if key.own}
        return len(own) > 1

    @cached_property
    def _flat(self) -> list[tuple[int, NameKey]]:
        return [(number, key) for number, entry in enumerate(self.entries) for key in name_keys(entry.name)]

    @cached_property
    def _choices(self) -> list[str]:
        return [key.sorted for _, key in self._flat]

    @cached_property
    def _words(self) -> Index[tuple[int, NameKey]]:
        spelled = ((spelling, pair) for pair in self._flat for spelling in {pair[1].sorted, pair[1].joined})
        return _index(spelled)

    @cached_property
    def _own(self) -> Index[tuple[int, NameKey]]:
        return _index((pair[1].own_joined, pair) for pair in self._flat)

    @cached_property
    def _trade_names(self) -> Index[ListedEnterprise]:
        named = ((key.joined, entry) for entry in self.entries for key in name_keys(entry.trade_name))
        return _index((key, entry) for key, entry in named if len(key) >= _SHORTEST_TRADE_NAME and key not in _NO_NAMES)

    @cached_property
    def _licences(self) -> Index[ListedEnterprise]:
        return _index((licence_key(entry.licence_number)[0], entry) for entry in self.entries if entry.licence_number)

    @cached_property
    def _tax_codes(self) -> Index[ListedEnterprise]:
        return _index((entry.tax_code, entry) for entry in self.entries if entry.tax_code)

    @cached_property
    def _contacts(self) -> Index[ListedEnterprise]:
        return _index(
            (one, entry)
            for entry in self.entries
            for one in (*phones_of(entry.phone), *filter(None, (site_of(entry.website),)))
        )


def _index(pairs: Iterable[tuple[str, T]]) -> Index[T]:
    index: Index[T] = defaultdict(list)
    for key, value in pairs:
        index[key].append(value)
    return index


def _imitates(key: NameKey, other: NameKey, score: float) -> bool:
    """Tell whether a name lives on another: its own words a letter off, more put behind them, or other common words."""
    mine, theirs = key.own_joined, other.own_joined
    if len(theirs) < _SHORTEST_OWN:
        return False
    if mine == theirs:
        return score >= _NEAR_SAME_OWN
    longer = len(theirs) >= _SHORTEST_BEGUN and mine.startswith(theirs)
    return score >= _NEAR and (longer or fuzz.ratio(mine, theirs) >= _NEAR_OWN)


def _heads_first(entries: Iterable[ListedEnterprise]) -> tuple[ListedEnterprise, ...]:
    return tuple(dict.fromkeys(sorted(entries, key=lambda entry: bool(entry.branch_of))))


def _heads(entries: list[ListedEnterprise]) -> list[ListedEnterprise]:
    return [entry for entry in entries if not entry.branch_of] or entries
