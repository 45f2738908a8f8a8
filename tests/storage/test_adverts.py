"""Identity, versions and campaigns of adverts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from storage.adverts import keep_advert, latest_version
from storage.database import reading, unit_of_work
from storage.records import ExtractedAdvert, KeptAdvert, Wage
from storage.tables import (
    Advert,
    AdvertVersion,
    Campaign,
    CampaignMember,
    CampaignSnapshot,
    Capture,
    CrawlRun,
    Extraction,
)
from storage.worklist.items import read_item

ADVERT = ExtractedAdvert(
    title="Thợ may chuyền áo sơ mi", employer_name="Xưởng may Gió Lành", text="", source="json_ld",
    canonical_url="https://viec.example/tho-may-1", province="Nam Định",
)  # fmt: skip


def test_the_same_advert_again_adds_nothing_but_the_reading(office: Any) -> None:
    first, again = office.keep(), office.keep()

    assert (first.change, again.change) == ("new", "unchanged")
    assert again.version_id == first.version_id
    with reading(office.engine) as session:
        assert session.query(AdvertVersion).count() == 1
        assert session.query(Extraction).count() == 2


def test_an_edited_advert_keeps_both_versions(office: Any) -> None:
    first = office.keep()
    edited = office.keep(text="Thợ may chuyền áo sơ mi\nLương 12 triệu/tháng, đặt cọc 500k.")

    assert edited.change == "edited"
    assert edited.advert_id == first.advert_id
    with reading(office.engine) as session:
        texts = [version.text for version in session.query(AdvertVersion).order_by(AdvertVersion.number)]
    assert "9 triệu" in texts[0]
    assert "12 triệu" in texts[1]


def test_another_address_is_another_advert_even_with_the_same_words(office: Any) -> None:
    first, second = office.keep(), office.keep(canonical_url="https://viec.example/tho-may-2")

    assert first.advert_id != second.advert_id


def test_without_an_address_the_content_is_the_identity(office: Any) -> None:
    first, again = office.keep(canonical_url=None), office.keep(canonical_url=None)
    other = office.keep(canonical_url=None, text="Khác hẳn")

    assert again.advert_id == first.advert_id
    assert other.advert_id != first.advert_id


def test_how_it_was_read_is_no_change_of_content(office: Any) -> None:
    office.keep()

    assert office.keep(source="microdata", repairs=("trailing_comma",)).change == "unchanged"


def test_money_is_whole_units_with_currency_and_period(office: Any) -> None:
    kept = office.keep(wage=Wage(min=180_000, max=None, currency="JPY", period="month"))

    with reading(office.engine) as session:
        version = session.get_one(AdvertVersion, kept.version_id)
        wage = (version.wage_min, version.wage_max, version.wage_currency, version.wage_period)
    assert wage == (180_000, None, "JPY", "month")


def test_times_come_back_aware_and_in_utc(office: Any) -> None:
    kept = office.keep()

    with reading(office.engine) as session:
        assert session.get_one(Advert, kept.advert_id).first_seen_at == office.now


def test_every_advert_is_a_campaign_of_one(office: Any) -> None:
    office.keep()
    office.keep(canonical_url="https://viec.example/2")

    with reading(office.engine) as session:
        members = session.query(CampaignMember.campaign_id, CampaignMember.advert_id).all()
    assert len(members) == 2
    assert len({campaign for campaign, _ in members}) == 2


def test_a_new_version_makes_a_new_snapshot_and_leaves_the_old(office: Any) -> None:
    office.keep()
    edited = office.keep(text="Khác")

    with reading(office.engine) as session:
        campaign = session.query(Campaign).one()
        item = read_item(session, campaign.id)
        assert session.query(CampaignSnapshot).count() == 2
        assert item is not None
        assert item.version.id == edited.version_id
        assert len(item.earlier_versions) == 1


def test_the_run_counts_what_came(office: Any) -> None:
    office.keep()
    office.keep()
    office.keep(text="Khác")

    with reading(office.engine) as session:
        run = session.get_one(CrawlRun, office.run_id)
        counted = (run.adverts, run.new_adverts, run.new_versions)
    assert counted == (3, 1, 1)


def keep_archived(office: Any, days_ago: int, **changes: Any) -> KeptAdvert:
    """Keep an advert as an archive hands it over: at a time of its own, in whatever order."""
    office.now -= timedelta(days=days_ago)
    capture_id = office.keep_page()
    with unit_of_work(office.engine) as session:
        capture = session.get_one(Capture, capture_id)
        kept = keep_advert(session, capture, replace(ADVERT, **changes), now=office.now, by_time=True)
    office.now += timedelta(days=days_ago)
    return kept


def test_what_an_archive_adds_of_an_earlier_time_never_becomes_what_the_advert_says_now(office: Any) -> None:
    newest = office.keep(text="Lương 12 triệu")
    with reading(office.engine) as session:
        snapshots = session.query(CampaignSnapshot).count()

    older = keep_archived(office, 30, text="Lương 9 triệu")
    oldest = keep_archived(office, 60, text="Lương 7 triệu")
    again = keep_archived(office, 45, text="Lương 9 triệu")
    same = keep_archived(office, 10, text="Lương 12 triệu")

    assert (older.change, oldest.change) == ("older", "older")
    assert (again.change, again.version_id) == ("unchanged", older.version_id)
    assert (same.change, same.version_id) == ("unchanged", newest.version_id)
    with reading(office.engine) as session:
        latest = latest_version(session, newest.advert_id)
        item = read_item(session, session.query(Campaign.id).scalar())
        advert = session.get_one(Advert, newest.advert_id)
        assert session.query(CampaignSnapshot).count() == snapshots
        assert latest is not None
        assert latest.id == newest.version_id
        assert item is not None
        assert item.version.id == newest.version_id
        assert [version.text for version in item.earlier_versions] == ["Lương 9 triệu", "Lương 7 triệu"]
        assert (advert.first_seen_at, advert.last_seen_at) == (office.now - timedelta(days=60), office.now)


def test_an_archive_that_is_newer_than_all_else_is_what_the_advert_says_now(office: Any) -> None:
    older = keep_archived(office, 30, text="Lương 9 triệu")
    newer = keep_archived(office, 20, text="Lương 10 triệu")

    assert (older.change, newer.change) == ("new", "edited")
    with reading(office.engine) as session:
        latest = latest_version(session, newer.advert_id)
        assert latest is not None
        assert latest.id == newer.version_id


def test_a_crawl_is_believed_whatever_its_clock_says(office: Any) -> None:
    office.keep()
    office.now -= timedelta(days=400)

    assert office.keep(text="Lương 12 triệu").change == "edited"
