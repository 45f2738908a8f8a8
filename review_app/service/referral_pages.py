"""What the pages of referrals show: a list, one with all that happened to it, and the form to propose another."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from model.law.recipients import Route, routes_for
from model.law.tables import rows_on
from review_app.case_file.law_words import law_words
from review_app.service.database import engine, now
from review_app.service.logins import Person
from review_app.service.referral_records import Event, File, Form, Line, Recipient, ReferralList, ReferralPage
from review_app.service.referring import is_seen_by, scope_of
from review_app.service.sentences import in_words
from storage.database import reading
from storage.people.scope import is_in_scope
from storage.personal_data.masks import PERSONAL_CONTACTS, mask_personal
from storage.referring.referral_lists import (
    ReferralCase,
    ReferralFilter,
    count_referrals,
    list_referrals,
    read_referral,
    referrals_of_campaigns,
)
from storage.referring.referral_outcomes import OUTCOMES, SENT
from storage.referring.referrals import APPROVED, KINDS, PROPOSED, REFUSED, WITHDRAWN, day_of
from storage.tables import ReferralEvent
from storage.worklist.items import Item, read_item

PAGE, MOST_QUOTES = 20, 2
"""Referrals on a page, and quotes of a sign that are shown of each; the draft has more."""
TAKE_DOWN = "take_down"
"""Row of the routing table for requests to take adverts down."""


def filters_for(person: Person) -> dict[str, ReferralFilter]:
    """Return the filters of the list by name, the first is where a person begins."""
    scope = scope_of(person)
    mine = person.id if person.may("approve") else None
    return {
        "waiting": ReferralFilter(statuses=(PROPOSED,), not_by=mine, scope=scope),
        "mine": ReferralFilter(account_id=person.id, scope=scope),
        "to_send": ReferralFilter(statuses=(APPROVED,), scope=scope),
        "open": ReferralFilter(statuses=("sent", "answered", "transferred"), scope=scope),
        "closed": ReferralFilter(
            statuses=("fined", "taken_down", "no_violation", REFUSED, WITHDRAWN),
            scope=scope,
        ),
        "all": ReferralFilter(scope=scope),
    }


def count(person: Person, name: str) -> int:
    """Return how many referrals a filter lets through."""
    with reading(engine()) as session:
        return count_referrals(session, filters_for(person)[name])


def read_list(person: Person, name: str, number: int) -> ReferralList:
    """Return a page of the list; an unknown filter is that of everything."""
    filters = filters_for(person)
    with reading(engine()) as session:
        wanted = filters.get(name, filters["all"])
        found = list_referrals(session, wanted, limit=PAGE + 1, offset=(number - 1) * PAGE)
        lines = [_line(case) for case in found[:PAGE]]
    return ReferralList(lines=lines, number=number, more=len(found) > PAGE)


def read_one(person: Person, referral_id: int) -> ReferralPage | None:
    """Return a referral, None where there is none of this number among those that a person works on."""
    with reading(engine()) as session:
        case = read_referral(session, referral_id)
        if case is None or not is_seen_by(session, person, case.referral):
            return None
    return _page(person, case)


def read_form(person: Person, campaign_id: int) -> Form | None:
    """Return the form for an item, None where there is none of this number among those that a person works on."""
    with reading(engine()) as session:
        item = read_item(session, campaign_id)
        if item is None or not is_in_scope(session, item.campaign_id, scope_of(person)):
            return None
        earlier = [_line(case) for case in referrals_of_campaigns(session, {campaign_id, item.campaign_id})]
        return _form(item, earlier)


def _form(item: Item, earlier: Sequence[Line]) -> Form:
    live = item.live if item.live is not None and item.live.verdict == "suspicious" else None
    typologies = (live.typologies if live else ()) or (item.screening.typologies if item.screening else ())
    law_date = item.screening.law_date if item.screening else day_of(now())
    return Form(
        campaign_id=item.campaign_id,
        snapshot_id=item.snapshot_id,
        decision_id=live.id if live else None,
        title=mask_personal(item.version.title, names=()),
        kinds=KINDS,
        recipients=_recipients(typologies, law_date),
        brokers=item.brokers,
        earlier=earlier,
    )


def _recipients(typologies: Sequence[str], on: date) -> list[Recipient]:
    """Return every row of the routing table, those that fit the item first, urgent ones before others."""
    fitting = [route.id for route in routes_for(typologies, on)]
    order = {code: place for place, code in enumerate(fitting)}
    rows = sorted(rows_on(Route, on), key=lambda route: order.get(route.id, len(order)))
    return [
        Recipient(
            code=route.id,
            finding=route.finding,
            to=route.to,
            urgent=route.urgent,
            verified=route.verified,
            fits=route.id in order,
        )
        for route in rows
    ]


def _line(case: ReferralCase) -> Line:
    content = case.referral.content
    recipient = content.get("recipient", {})
    return Line(
        id=case.referral.id,
        kind=case.referral.kind,
        status=case.status,
        title=mask_personal(str(content.get("title", "")), _known(content), names=()),
        addressee=recipient.get("addressee") or "; ".join(recipient.get("to", ())),
        proposer=case.proposer.full_name,
        at=case.referral.at,
        urgent=bool(recipient.get("urgent")),
    )


def _known(content: Mapping[str, Any]) -> list[str]:
    """Return what the content itself names as a contact of the poster; the document may say it, lists may not."""
    return [one["shown"] for one in content.get("contacts", ()) if one["kind"] in PERSONAL_CONTACTS]


def _page(person: Person, case: ReferralCase) -> ReferralPage:
    content, status = case.referral.content, case.status
    is_mine = case.referral.account_id == person.id
    stands = case.decision.closed_at is None
    approved = bool(case.events) and status not in (REFUSED, WITHDRAWN)
    findings, known = content.get("findings", []), _known(content)
    return ReferralPage(
        line=_line(case),
        campaign_id=case.referral.campaign_id,
        broker_id=case.referral.broker_id,
        law_date=case.referral.law_date,
        why=mask_personal(case.referral.why, known),
        route=content.get("recipient", {}),
        findings=[
            (
                mask_personal(in_words(finding.get("code", ""), finding["sentence"]), known),
                [mask_personal(quote, known) for quote in finding["quotes"][:MOST_QUOTES]],
            )
            for finding in findings
        ],
        laws=list(dict.fromkeys(law_words(law) for finding in findings for law in finding["law"])),
        captures=len(content.get("adverts", [])),
        events=[_event(event, account.full_name, known) for event, account in case.events],
        files=[
            File(id=file.id, name=file.name, size=file.size, sha256=file.sha256, who=account.full_name, at=file.at)
            for file, account in case.files
        ],
        decision_stands=stands,
        may_settle=status == PROPOSED and not is_mine and person.may("approve"),
        may_withdraw=status == PROPOSED and is_mine,
        may_make=approved and stands and person.may("export"),
        outcomes=_open_outcomes(case) if approved and person.may("record_outcome") else (),
        today=day_of(now()),
    )


def _open_outcomes(case: ReferralCase) -> tuple[str, ...]:
    kinds = [event.kind for event, _account in case.events]
    if SENT not in kinds:
        return OUTCOMES[:1]
    return (*OUTCOMES[1:], SENT) if kinds[-1] == SENT else OUTCOMES[1:]


def _event(event: ReferralEvent, who: str, known: Sequence[str]) -> Event:
    return Event(
        kind=event.kind,
        happened_on=event.happened_on,
        fine_vnd=event.fine_vnd,
        note=mask_personal(event.note, known),
        who=who,
        at=event.at,
    )
