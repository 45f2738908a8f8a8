"""What pages and tables must not tell: contacts nobody revealed, scores kept back, items elsewhere, others' deeds."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, select, update

from review_app.language import use_language
from review_app.service import (
    claiming,
    deciding,
    history,
    item,
    logins,
    referral_pages,
    replying,
    versions,
)
from review_app.service.deciding import Undoable
from review_app.service.history import Wanted
from review_app.service.logins import Person
from review_app.service.masking import Mask
from storage.adverts import keep_advert
from storage.database import reading, unit_of_work
from storage.people.provider_logins import Identity
from storage.records import ExtractedAdvert
from storage.referring.referrals import NewReferral, propose_referral, settle_referral
from storage.referring.replies import NewReply, take_reply
from storage.tables import (
    Advert,
    AdvertContact,
    AdvertVersion,
    AuditEvent,
    Campaign,
    CampaignFacet,
    Capture,
    Contact,
    Decision,
)
from storage.worklist.claims import claim_item
from storage.worklist.facets import PROVINCE
from tests.review_app.crew import ANALYST, HIDDEN, OFFICER, SAID, SECRET, decide, put_in


def refer(engine: Engine, campaign_id: int, decision_id: int, **content: object) -> int:
    with unit_of_work(engine) as session:
        new = NewReferral(
            kind="transfer_slip",
            campaign_id=campaign_id,
            snapshot_id=session.get_one(Campaign, campaign_id).current_snapshot_id or 0,
            decision_id=decision_id,
            recipient="",
            law_date=date(2026, 11, 20),
            content={"title": "Tin", **content},
            why=SAID,
        )
        return propose_referral(session, new, account_id=1, now=logins.now()).id


def put_elsewhere(engine: Engine, campaign_id: int) -> Person:
    """Let an item lie in Cà Mau, and return somebody who works on Hà Nội."""
    put_in(engine, campaign_id, "96")
    return replace(OFFICER, provinces=("01",))


@pytest.mark.usefixtures("filled")
def test_telephones_in_notes_and_replies_are_hidden_like_those_of_the_advert(engine: Engine) -> None:
    decide(engine, 1, note=SAID)
    with unit_of_work(engine) as session:
        new = NewReply(campaign_id=1, received_on=date(2026, 9, 1), from_whom="Ông X", said=SAID)
        take_reply(session, new, account_id=1, now=logins.now())

    page = item.look_at(ANALYST, None, 1)
    assert isinstance(page, item.ItemPage)
    assert page.live is not None
    (line,) = history.read_page(ANALYST, Wanted(own=False), number=1).lines

    for said in (page.live.note, page.decisions[0].note, page.trail.replies[0].said, line.note):
        assert SECRET not in said
        assert HIDDEN in said


@pytest.mark.usefixtures("filled")
def test_what_a_referral_says_on_its_page_has_its_contacts_masked(engine: Engine) -> None:
    finding = {"sentence": "Nhắn hanhxkld để giữ chỗ", "quotes": ["nhắn hanhxkld"], "law": []}
    contacts = [{"kind": "zalo", "shown": "hanhxkld"}]
    number = refer(engine, 1, decide(engine, 1), findings=[finding], contacts=contacts, title="Nhắn hanhxkld")
    with unit_of_work(engine) as session:
        settle_referral(session, number, "refused", note=SAID, account_id=2, now=logins.now())

    page = referral_pages.read_one(OFFICER, number)

    assert page is not None
    ((sentence, quotes),) = page.findings
    assert "hanhxkld" not in sentence + quotes[0] + page.line.title
    assert HIDDEN in page.why
    assert HIDDEN in page.events[0].note


@pytest.mark.usefixtures("filled")
def test_a_name_in_a_network_that_only_an_earlier_version_has_is_hidden_there(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        first = session.get_one(AdvertVersion, 1)
        capture, url = session.get_one(Capture, first.capture_id), session.get_one(Advert, first.advert_id).url or ""
        new = ExtractedAdvert(title="Tin", employer_name="", text="", source="json_ld", canonical_url=url, province="")
        older, newer = (
            keep_advert(session, capture, replace(new, text=text), now=logins.now()).version_id
            for text in ("Nhắn tin hanhxkld trước ngày 30", "Đã sửa")
        )
        contact = Contact(
            kind="zalo", value="hanhxkld", shown="hanhxkld", first_seen_at=logins.now(), last_seen_at=logins.now()
        )
        session.add(contact)
        session.flush()
        session.add(
            AdvertContact(
                version_id=older, contact_id=contact.id, whose="poster", shown="hanhxkld", quote_text="hanhxkld"
            )
        )

    for version in (older, newer):
        compared = versions.compare(version, Mask())
        assert compared is not None
        assert "hanhxkld" not in compared.text + str(compared.changes)


@pytest.mark.usefixtures("filled")
def test_a_referral_of_an_item_that_was_taken_into_one_elsewhere_is_not_listed(engine: Engine) -> None:
    refer(engine, 1, decide(engine, 1))
    elsewhere = put_elsewhere(engine, 2)
    with unit_of_work(engine) as session:
        campaign = session.get_one(Campaign, 1)
        campaign.merged_into_id, campaign.current_snapshot_id = 2, None

    assert referral_pages.count(elsewhere, "all") == 0
    assert not referral_pages.read_list(elsewhere, "all", 1).lines
    assert referral_pages.count(replace(elsewhere, provinces=("96",)), "all") == 1


@pytest.mark.usefixtures("filled")
def test_replies_about_items_elsewhere_are_neither_counted_nor_fill_pages(engine: Engine) -> None:
    elsewhere = put_elsewhere(engine, 1)
    with unit_of_work(engine) as session:
        for campaign, number in (*((1, one) for one in range(replying.PAGE)), (2, 1)):
            new = NewReply(
                campaign_id=campaign, received_on=date(2026, 9, campaign), from_whom="Ông X", said=f"Lời {number}"
            )
            take_reply(session, new, account_id=1, now=logins.now())
        two = CampaignFacet.campaign_id == 2
        session.execute(update(CampaignFacet).where(two, CampaignFacet.kind == PROVINCE).values(code="01"))

    page = replying.read_page(elsewhere, waiting=True, number=1)

    assert [line.campaign_id for line in page.lines] == [2]
    assert not page.more
    assert replying.count_waiting(elsewhere) == 1


@pytest.mark.usefixtures("filled")
def test_whose_role_decides_no_more_neither_undoes_nor_hands_back(engine: Engine) -> None:
    use_language("en")
    decision = decide(engine, 1)
    with unit_of_work(engine) as session:
        claim_item(session, 2, account_id=1, now=logins.now())

    assert not deciding.undo(ANALYST, Undoable(decision_id=decision)).kept
    assert not deciding.undo_one(ANALYST, decision).kept
    assert not deciding.undo(ANALYST, Undoable(decision_id=decision, deed="d-1")).kept
    assert not claiming.hand_back(ANALYST, 2, "nghỉ").kept
    with reading(engine) as session:
        assert session.get_one(Decision, decision).closed_at is None
    assert deciding.undo(OFFICER, Undoable(decision_id=decision)).kept


def test_a_login_at_the_provider_that_is_refused_leaves_its_trace(engine: Engine, cookies: dict[str, str]) -> None:
    assert cookies
    who = Identity(issuer="https://cong.example", subject="bc-17", name="thu", full_name="Bà Thu")

    for _press in range(12):
        assert isinstance(logins.log_in_from_provider(who, provider_session=None, old_token=None), logins.Refusal)

    with reading(engine) as session:
        actions = (AuditEvent.action == "log_in_refused", AuditEvent.subject == "account:thu")
        events = session.scalars(select(AuditEvent).where(*actions).order_by(AuditEvent.number)).all()
        assert [json.loads(event.detail)["number"] for event in events] == [1, 10]
