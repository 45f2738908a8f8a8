"""The dossier of a broker as tables to take away: contacts only as far as they are revealed, no third persons."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy.orm import Session

from review_app import broker_wording, wording, written
from review_app.language import _
from review_app.service.broker import masks_of, scope_of
from review_app.service.broker_masks import Masks
from review_app.service.database import engine
from review_app.service.downloads import Sheet
from review_app.service.exporting import Export, ExportRefused
from review_app.service.facts import describe
from review_app.service.logins import Person
from storage.broker_dossiers.broker_figures import Figures, read_figures
from storage.broker_dossiers.broker_list import sees_broker
from storage.broker_dossiers.broker_parts import read_contacts, read_links, read_verdicts
from storage.broker_dossiers.broker_work import judgements_of
from storage.broker_dossiers.dossier_records import DossierAdvert, DossierContact
from storage.broker_dossiers.dossiers import read_adverts
from storage.campaigns import campaigns_of
from storage.database import reading
from storage.known import hidden_items
from storage.tables import BrokerJudgement


def export_of(broker_id: str, token: str | None) -> Export:
    """Return what the buttons of a broker's page hand out; masks are asked for anew when one is pressed."""
    return Export(what="broker", subject=f"broker:{broker_id}", make=partial(_sheets, broker_id, token))


def _sheets(broker_id: str, token: str | None, reader: Person) -> list[Sheet]:
    with reading(engine()) as session:
        figures = read_figures(session, broker_id, scope_of(reader))
        if figures is None or not sees_broker(session, figures.broker.id, scope_of(reader)):
            raise ExportRefused
        found = figures.broker.id
        contacts = read_contacts(session, found)
        masks = masks_of(session, reader, token, found, contacts).without_others()
        adverts = read_adverts(session, found, scope=scope_of(reader))
        judgements = judgements_of(session, found)
        return [
            _adverts(session, found, adverts, masks),
            _figures(figures),
            _contacts([one for one in contacts if one.whose == "poster"], masks),
            _asked(figures, masks),
            _links(session, found, masks),
            _judgements(judgements, masks),
        ]


def _adverts(session: Session, broker_id: str, adverts: Sequence[DossierAdvert], masks: Masks) -> Sheet:
    _counted, verdicts = read_verdicts(session, broker_id)
    campaigns = campaigns_of(session, [one.advert.id for one in adverts])
    hidden = hidden_items(session, campaigns.values())
    rows = []
    for one in adverts:
        campaign, verdict = campaigns.get(one.advert.id), verdicts.get(one.version.id, "")
        scored = one.screening if campaign not in hidden else None
        rows.append(
            (
                one.advert.id,
                campaign,
                masks.text(one.version.title),
                masks.text(one.version.employer_name),
                one.site,
                masks.text(one.advert.url or ""),
                one.version.province,
                one.posted_at,
                one.advert.first_seen_at,
                one.advert.last_seen_at,
                wording.band(scored.band)[1] if scored else "",
                scored.score if scored else None,
                wording.verdict(verdict)[1] if verdict else "",
                one.version.content_sha256,
            )
        )
    heads = (
        *(_("Advert"), _("Item"), _("Title"), _("Employer"), _("Source"), _("Address"), _("Province"), _("Posted")),
        *(_("First seen"), _("Last seen"), _("Signs"), _("Score"), _("Decision"), "SHA-256"),
    )
    return Sheet(name=_("Adverts"), heads=heads, rows=rows)


def _figures(figures: Figures) -> Sheet:
    rows = [
        (_("Broker"), figures.broker.id, None),
        (_("Adverts"), "", figures.adverts),
        *(((_("Adverts outside what you work on"), "", figures.outside),) if figures.outside else ()),
        (_("First seen"), written.moment(figures.first_seen_at), None),
        (_("Last seen"), written.moment(figures.last_seen_at), None),
        *((_("Decision"), wording.verdict(code)[1], count) for code, count in figures.verdicts.most_common()),
        *((_("Source"), name, count) for name, count in figures.sites.most_common()),
        *((_("Destination"), written.country(code), count) for code, count in figures.destinations.most_common()),
        *((_("Province"), name, count) for name, count in figures.provinces.most_common()),
    ]
    return Sheet(name=_("Figures"), heads=(_("What"), _("Value"), _("Adverts")), rows=rows)


def _contacts(contacts: Sequence[DossierContact], masks: Masks) -> Sheet:
    rows = [
        (
            broker_wording.contact_kind(one.kind),
            masks.contact(one.kind, one.shown),
            one.adverts,
            one.first_seen_at,
            one.last_seen_at,
        )
        for one in contacts
    ]
    heads = (_("Kind"), _("Contact"), _("Adverts"), _("First seen"), _("Last seen"))
    return Sheet(name=_("Contacts"), heads=heads, rows=rows)


def _asked(figures: Figures, masks: Masks) -> Sheet:
    rows = [
        (
            wording.fact_kind(one.kind),
            masks.text(describe(one.kind, one.value)),
            one.adverts,
            one.first_seen_at,
            one.last_seen_at,
            masks.text(one.quote),
        )
        for one in figures.asked
    ]
    heads = (_("Kind"), _("Value"), _("Adverts"), _("First seen"), _("Last seen"), _("Words of one of them"))
    return Sheet(name=_("Fees and wages"), heads=heads, rows=rows)


def _links(session: Session, broker_id: str, masks: Masks) -> Sheet:
    rows = [
        (
            one.advert_a,
            one.advert_b,
            round(one.probability, 6),
            round(one.bits, 2),
            masks.text("; ".join(f"{row.get('vietnamese', '')} ({row.get('bits', 0):+.1f})" for row in one.reasons)),
        )
        for one in read_links(session, broker_id)
    ]
    heads = (_("Advert"), _("Other advert"), _("Probability"), _("Sum of weights"), _("Because"))
    return Sheet(name=_("Ties"), heads=heads, rows=rows)


def _judgements(judgements: Sequence[BrokerJudgement], masks: Masks) -> Sheet:
    rows = [
        (
            one.advert_a,
            one.advert_b,
            broker_wording.judgement(one.verdict)[1],
            broker_wording.deed(one.deed),
            one.at,
            masks.text(one.why),
        )
        for one in judgements
    ]
    heads = (_("Advert"), _("Other advert"), _("Judgement"), _("Deed"), _("When"), _("Reason"))
    return Sheet(name=_("Judgements"), heads=heads, rows=rows)
