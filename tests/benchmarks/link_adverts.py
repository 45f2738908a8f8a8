"""Invented adverts for the benchmark of linking: texts of the corpus with other numbers in their slots, from a seed."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from model.corpus import read_corpus
from model.linking.reading import read_link
from model.linking.records import LinkReading, LinkRow, Slot
from storage.folding import fold

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
_DIGITS = re.compile(r"\d+")
_PEOPLE = ("Thu Hà", "Ngọc Anh", "Hải", "Tuấn", "Lan", "Bích Vân", "Quốc Bảo", "Thuỳ Linh")
_COUNTRIES = ("Nhật Bản", "Đài Loan", "Hàn Quốc", "Osaka", "Đào Viên", "Rumani", "Ba Lan", "Gunma")
_SYLLABLES = (
    "An",
    "Bình",
    "Cát",
    "Đông",
    "Gia",
    "Hà",
    "Khánh",
    "Lam",
    "Minh",
    "Nam",
    "Phúc",
    "Quang",
    "Sơn",
    "Tân",
    "Thịnh",
    "Vân",
    "Xuân",
    "Yên",
)
_SITES = (*(f"bang-viec-{number}.example" for number in range(8)), "nhom-viec-lam-1", "nhom-viec-lam-2")
_ADVERTS_A_BROKER = 18


class Broker:
    """Somebody invented who posts: numbers that change, a name in a network, an account, perhaps a firm."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.name = f"broker-{number}"
        self.phones = [
            f"0{chance.choice('35789')}{chance.randrange(10**8):08d}" for _ in range(chance.choice((1, 1, 2, 3)))
        ]
        self.handle = f"tuyendung_{chance.randrange(36**6):x}"
        self.account = f"{chance.randrange(10**11, 10**12)}"
        firm = " ".join(chance.sample(_SYLLABLES, 3))
        self.firm = f"Công ty TNHH {firm} {number}" if chance.random() < 0.3 else ""
        self.person = chance.choice(_PEOPLE)
        self.offers = [chance.random() for _ in range(chance.choice((1, 2, 3)))]


def adverts(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield so many rows as `soitin link` takes them, each also with its `gold_broker` and `gold_campaign`."""
    chance = random.Random(seed)  # noqa: S311 - invented adverts
    texts = [(row.id, row.advert.text) for row in read_corpus()]
    slots = [_slots(read_link(LinkRow(id=name, text=text))) for name, text in texts]
    brokers = [Broker(number, chance) for number in range(max(1, count // _ADVERTS_A_BROKER))]
    for number in range(count):
        broker = brokers[min(int(chance.expovariate(1) * len(brokers) / 3), len(brokers) - 1)]
        place = int(chance.choice(broker.offers) * len(texts))
        posted = FIRST + timedelta(minutes=chance.randrange(60 * 24 * 600))
        name, text = texts[place]
        yield {
            "id": f"g{number}",
            "site": chance.choice(_SITES),
            "url": f"https://bang-viec.example/{number}",
            "posted_at": posted.isoformat(),
            "title": "",
            "employer_name": broker.firm if chance.random() < 0.5 else "",
            "text": _copy(text, slots[place], broker, chance),
            "gold_broker": broker.name,
            "gold_campaign": name,
        }


def _slots(reading: LinkReading) -> list[Slot]:
    """Return the slots of a text and the other places that name its poster, so that only what brokers have links."""
    named = [
        Slot(kind=point.kind, value=point.shown, quote=point.quote, token=-1)
        for point in reading.contacts
        if point.quote and point.kind in ("address", "company", "licence")
    ]
    found: list[Slot] = []
    for slot in sorted([*reading.template.slots, *named], key=lambda one: (one.quote.start, -one.quote.end)):
        if not found or slot.quote.start >= found[-1].quote.end:
            found.append(slot)
    return found


def _copy(text: str, slots: list[Slot], broker: Broker, chance: random.Random) -> str:
    pieces, place = [], 0
    phone = chance.choice(broker.phones)
    called = False
    for slot in slots:
        pieces += [text[place : slot.quote.start], _other(slot, broker, phone, chance)]
        called = called or slot.kind == "phone"
        place = slot.quote.end
    pieces.append(text[place:])
    if not called:
        pieces.append(f"\nLiên hệ {phone}")
    if chance.random() < 0.5:
        pieces.append(f"\nTelegram @{broker.handle}")
    written = "".join(pieces)
    lines = written.split("\n")
    if len(lines) > 4 and chance.random() < 0.1:
        lines.pop(chance.randrange(1, len(lines) - 2))
    written = "\n".join(lines)
    return fold(written) if chance.random() < 0.1 else written


def _other(slot: Slot, broker: Broker, phone: str, chance: random.Random) -> str:
    own = {"phone": phone, "contact": f"@{broker.handle}", "bank": broker.account, "person": broker.person}
    if slot.kind in own:
        return own[slot.kind]
    if slot.kind in ("address", "company", "licence"):
        return "ở trung tâm"
    if slot.kind == "code":
        return _DIGITS.sub(lambda match: str(chance.randrange(10 ** len(match[0]))), slot.value)
    if slot.kind == "web":
        return f"{broker.handle.replace('_', '-')}.example"
    if slot.kind == "country":
        return chance.choice(_COUNTRIES)
    return _DIGITS.sub(lambda match: chance.choice("123456789") + match[0][1:], slot.value, count=1)
