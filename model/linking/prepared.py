"""Everything that must be known of adverts before pairs are compared: who shares what, who claims whose name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from model.linking.company_names import words_of
from model.linking.profiles import Known, Profile, profiles_of
from model.linking.records import ContactUse, LinkReading, SharedContact
from model.linking.shared import shared_list
from model.linking.tenures import tenures
from model.linking.uses import Key, contact_uses, learned_shared

_FEWEST_WORDS = 3


class Prepared(NamedTuple):
    """Profiles ready to be compared, and what was found out on the way."""

    profiles: list[Profile]
    learned: list[SharedContact]
    holders: Mapping[tuple[str, Key], int]


def prepare(
    readings: Sequence[LinkReading],
    campaigns: Mapping[str, str],
    shared: Iterable[SharedContact] = (),
    uses: Mapping[Key, ContactUse] | None = None,
    single: Collection[str] = (),
) -> Prepared:
    """Make the profiles of adverts that are in the order of time; those in `single` stay alone in theirs."""
    told = {(one.kind, one.value): one for one in shared}
    counted = contact_uses(readings) if uses is None else uses
    learned = learned_shared(readings, counted, told)
    listed = {("phone", number) for number in shared_list().phones}
    weightless = {key for key, one in told.items() if not one.weighs} | listed | set(learned)
    firms = [(one, {words_of(p.value) for p in one.contacts if p.kind == "company"}) for one in readings]
    claimed = {
        words for one, names in firms if any(point.kind == "licence" for point in one.contacts) for words in names
    }
    known = Known(
        campaigns=campaigns,
        shared=frozenset(weightless),
        holders=tenures(readings, campaigns),
        firms_beside={key: use.employers for key, use in counted.items()},
        own={key for key, one in told.items() if one.weighs},
        claimed=frozenset(claimed),
        named=_by_first_words({words for _, names in firms for words in names}),
        single=single,
    )
    return Prepared(profiles_of(readings, known), [learned[key] for key in sorted(learned)], known.holders)


def _by_first_words(names: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Return names of firms of three words and more under their first three, with what they are called for short."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(names):
        for start in range(len(words) - _FEWEST_WORDS + 1):
            short = words[start:]
            if short not in found[short[:_FEWEST_WORDS]]:
                found[short[:_FEWEST_WORDS]].append(short)
    return dict(found)
