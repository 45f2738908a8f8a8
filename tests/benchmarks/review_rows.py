"""What the benchmark of reviewing times: each row opens what a page opens, of an item or broker that is drawn."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from review_office import LARGEST
from sqlalchemy import Engine, text

from review_app.service import (
    broker,
    broker_adverts,
    broker_links,
    broker_past,
    brokers,
    history,
    item,
    overview,
    shared_contacts,
    worklist,
)
from review_app.service.logins import Person
from storage.broker_dossiers.broker_list import BrokerFilter
from storage.broker_dossiers.dossiers import read_dossier
from storage.database import reading
from storage.people.scope import Scope
from storage.provinces import PROVINCES
from storage.worklist.queue import QueueFilter

COUNTED = (
    *("overview", "overview, trends", "brokers, by score", "brokers, by reach"),
    *("shared contacts", "shared, in scope"),
)
"""Rows that count over the whole office, or over contacts that stand all over it, and so grow with it."""
READER = Person(id=1, name="can-bo-0", full_name="Cán bộ Mẫu", role="officer")

Rows = dict[str, Callable[[random.Random], object]]
"""Name → a function that draws what it opens."""


def rows_of(engine: Engine) -> Rows:
    """Return what is timed, each by a name: a function that draws what it looks at."""
    with engine.connect() as connection:
        of_brokers = connection.execute(text(_OF_BROKERS)).all()
        phones = list(connection.execute(text("SELECT value FROM contact WHERE kind = 'phone'")).scalars())
    sizes = Counter(key for key, _ in of_brokers)
    large = [key for key, adverts in sizes.items() if adverts >= LARGEST]
    usual = [(key, campaign) for key, campaign in of_brokers if key not in large]
    campaigns, keys = sorted({campaign for _, campaign in usual}), [key for key, _ in usual]
    rows = {
        **_of_the_queue(phones),
        "item": lambda chance: item.read(chance.choice(campaigns)),
        "next item": lambda chance: worklist.item_after(chance.choice(campaigns), QueueFilter()),
        **_of_one("broker", engine, keys),
        "brokers, by score": lambda _: brokers.read_page(READER, BrokerFilter(), 1),
        "brokers, by reach": lambda _: brokers.read_page(READER, BrokerFilter(order="reach"), 1),
        "shared contacts": lambda _: (shared_contacts.count_waiting(READER), shared_contacts.read_page(READER)),
        "shared, in scope": lambda chance: shared_contacts.read_page(_of_places(chance)),
        "history": lambda chance: history.read_page(READER, history.Wanted(own=False), number=chance.randrange(1, 4)),
        "overview": lambda _: overview.read(READER),
        "overview, trends": lambda chance: overview.read_trends(READER, chance.choice(overview.KINDS)),
    }
    if large:
        of_large = sorted({campaign for key, campaign in of_brokers if key in large})
        rows |= _of_one(f"of {LARGEST:,} adverts", engine, large)
        rows[f"of {LARGEST:,} adverts, item"] = lambda chance: item.read(chance.choice(of_large))
    return rows


_OF_BROKERS = (
    "SELECT b.broker_id, c.campaign_id FROM broker_member b JOIN campaign_member c ON c.advert_id = b.advert_id "
    "ORDER BY b.id"
)


def _of_the_queue(phones: Sequence[str]) -> Rows:
    everything, rare = QueueFilter(), ("giàn giáo đặt cọc hộ chiếu", "trong nam hop dong", "xâu vòng ký túc")
    return {
        "queue": lambda _: _queue(everything),
        "queue, further on": lambda chance: _queue(everything, pages=chance.randrange(1, 5)),
        "queue, one province": lambda chance: _queue(replace(everything, province=chance.choice(list(PROVINCES)))),
        "queue, kind and band": lambda _: _queue(replace(everything, typology="home_piecework", band="high")),
        "queue, in scope": lambda chance: _queue(
            replace(everything, scope=Scope((chance.choice(list(PROVINCES)),), ("JP",)))
        ),
        "search, few": lambda chance: _queue(replace(everything, words=chance.choice(rare))),
        "search, many": lambda chance: _queue(replace(everything, words=chance.choice(("luong", "hợp đồng", "cong")))),
        "search, number": lambda chance: _queue(replace(everything, words=_typed(chance.choice(phones)))),
    }


def _of_one(head: str, engine: Engine, keys: Sequence[str]) -> Rows:
    """Return what is opened of one broker: its page as it begins, each other part of it, and the whole dossier."""

    def dossier(chance: random.Random) -> object:
        with reading(engine) as session:
            return read_dossier(session, chance.choice(keys))

    def page(chance: random.Random, who: Person = READER) -> object:
        one = chance.choice(keys)
        return broker.read(who, None, one), broker_links.read_waiting(who, None, one)

    return {
        f"{head}, dossier": dossier,
        f"{head}, page": page,
        f"{head}, in scope": lambda chance: page(chance, _of_places(chance)),
        f"{head}, list": lambda chance: broker_adverts.read_page(READER, None, chance.choice(keys), 1),
        f"{head}, ties": lambda chance: broker_links.read_graph(READER, None, chance.choice(keys)),
        f"{head}, past": lambda chance: broker_past.read_past(READER, None, chance.choice(keys)),
    }


def _of_places(chance: random.Random) -> Person:
    return replace(READER, provinces=(chance.choice(list(PROVINCES)),), destinations=("JP",))


def _queue(wanted: QueueFilter, pages: int = 0) -> object:
    """Do what the page of the queue asks of storage."""
    worklist.read_choices()
    worklist.count_fitting(QueueFilter(scope=wanted.scope))
    page = worklist.read_page(wanted)
    for _ in range(pages):
        page = worklist.read_page(wanted, page.rows[-1].place) if page.more else page
    return page


def _typed(phone: str) -> str:
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
