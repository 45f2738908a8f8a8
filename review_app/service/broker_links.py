"""Why adverts have one broker, and to whom they may be tied as well: the graph, its words, and what waits."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from review_app.language import language
from review_app.service.broker import masks_of, scope_of
from review_app.service.broker_masks import Masks
from review_app.service.database import engine
from review_app.service.logins import Person
from storage.broker_dossiers.broker_parts import read_contacts, read_links, read_suggestions
from storage.broker_dossiers.broker_state import BrokerState, broker_states
from storage.broker_dossiers.broker_work import judgements_of
from storage.brokers import adverts_of, brokers_of
from storage.campaigns import campaigns_of
from storage.database import reading
from storage.people.scope import Scope, in_scope
from storage.personal_data.masks import mask_personal
from storage.tables import AdvertVersion, BrokerLink, BrokerMember, Campaign, CampaignMember

MOST_NODES = 30
"""What a person still reads."""
MOST_TIES = 45
_MOST_READ = 400
MOST_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison of two adverts, in words, and what it weighs."""

    said: str
    bits: float
    is_prior: bool = False
    """Whether it is what is held before anything was compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An item of the broker, or an advert where it has one item only."""

    key: int
    title: str | None
    """None where it lies outside what the reader works on."""
    adverts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The strongest link between two nodes."""

    a: int
    b: int
    advert_a: int
    advert_b: int
    bits: float
    probability: float
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The strongest ties of a broker, small enough to read."""

    nodes: Sequence[Node]
    ties: Sequence[Tie]
    of_items: bool
    """Whether nodes are items of the queue; else adverts."""
    left_out: int
    """Linked nodes that the graph has no room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A link to another's advert that waits for a person's word."""

    advert: int
    title: str | None
    """None where its item lies outside what the reader works on; the other's the same."""
    other_advert: int
    other_title: str | None
    other: BrokerState
    """The broker on the other side, as it was when this was drawn."""
    other_adverts: int
    bits: float
    probability: float
    held_by: str
    reasons: Sequence[Reason]


def read_graph(reader: Person, token: str | None, broker_id: str) -> Graph:
    """Return the strongest links of a broker as a graph; items that this person does not work on have no title."""
    with reading(engine()) as session:
        links = read_links(session, broker_id, most=_MOST_READ)
        masks = masks_of(session, reader, token, broker_id, read_contacts(session, broker_id))
        adverts = sorted({one for link in links for one in (link.advert_a, link.advert_b)})
        campaigns = campaigns_of(session, adverts)
        of_items = len(set(campaigns.values())) > 1
        node_of = campaigns if of_items else {advert: advert for advert in adverts}
        ties, shown = strongest(links, node_of)
        titles = _titles(session, [one for tie in ties for one in (tie.advert_a, tie.advert_b)], scope_of(reader))
    sizes = Counter(node_of.values())
    named = {node_of[advert]: masks.text(title) for advert, title in sorted(titles.items(), reverse=True)}
    return Graph(
        nodes=[Node(key=one, title=named.get(one), adverts=sizes[one]) for one in sorted(shown)],
        ties=[_tie(link, node_of, masks) for link in ties],
        of_items=of_items,
        left_out=len(sizes) - len(shown),
    )


def strongest(links: Sequence[BrokerLink], node_of: Mapping[int, int]) -> tuple[list[BrokerLink], set[int]]:
    """Return the strongest link of every two nodes, as many as a person reads, and those nodes.

    Taken from the strongest on, so that the graph hangs together as far as the strongest links do.
    """
    taken: dict[tuple[int, int], BrokerLink] = {}
    shown: set[int] = set()
    for link in sorted(links, key=lambda one: (-one.bits, one.id)):
        a, b = sorted((node_of.get(link.advert_a, 0), node_of.get(link.advert_b, 0)))
        if a == b or (a, b) in taken or len(shown | {a, b}) > MOST_NODES or len(taken) >= MOST_TIES:
            continue
        taken[a, b] = link
        shown |= {a, b}
    return list(taken.values()), shown


def read_waiting(reader: Person, token: str | None, broker_id: str) -> list[Suggestion]:
    """Return the suggestions to adverts of others that nobody has judged yet, the surest first."""
    with reading(engine()) as session:
        links = read_suggestions(session, broker_id, most=_MOST_READ)
        masks = masks_of(session, reader, token, broker_id, read_contacts(session, broker_id))
        ends = {one for link in links for one in (link.advert_a, link.advert_b)}
        brokers = brokers_of(session, ends)
        said = {(row.advert_a, row.advert_b) for row in judgements_of(session, broker_id)}
        waiting = [
            link
            for link in links
            if (link.advert_a, link.advert_b) not in said and brokers.get(link.advert_a) != brokers.get(link.advert_b)
        ][:MOST_SUGGESTIONS]
        titles = _titles(session, [one for link in waiting for one in (link.advert_a, link.advert_b)], scope_of(reader))
        others = {brokers[_ends(link, brokers, broker_id)[1]] for link in waiting}
        states = broker_states(session, sorted(others))
        sizes = {one: len(adverts) for one, adverts in adverts_of(session, others).items()}
    return [
        Suggestion(
            advert=own,
            title=masks.text(titles[own]) if own in titles else None,
            other_advert=other,
            # what is revealed is one broker, not whoever it may be tied to
            other_title=mask_personal(masks.text(titles[other]), names=()) if other in titles else None,
            other=states[brokers[other]],
            other_adverts=sizes[brokers[other]],
            bits=link.bits,
            probability=link.probability,
            held_by=link.held_by,
            reasons=_reasons(link, masks),
        )
        for link in waiting
        for own, other in (_ends(link, brokers, broker_id),)
    ]


def _ends(link: BrokerLink, brokers: Mapping[int, str], broker_id: str) -> tuple[int, int]:
    if brokers.get(link.advert_a) == broker_id:
        return link.advert_a, link.advert_b
    return link.advert_b, link.advert_a


def _tie(link: BrokerLink, node_of: Mapping[int, int], masks: Masks) -> Tie:
    return Tie(
        a=node_of[link.advert_a],
        b=node_of[link.advert_b],
        advert_a=link.advert_a,
        advert_b=link.advert_b,
        bits=link.bits,
        probability=link.probability,
        reasons=_reasons(link, masks),
    )


def _reasons(link: BrokerLink, masks: Masks) -> list[Reason]:
    said = "vietnamese" if language() == "vi" else "english"
    return [
        Reason(masks.text(_words(row, said)), float(row.get("bits", 0.0)), row.get("comparison") == "prior")
        for row in link.reasons
    ]


def _words(row: Mapping[str, Any], said: str) -> str:
    return str(row.get(said) or row.get("comparison") or "")


def _titles(session: Session, adverts: Collection[int], scope: Scope) -> dict[int, str]:
    """Return advert → title of those whose item lies within a scope."""
    in_campaign = (CampaignMember.advert_id == BrokerMember.advert_id) & CampaignMember.left_at.is_(None)
    query = (
        select(BrokerMember.advert_id, AdvertVersion.title)
        .join(AdvertVersion, AdvertVersion.id == BrokerMember.version_id)
        .join(CampaignMember, in_campaign)
        .join(Campaign, Campaign.id == CampaignMember.campaign_id)
        .where(BrokerMember.left_at.is_(None), BrokerMember.advert_id.in_(set(adverts)), *in_scope(scope))
    )
    return dict(session.execute(query).all())
