"""What the parts of linking hand to one another: rows in, contact points, templates, links and groups out.

Nothing here knows a database. Storage keeps what `LinkReading` holds, and calls `model.campaigns` and `model.brokers`
with readings again; both answer with ids of adverts only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from model.text import Quote

Verdict = Literal["same", "different", "unsure"]

CONTACT_KINDS = (
    "phone",
    "zalo",
    "telegram",
    "facebook",
    "viber",
    *("wechat", "line", "qq", "kakao", "instagram"),
    "email",
    "web",
    "bank",
    "tax_code",
    "licence",
    "company",
    "address",
    "person",
)
"""Kinds of contact points. A number said to be Zalo, Viber or Telegram is a `phone`; `zalo` is an official account.
`company`, `address`, `person` and `licence` name somebody without reaching them: weak, never a link by themselves
between two adverts that each have contacts of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """An advert as it comes to linking, from storage or a file; `id` is unique among the rows of one run."""

    id: str
    text: str
    site: str = ""
    url: str = ""
    posted_at: datetime | None = None
    """UTC-aware; None where unknown: such rows come last where time decides, and no gap is measured to them."""
    title: str = ""
    employer_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """Something in an advert by which its poster can be reached or named."""

    kind: str
    """One of `CONTACT_KINDS`."""
    value: str
    """One spelling for all ways of writing it: what is compared, and what storage keeps unique with `kind`."""
    shown: str
    """As people write it, for screens and reasons."""
    quote: Quote | None = None
    """Where it stands in the text; None where it came with the row (employer, address of the page)."""
    whose: str = "poster"
    """poster | board | building | other: whose it is by the words around it. Only the poster's count for linking."""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and value: what makes two contact points one."""
        return self.kind, self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a template where copies differ."""

    kind: str
    """phone | contact | bank | web | money | country | count | date | age | person | code"""
    value: str
    """As written in the original."""
    quote: Quote
    token: int
    """Which token of the template it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An advert's text in folded syllables, what varies between copies replaced by `<kind>`."""

    tokens: tuple[str, ...]
    slots: tuple[Slot, ...] = ()

    @property
    def text(self) -> str:
        """The tokens in one line."""
        return " ".join(self.tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReading:
    """One advert read for linking: all that campaigns and brokers need of it."""

    id: str
    site: str
    posted_at: datetime | None
    contacts: tuple[ContactPoint, ...]
    template: Template
    trade: frozenset[str] = frozenset()
    """What the work is, coarsely: codes of countries and of kinds of work; to tell a recycled number."""
    employer_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReason:
    """One comparison of a link: what agrees or differs, and its weight."""

    comparison: str
    """phone | handle | bank | email | web | company | address | person | licence | text | prior"""
    vietnamese: str
    english: str
    bits: float
    """Match weight, log2 of the Bayes factor; the reasons of a link add up to the link's `bits`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two adverts that seem to have one broker behind them, or that people said have."""

    a: str
    b: str
    probability: float
    bits: float
    reasons: tuple[LinkReason, ...]
    status: str = "linked"
    """linked | suggested (below the threshold) | held (above it, but not joined; `held_by` says why)"""
    held_by: str = ""
    """judgement | licence | weakest_link | recycled, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person said of two adverts: one broker, two, or not to be told. The newest of a pair counts."""

    a: str
    b: str
    verdict: Verdict
    made_at: datetime | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementConflict:
    """A judgement that cannot hold beside others: who is said to be the same is also said to be different."""

    judgement: Judgement
    path: tuple[str, ...]
    """Adverts from `a` to `b`, each judged the same as the next."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactUse:
    """How widely a contact point is used, over all that is kept and not over one run alone."""

    adverts: int
    employers: int
    """Distinct names of firms beside it."""
    sites: int
    others: int = 0
    """Groups of adverts beside it that have contacts of their own in common with no other group."""
    alone: int = 1
    """Adverts in which nobody can be reached by anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedContact:
    """A contact point that weighs nothing, or is proposed to: hotline of a board, office tower, mail host."""

    kind: str
    value: str
    why: str
    learned: bool = True
    """False where a person approved it; True where it waits for one."""
    use: ContactUse | None = None
    weighs: bool = False
    """True where a person said that it is the poster's own after all, however widely it is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where a giant group was parted: the links taken out, weakest first, and the sizes on both sides."""

    links: tuple[Link, ...]
    sizes: tuple[int, int]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlace:
    """Where one advert belongs."""

    campaign: str
    likeness: float
    """To its nearest copy, 0–1; 1 for an advert that founds a campaign."""
    nearest: str = ""
    """Id of that copy; empty where it founds the campaign."""
    absorbs: tuple[str, ...] = ()
    """Small campaigns that this advert shows to be the same: their members are now in `campaign`, with lineage."""
    bridges: tuple[str, ...] = ()
    """Other campaigns that it also resembles, too big or decided on: a suggestion to join them, not done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """What became of an earlier group: `into` took in `members` of `was`."""

    was: str
    into: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What one run of linking says; every advert given has a broker, alone where nothing links it."""

    brokers: Mapping[str, str]
    """Advert id → broker id."""
    links: tuple[Link, ...] = ()
    """Those that joined adverts, and judged ones."""
    suggestions: tuple[Link, ...] = ()
    """Below the threshold or held back; for a person."""
    conflicts: tuple[JudgementConflict, ...] = ()
    cuts: tuple[Cut, ...] = ()
    learned: tuple[SharedContact, ...] = ()
    """Contacts that this run took for shared without being told; for approval."""
    lineage: tuple[Lineage, ...] = ()
    """Earlier brokers that changed name: joined or parted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """A campaign for a page: its template once, and what each member has in each slot."""

    template: str
    """Original words of the member that stands for all, slots as `{1:fee}`."""
    slots: tuple[str, ...]
    """Kind of each slot, in order."""
    members: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    """Advert id → what it has in each slot; None where it has no such place."""
