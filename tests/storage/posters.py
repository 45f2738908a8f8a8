"""Adverts of invented posters, read by the real readers of facts and of contacts, for what is about personal data."""

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from model.facts import read_facts
from model.link_pending import link_pending
from model.text import align
from storage.database import reading, unit_of_work
from storage.personal_data.erasure import words_of
from storage.records import ExtractedAdvert, KeptAdvert
from storage.screenings import keep_screening, model_version
from storage.settings import settings
from storage.tables import (
    Advert,
    AdvertContact,
    AdvertVersion,
    Campaign,
    CampaignMember,
    CampaignTemplate,
    Contact,
    Fact,
    Finding,
    LinkReading,
    Screening,
    SlotValues,
)
from storage.worklist.reviews import Verdict, record_decision

LAN, HOA, BOARD = "0900000234", "0900000777", "0900000999"
"""A poster, another, and the hotline of the board."""
NICK, MAIL, ACCOUNT = "lan_may9", "lan.may@gmail.com", "0071000123456"

WORDS = (
    "Thợ may chuyền áo sơ mi ở Nam Định\nLương 9.000.000 - 12.000.000 đồng/tháng, nộp hồ sơ mất 500.000đ. "
    "Gọi chị Lan Anh 0900 000 234 hoặc zalo.me/0900000234, telegram @lan_may9, thư lan.may@gmail.com. "
    "Chuyển khoản Vietcombank STK 0071000123456. Giấy phép 2098/LĐTBXH-GP, mã số thuế 0100109106. "
    "Hotline của trang Việc Mẫu: 0900 000 999."
)
OTHERS = (
    "Phụ bếp quán cơm phố Hàng Mẫu\nLương 7 triệu, ăn ở tại quán, nghỉ chủ nhật. "
    "Gọi chị Hoa 0900.000.777 hoặc nhà bên là chị Lan 0900000234."
)


URL = "https://viec.example/tho-may-1"
FIRST = ExtractedAdvert(
    title="Thợ may chuyền áo sơ mi, gọi 0900 000 234",
    employer_name="Xưởng may Gió Lành",
    text=WORDS,
    source="json_ld",
    province="Nam Định",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posters:
    """Two adverts of two posters who share one number."""

    office: Any
    first: KeptAdvert
    second: KeptAdvert
    officer: int
    url: str | None

    @property
    def home(self) -> Path:
        """The folder that the database lies in."""
        home: Path = self.office.warc.parent
        return home

    def lives_at_home(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let commands and crawls find this office."""
        monkeypatch.setenv("SOITIN_HOME", str(self.home))
        monkeypatch.setenv("SOITIN_DATABASE_URL", self.office.engine.url.render_as_string(hide_password=False))
        settings.cache_clear()

    def said(self, **changes: Any) -> ExtractedAdvert:
        """Return what the first advert said, or something like it."""
        return replace(FIRST, canonical_url=self.url, **changes)

    def keep_first(self, url: str | None = URL) -> KeptAdvert:
        """Keep the very page of the first advert again."""
        kept: KeptAdvert = self.office.keep(**_changes(url))
        return kept

    def words_of_version(self, version_id: int) -> str:
        """Return every word that any row about a version has, in one string."""
        with reading(self.office.engine) as session:
            version = session.get_one(AdvertVersion, version_id)
            found: list[Any] = [words_of(version), version.content_sha256]
            screened = select(Screening.id).where(Screening.version_id == version_id)
            for table, where in (
                (Fact, Fact.screening_id.in_(screened)),
                (Finding, Finding.screening_id.in_(screened)),
                (AdvertContact, AdvertContact.version_id == version_id),
                (LinkReading, LinkReading.version_id == version_id),
                (SlotValues, SlotValues.version_id == version_id),
                (CampaignTemplate, CampaignTemplate.version_id == version_id),
            ):
                columns = table.__table__.columns
                found += [json.dumps([str(one) for one in row], ensure_ascii=False)
                          for row in session.execute(select(*columns).where(where))]  # fmt: skip
            mine = select(AdvertContact.contact_id).where(AdvertContact.version_id == version_id)
            found += [
                f"{one.value} {one.shown}" for one in session.scalars(select(Contact).where(Contact.id.in_(mine)))
            ]
            return "\n".join(found)

    def decide(self, advert_id: int, verdict: str, note: str = "") -> int:
        """Decide on an advert's item and return the key of the decision."""
        with unit_of_work(self.office.engine) as session:
            member = session.query(CampaignMember).filter_by(advert_id=advert_id, left_at=None).one()
            campaign = session.get_one(Campaign, member.campaign_id)
            said = Verdict(
                campaign_id=campaign.id,
                snapshot_id=campaign.current_snapshot_id or 0,
                screening_id=campaign.worst_screening_id,
                verdict=verdict,
                note=note,
            )
            return record_decision(session, said, account_id=self.officer, now=self.office.now).id

    def seen_last(self, advert_id: int, day: date) -> None:
        """Let an advert have been seen for the last time on a day."""
        with unit_of_work(self.office.engine) as session:
            advert = session.get_one(Advert, advert_id)
            advert.last_seen_at = self.office.now.replace(year=day.year, month=day.month, day=day.day)
            advert.first_seen_at = min(advert.first_seen_at, advert.last_seen_at)


def read_all(office: Any) -> None:
    """Screen every version that waits and link."""
    with unit_of_work(office.engine) as session:
        model = model_version(session, "linear-1", {}, now=office.now)
        done = {one for (one,) in session.query(Screening.version_id)}
        for version in session.query(AdvertVersion).order_by(AdvertVersion.id):
            if version.id not in done:
                row = _row(version.text, office.now.date())
                keep_screening(session, version.id, row, model=model, law_date=office.now.date(), now=office.now)
    link_pending(office.engine, lambda: office.now, lambda _: None)


def _row(text: str, on: date) -> dict[str, Any]:
    facts = read_facts(align(text), on).row()
    start = text.find("0900")
    quote = {"start": start - 8, "end": start + 12, "text": text[start - 8 : start + 12]}
    finding = {"code": "asks_money", "strength": "medium", "sentence": f"Tin ghi “{quote['text']}”.", "quotes": [quote]}
    return {
        "score": 0.2,
        "band": "low",
        "typologies": [],
        "facts": facts,
        "findings": [finding | {"law": []}],
        "reasons": [{"name": "other", "contribution": 1.5}],
        "logit": 1.0,
        "intercept": -0.5,
    }


def posters(office: Any, url: str | None = URL) -> Posters:
    """Fill an office with the two adverts."""
    first = office.keep(**_changes(url))
    second = office.keep(
        title="Phụ bếp quán cơm",
        text=OTHERS,
        employer_name="Quán cơm Bếp Ấm",
        canonical_url="https://viec.example/phu-bep-2",
    )
    read_all(office)
    return Posters(office=office, first=first, second=second, officer=office.person("an"), url=url)


def _changes(url: str | None) -> dict[str, Any]:
    return {"title": FIRST.title, "text": FIRST.text, "employer_name": FIRST.employer_name, "canonical_url": url,
            "province": FIRST.province, "source": FIRST.source}  # fmt: skip
