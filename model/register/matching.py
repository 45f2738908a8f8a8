"""Hold what an advert names against a list of enterprises; pure, and one answer an advert."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.fact_records import Facts
from model.records import AdvertText
from model.register import results
from model.register.index import Register
from model.register.names import names_a_branch
from model.register.numbers import phones_of, same_licence, site_of
from model.register.results import RegisterResult
from storage.folding import fold
from storage.records import ListedEnterprise

Found = tuple[str, tuple[ListedEnterprise, ...]]
"""What the advert says, and the entries it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What an advert says of who is behind it."""

    licences: tuple[str, ...] = ()
    tax_codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


def named_in(advert: AdvertText, facts: Facts) -> Named:
    """Gather from the facts of an advert what a list can be asked for."""
    names = (advert.employer_name.strip(), *(company.name for company in facts.companies))
    webs = (site_of(contact.value) for contact in facts.contacts if contact.kind == "web")
    return Named(
        licences=tuple(licence.number for licence in facts.licences),
        tax_codes=tuple(code.value for code in facts.tax_codes),
        names=tuple(dict.fromkeys(filter(None, names))),
        phones=tuple(phone.value for phone in facts.phones),
        sites=tuple(filter(None, webs)),
    )


def look_up(register: Register, named: Named, on: date) -> RegisterResult | None:
    """Return what a list says of an advert of the day `on`; None where it names nothing, or nobody in particular.

    Numbers go before names, names before near names, those before phones and sites.
    """
    search = _Search(register, named, on)
    return (
        search.by_number()
        or search.by_borrowed_name()
        or search.by_name()
        or search.by_likeness()
        or search.by_contact()
        or search.nothing()
    )


@dataclass(frozen=True, slots=True)
class _Search:
    register: Register
    named: Named
    on: date

    def by_number(self) -> RegisterResult | None:
        """A licence number or tax code stands in the list; the name may say otherwise."""
        numbers = [("licence_number", one, self.register.by_licence(one)) for one in self.named.licences]
        numbers += [("tax_code", one, self.register.by_tax_code(one)) for one in self.named.tax_codes]
        found = [(kind, one, entries) for kind, one, entries in numbers if entries]
        if not found:
            return None
        kind, number, entries = found[0]
        names = self._names()
        if names and not any(_related(entries, others) for _, others in names):
            name, others = names[0]
            return self._result(results.DIFFERENT, kind, name, entries[0], other=others[0], number=number)
        branch = next((entry for _, others in names for entry in others if entry.branch_of and entry in entries), None)
        speaks_as_branch = any(names_a_branch(name) for name, _ in names)
        return self._state(kind, number, branch if branch and speaks_as_branch else entries[0], speaks_as_branch)

    def by_borrowed_name(self) -> RegisterResult | None:
        """A name that is nearly one of the list stands beside the very name, and nothing else is that enterprise's."""
        listed = [entry for _, entries in self._names() for entry in entries]
        for name in self.named.names if listed else ():
            for entry in () if self.register.by_name(name) else self.register.near(name):
                agrees, differs = self._compare(entry)
                if entry in listed and differs and not agrees:
                    return self._look_alike(name, entry, differs)
        return None

    def by_name(self) -> RegisterResult | None:
        """A name stands in the list; an own number, tax code or site that is another's tells an imitator."""
        for name, entries in self._names():
            is_branch = names_a_branch(name)
            entry = next((one for one in entries if bool(one.branch_of) == is_branch), entries[0])
            agrees, differs = self._compare(entry)
            differs = [what for what in differs if what != "số điện thoại"]
            if differs and not agrees:
                return self._look_alike(name, entry, differs)
            kind = "name" if fold(name) not in fold(entry.trade_name) else "trade_name"
            return self._state(kind, name, entry, is_branch)
        return None

    def by_likeness(self) -> RegisterResult | None:
        """A name is nearly one of the list: a slip where something agrees, an imitator where something differs."""
        for name in self.named.names:
            for entry in self.register.near(name):
                agrees, differs = self._compare(entry)
                if agrees:
                    return self._state("name", name, entry, names_a_branch(name))
                if differs:
                    return self._look_alike(name, entry, differs)
        return None

    def by_contact(self) -> RegisterResult | None:
        """A phone or site stands in the list, and no number that does not."""
        if self.named.licences and self.register.has_numbers:
            return None
        for kind, values in (("phone", self.named.phones), ("website", self.named.sites)):
            for value in values:
                entries = self.register.by_contact([value], [])
                if len(entries) == 1:
                    return self._state(kind, value, entries[0], as_branch=False)
        return None

    def nothing(self) -> RegisterResult | None:
        """What the advert names is not in the list."""
        if self.named.licences and self.register.has_numbers:
            return self._result(results.NOT_FOUND, "licence_number", self.named.licences[0], None)
        if any(self.register.is_ambiguous(name) for name in self.named.names):
            return None
        if self.named.names:
            return self._result(results.NOT_FOUND, "name", self.named.names[0], None)
        if self.named.tax_codes and any(entry.tax_code for entry in self.register.entries):
            return self._result(results.NOT_FOUND, "tax_code", self.named.tax_codes[0], None)
        return None

    def _names(self) -> list[Found]:
        found = [(name, self.register.by_name(name)) for name in self.named.names]
        return [(name, entries) for name, entries in found if entries]

    def _compare(self, entry: ListedEnterprise) -> tuple[bool, list[str]]:
        """Return whether anything agrees with an entry, and what differs of what both of them state."""
        agrees, differs = False, []
        for what, same in _comparisons(entry, self.named):
            agrees = agrees or same
            if not same:
                differs.append(what)
        return agrees, differs

    def _look_alike(self, name: str, entry: ListedEnterprise, differs: list[str]) -> RegisterResult:
        number = self.named.licences[0] if "số giấy phép" in differs else ""
        return self._result(results.LOOK_ALIKE, "name", name, entry, number=number, differs=", ".join(differs))

    def _state(self, kind: str, value: str, entry: ListedEnterprise, as_branch: bool) -> RegisterResult:  # noqa: FBT001
        branch = as_branch or (bool(entry.branch_of) and not entry.may_collect)
        outcome = results.BRANCH if branch and entry.status == results.LICENSED else entry.status
        return self._result(outcome, kind, value, entry)

    def _result(
        self,
        outcome: str,
        kind: str,
        value: str,
        entry: ListedEnterprise | None,
        **more: str | ListedEnterprise,
    ) -> RegisterResult:
        return RegisterResult(
            outcome=outcome,
            matched_by=kind,
            named=value,
            entry=entry,
            listed_on=self.register.listed_on,
            age_days=(self.on - self.register.listed_on).days,
            **more,  # type: ignore[arg-type]  # other, number, differs
        )


def _comparisons(entry: ListedEnterprise, named: Named) -> Iterator[tuple[str, bool]]:
    """Yield, for all that both an entry and an advert state, what it is and whether they agree."""
    if entry.licence_number and named.licences:
        yield "số giấy phép", any(same_licence(entry.licence_number, one) for one in named.licences)
    if entry.tax_code and named.tax_codes:
        yield "mã số thuế", any(entry.tax_code[:10] == one[:10] for one in named.tax_codes)
    if phones := phones_of(entry.phone):
        yield from [("số điện thoại", not phones.isdisjoint(named.phones))] if named.phones else []
    if site := site_of(entry.website):
        yield from [("trang web", any(_same_site(site, one) for one in named.sites))] if named.sites else []


def _same_site(first: str, second: str) -> bool:
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _related(first: tuple[ListedEnterprise, ...], second: tuple[ListedEnterprise, ...]) -> bool:
    """Tell whether some of the entries are one enterprise, or branch and head office."""
    return any(_house(one) & _house(other) for one in first for other in second)


def _house(entry: ListedEnterprise) -> set[str]:
    keys = {fold(entry.name), fold(entry.branch_of), entry.licence_number, entry.tax_code[:10]}
    return {key for key in keys if key}
