"""Brokers to test with: adverts of three invented posters, linked as a night run links them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

from sqlalchemy import Engine

from model.link_pending import link_pending
from storage.brokers import adverts_of, brokers_of
from storage.database import reading, unit_of_work

OFFERS = (
    "Đơn hàng làm cơm hộp ở Chiba, hợp đồng 36 tháng, phí dịch vụ 95 triệu, có ký túc xá gần xưởng.",
    "Xưởng nhôm Osaka cần 12 nam, biết đọc bản vẽ, phí dịch vụ 120 triệu, bay sau bốn tháng học tiếng.",
    "Nông trại dâu Hokkaido tuyển nữ dưới 35 tuổi, làm trong nhà kính, tiền chống trốn 50 triệu.",
    "Khách sạn ven hồ cần người dọn phòng ca sáng, ăn ở tại chỗ, thưởng theo mùa khách.",
)
PHONE, OTHER_PHONE, THIRD_PHONE = "0900 000 112", "0900 000 733", "0900 000 215"


def link(engine: Engine, home: Path, office: ModuleType, offers: tuple[tuple[str, str, str], ...]) -> list[int]:
    """Keep adverts (employer, phone, offer), screened, a week apart, and link them; return their keys."""
    base = office.SAMPLES[4]
    with unit_of_work(engine) as session:
        for number, (employer, phone, offer) in enumerate(offers):
            sample = replace(
                base,
                title=f"Tin {number + 1}: {offer[:30]}",
                employer=employer,
                text=f"Tin {number + 1}: {offer[:30]}\n\n{offer}\nLiên hệ điện thoại {phone}, gọi giờ hành chính.",
                score=0.9 - number / 20,
                band="high",
                findings=(),
                facts=(
                    ("phones", {"value": phone.replace(" ", "")}, phone),
                    ("destinations", {"country": "JP"}, offer[:5]),
                    (
                        "fees",
                        {"kind": "service", "amount": 95_000_000, "currency": "VND", "vnd": 95_000_000},
                        offer[:9],
                    ),
                ),
            )
            office.keep_sample(
                session,
                home / "warc",
                sample,
                at=office.MORNING + timedelta(days=7 * number),
                url=f"https://tin-{number}.example/tin/{number}",
            )
    link_pending(engine, lambda: office.MORNING + timedelta(days=40), lambda _: None)
    return list(range(1, len(offers) + 1))


def crew(engine: Engine, home: Path, office: ModuleType) -> list[int]:
    """Four adverts of one poster, one of another, and one of a third."""
    offers = tuple(("Nhân lực Cánh Buồm Xanh", PHONE, offer) for offer in OFFERS)
    others = (("Cơ sở Lụa Vàng", OTHER_PHONE, "Xâu vòng tại nhà, đặt cọc tiền hàng 350 nghìn, giao hàng tận nơi."),)
    third = (("Hợp tác xã Sông Lô", THIRD_PHONE, "Lái xe tải 5 tấn chạy nội tỉnh, nghỉ bốn ngày một tháng."),)
    return link(engine, home, office, (*offers, *others, *third))


def broker_of(engine: Engine, advert: int) -> str:
    """Return the broker that an advert is with."""
    with reading(engine) as session:
        return brokers_of(session, [advert])[advert]


def members(engine: Engine, broker: str) -> list[int]:
    """Return the adverts of a broker."""
    with reading(engine) as session:
        return adverts_of(session, [broker]).get(broker, [])
