"""The form by which an officer proposes a referral; the press carries exactly the item that was drawn."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from review_app import desk, person, referral_wording
from review_app.components import kept_fields, notices
from review_app.components.markup import draw
from review_app.language import _
from review_app.service import referring
from review_app.service.logins import Person
from review_app.service.referral_pages import TAKE_DOWN
from review_app.service.referral_records import Form, Recipient
from review_app.service.referring import Proposal

_NONE = ""


def show(reader: Person, form: Form, decision_id: int) -> None:
    """Draw the form."""
    here = f"{form.campaign_id}-{form.snapshot_id}-{decision_id}"
    kind = st.segmented_control(
        _("Document"),
        form.kinds,
        key=f"refer-kind-{here}",
        default=form.kinds[0],
        format_func=lambda code: referral_wording.kind(code).capitalize(),
        required=True,
    )
    recipient = _choose_recipient(form, kind or form.kinds[0], here)
    st.text_input(
        _("Addressee as it stands on the document"),
        key=f"refer-addressee-{here}",
        placeholder=_("for instance: Công an tỉnh …; left empty, the draft has dots"),
    )
    broker = _choose_broker(form, here)
    st.text_area(_("Why (for whoever approves; not on the document)"), key=f"refer-why-{here}", height=90)
    st.button(
        _("Propose"),
        key=f"refer-propose-{here}",
        type="primary",
        on_click=partial(_propose, form, decision_id, kind or form.kinds[0], recipient, broker),
    )
    # with one more proposal of this item, these words were used: the next begins empty
    kept_fields.watch(f"refer-{reader.id}-{here}-{len(form.earlier)}", [f"refer-addressee-{here}", f"refer-why-{here}"])
    notices.show_beside("refer")
    draw(
        Markup('<p class="soft">{}</p>').format(
            _("Everything on the document is frozen as it is now. Another person has to approve it.")
        )
    )


def _choose_recipient(form: Form, kind: str, here: str) -> str:
    """Draw the routing table for a kind of document and return the row chosen."""
    rows = {one.code: one for one in form.recipients}
    codes = list(rows)
    if kind == "online_record":
        codes = [_NONE, *codes]
    elif kind == "takedown_request":
        codes.sort(key=lambda code: code != TAKE_DOWN)
    chosen = st.selectbox(
        _("Recipient by the routing table"),
        codes,
        key=f"refer-recipient-{here}-{kind}",
        format_func=lambda code: _recipient(rows.get(code)),
    )
    one = rows.get(chosen or _NONE)
    if one is not None and not one.verified:
        doubt = _("The routing table is our own inference from the tasks of the agencies, not verified: check it.")
        draw(Markup('<p class="soft"><span class="unverified">⚠</span> {}</p>').format(doubt))
    return chosen or _NONE


def _recipient(row: Recipient | None) -> str:
    if row is None:
        return _("none: it stays in our file")
    signs = [_("urgent")] if row.urgent else []
    signs += [_("fits this item")] if row.fits else []
    return "; ".join(row.to) + (f" ({', '.join(signs)})" if signs else "")


def _choose_broker(form: Form, here: str) -> str | None:
    if not form.brokers:
        return None
    chosen = st.selectbox(
        _("Broker it names"),
        [_NONE, *form.brokers],
        key=f"refer-broker-{here}",
        format_func=lambda code: code or _("none"),
    )
    return chosen or None


def _propose(form: Form, decision_id: int, kind: str, recipient: str, broker: str | None) -> None:
    reader = person.present()
    if reader is None:
        return
    here = f"{form.campaign_id}-{form.snapshot_id}-{decision_id}"
    said = Proposal(
        campaign_id=form.campaign_id,
        snapshot_id=form.snapshot_id,
        decision_id=decision_id,
        kind=kind,
        recipient=recipient,
        addressee=str(st.session_state.get(f"refer-addressee-{here}", "")),
        why=str(st.session_state.get(f"refer-why-{here}", "")),
        broker_id=broker,
    )
    done = referring.propose(reader, said)
    desk.notify(done.said, good=done.kept, beside="refer")
    if done.referral_id is not None:
        st.query_params.clear()
        st.query_params["referral"] = str(done.referral_id)
