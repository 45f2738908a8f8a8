"""Brokers to test with: adverts of three invented posters, linked as a night run links them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

from sqlalchemy import Engine, update

from model.link_pending import link_pending
from review_app.service import logins
from review_app.service.logins import Person
from storage.brokers import adverts_of, brokers_of
from storage.database import reading, unit_of_work
from storage.tables import BrokerLink, Campaign, CampaignFacet
from storage.worklist.facets import PROVINCE
from storage.worklist.reviews import Verdict, record_decision

OFFERS = (
    "Đơn hàng làm cơm hộp ở Chiba, hợp đồng 36 tháng, phí dịch vụ 95 triệu, có ký túc xá gần xưởng.",
    "Xưởng nhôm Osaka cần 12 nam, biết đọc bản vẽ, phí dịch vụ 120 triệu, bay sau bốn tháng học tiếng.",
    "Nông trại dâu Hokkaido tuyển nữ dưới 35 tuổi, làm trong nhà kính, tiền chống trốn 50 triệu.",
    "Khách sạn ven hồ cần người dọn phòng ca sáng, ăn ở tại chỗ, thưởng theo mùa khách.",
)
PHONE, OTHER_PHONE, THIRD_PHONE = "0900 000 112", "0900 000 733", "0900 000 215"
SAID = "Đã gọi 0900 000 555, chủ số nhận tiền cọc"
SECRET, HIDDEN = "0900 000 555", "090• ••• 555"
TITLE = f"Gọi {OTHER_PHONE} nhé"
ANALYST = Person(id=1, name="hanh", full_name="", role="analyst")
OFFICER = replace(ANALYST, role="officer")


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


def decide(engine: Engine, campaign_id: int, verdict: str = "suspicious", note: str = "") -> int:
    """Decide on an item as it is now, and return the decision."""
    with unit_of_work(engine) as session:
        campaign = session.get_one(Campaign, campaign_id)
        said = Verdict(
            campaign_id=campaign_id,
            snapshot_id=campaign.current_snapshot_id or 0,
            screening_id=campaign.worst_screening_id,
            verdict=verdict,
            note=note,
        )
        return record_decision(session, said, account_id=1, now=logins.now()).id


def put_in(engine: Engine, campaign_id: int, province: str) -> None:
    """Let an item lie in a province, whatever its adverts say."""
    with unit_of_work(engine) as session:
        facet = CampaignFacet.campaign_id == campaign_id
        session.execute(update(CampaignFacet).where(facet, CampaignFacet.kind == PROVINCE).values(code=province))


def hide_score(engine: Engine, campaign_id: int) -> None:
    """Let an item be shown without score until somebody decides."""
    with unit_of_work(engine) as session:
        session.get_one(Campaign, campaign_id).score_hidden = True


def suggested_tie(advert_a: int, advert_b: int) -> BrokerLink:
    """Return a tie between two adverts that waits for a person."""
    return BrokerLink(
        advert_a=advert_a, advert_b=advert_b, bits=4.0, probability=0.6, status="suggested", held_by="", reasons=[],
        found_at=logins.now(),
    )  # fmt: skip


def broker_of(engine: Engine, advert: int) -> str:
    """Return the broker that an advert is with."""
    with reading(engine) as session:
        return brokers_of(session, [advert])[advert]


def members(engine: Engine, broker: str) -> list[int]:
    """Return the adverts of a broker."""
    with reading(engine) as session:
        return adverts_of(session, [broker]).get(broker, [])
