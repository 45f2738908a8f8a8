"""What the fact readers hand on: one small record a kind of fact, each with its quote."""

from dataclasses import dataclass, fields
from typing import Any

from model.text import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of every fact: knows how to write itself as the screen contract wants it."""

    quote: Quote

    def row(self) -> dict[str, Any]:
        """Return the fact as JSON values, its quote last."""
        values = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "quote"}
        return {**values, "quote": self.quote.row()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Fact):
    """A phone number, in national digits (`0912345678`) or with its country code if foreign (`+81…`)."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wage(Fact):
    """What the work pays, in units of the currency: whole in VND, small change kept abroad; an open end is None."""

    min: float | None
    max: float | None
    currency: str
    period: str
    """hour | day | week | month | year | piece"""
    basis: str
    """basic | take_home | unspecified"""
    vnd_month_min: int | None = None
    vnd_month_max: int | None = None
    """From the figure in đồng that the advert states beside it, else estimated by the exchange table of the law date;
    None where the period cannot be made a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(Fact):
    """What the worker is asked to pay."""

    kind: str
    """service | brokerage | deposit | selection | training | uniform | seat | other"""
    amount: float
    """Lower figure where a range is asked; whole, but for small sums abroad."""
    currency: str
    vnd: int | None
    """Of `amount`: the figure in đồng that the advert states beside it, else an estimate by the exchange table."""
    total: bool
    """True for the sum of other items, or an all-in price."""
    amount_max: float | None = None
    """Upper figure of a range; None where one figure is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Fact):
    """Money promised other than wage."""

    kind: str
    """advance | referral_bonus | bonus | support"""
    amount: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination(Fact):
    """A country outside Việt Nam where the work is, ISO 3166 two letters."""

    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Age(Fact):
    """Ages asked for, in years; an open end is None."""

    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Fact):
    """A licence for sending workers abroad, in its one canonical spelling (`2098/LĐTBXH-GP`)."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersKept(Fact):
    """An original document that the worker must leave."""

    what: str
    """identity_card | passport | diploma | household_book | land_title | driving_licence | birth_certificate | other"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province(Fact):
    """A workplace, or the office of an order abroad, as one of the 34 provinces."""

    code: str
    """Two digits of the state's own list."""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A way to reach the poster other than by calling."""

    kind: str
    """zalo | telegram | facebook | viber | wechat | qq | line | email | web"""
    value: str
    """As one would type it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount(Fact):
    """An account that money shall go to."""

    number: str
    bank: str
    """Short name, empty where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxCode(Fact):
    """A firm's tax code whose check digit is right; a branch has a dash and three digits more."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Fact):
    """The number of a letter that approved or registered a supply contract, as printed."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Fact):
    """A firm or place of work by its printed name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Fact):
    """A condition of the work."""

    what: str
    """contract_months | probation_months | hours_per_day | days_per_week | headcount | departure_days | visa |
    language | diploma | board | lodging | travel_paid_by | interview_place | sex"""
    value: int | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was read from one advert; empty where nothing is read."""

    phones: tuple[Phone, ...] = ()
    wages: tuple[Wage, ...] = ()
    fees: tuple[Fee, ...] = ()
    offers: tuple[Offer, ...] = ()
    destinations: tuple[Destination, ...] = ()
    provinces: "tuple[Province, ...]" = ()
    ages: tuple[Age, ...] = ()
    licences: tuple[Licence, ...] = ()
    papers_kept: tuple[PapersKept, ...] = ()
    contacts: "tuple[Contact, ...]" = ()
    bank_accounts: "tuple[BankAccount, ...]" = ()
    tax_codes: "tuple[TaxCode, ...]" = ()
    approvals: "tuple[Approval, ...]" = ()
    companies: "tuple[Company, ...]" = ()
    terms: "tuple[Term, ...]" = ()
    contract_months: int | None = None

    def row(self) -> dict[str, Any]:
        """Return every field of the screen contract, empty ones included."""
        row: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            row[item.name] = [fact.row() for fact in value] if isinstance(value, tuple) else value
        return row
