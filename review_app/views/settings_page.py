"""What the office agrees on: the order of the queue, the work, its documents, and how long personal data is kept."""

from itertools import groupby
from typing import Any

import streamlit as st

from review_app import desk, person, written
from review_app.components import notices
from review_app.language import _
from review_app.service import office
from review_app.service.office import SettingRow
from storage.provinces import PROVINCES, province_name

_PERCENT = 100
_LONGEST_NUMBER = 12


def show() -> None:
    """Draw the page."""
    reader = person.require()
    if not reader.may(office.DEED):
        notices.show_empty(_("Your role does not change settings. Nothing was changed."))
        return
    rows = office.read()
    with st.form("settings", border=False, width=820):
        for section, some in groupby(rows, key=lambda row: row.section):
            st.subheader(_section(section), anchor=False)
            for row in some:
                _show_setting(row)
        st.form_submit_button(_("Save settings"), type="primary", on_click=_save, args=(rows,))
    notices.show_beside("settings")
    st.caption(_("Each change is written into the audit chain, with what was agreed on before."))


def _section(section: str) -> str:
    return {
        "queue": _("Order of the queue"),
        "work": _("Work with items and sources"),
        "documents": _("Head of documents"),
        "personal_data": _("How long personal data is kept"),
    }[section]


def _show_setting(row: SettingRow) -> None:
    key, shown = f"setting-{row.name}", _shown(row)
    if st.session_state.get(f"{key}-drawn") != shown or key not in st.session_state:
        # what a colleague agreed on meanwhile takes the place of what this tab still shows
        st.session_state[key] = st.session_state[f"{key}-drawn"] = shown
    if row.kind == "provinces":
        st.multiselect(
            row.label,
            list(PROVINCES),
            key=key,
            format_func=province_name,
            placeholder=_("Choose"),
            help=_help(row),
        )
    elif row.kind == "words":
        st.text_input(row.label, key=key, max_chars=int(row.most), help=_help(row))
    elif row.kind == "share":
        st.number_input(
            f"{row.label} (%)",
            min_value=round(row.least * _PERCENT),
            max_value=round(row.most * _PERCENT),
            key=key,
            help=_help(row),
        )
    elif row.kind == "whole":
        st.number_input(row.label, min_value=int(row.least), max_value=int(row.most), key=key, help=_help(row))
    else:
        # a field for numbers writes a point whatever the language
        st.text_input(row.label, key=key, max_chars=_LONGEST_NUMBER, help=_help(row))


def _shown(row: SettingRow) -> Any:
    """Return a value as its field shows it; a share may be finer than whole percents."""
    if row.kind in {"provinces", "words"}:
        return row.value
    if row.kind == "number":
        return written.figure(row.value)
    return round(row.value * _PERCENT) if row.kind == "share" else int(row.value)


def _kept(row: SettingRow, shown: Any) -> Any:
    """Return what a field shows as it is kept; what is no number stays what it is, and is refused by its setting."""
    if row.kind == "share":
        return shown / _PERCENT
    if row.kind != "number":
        return shown
    try:
        return float(shown.strip().replace(",", "."))
    except ValueError:
        return shown


def _help(row: SettingRow) -> str | None:
    """Return who changed it and what it is without an agreement."""
    parts = []
    if row.kind in {"whole", "number", "share"}:
        shown = f"{row.default:.0%}" if row.kind == "share" else written.figure(row.default)
        parts.append(_("Without an agreement: {value}.").format(value=shown))
    if row.changed_at is not None:
        said = _("Changed {moment} by {who}.")
        parts.append(said.format(moment=written.moment(row.changed_at), who=row.changed_by or _("a command")))
    return " ".join(parts) or None


def _save(drawn: list[SettingRow]) -> None:
    reader = person.present()
    if reader is None:
        return
    wanted: dict[str, Any] = {}
    for row in drawn:
        value = st.session_state.get(f"setting-{row.name}")
        # only what this person changed: the rest may have been agreed on anew meanwhile
        if value is not None and value != _shown(row):
            wanted[row.name] = _kept(row, value)
    saved = office.save(reader, wanted, {row.name: row.value for row in drawn})
    desk.notify(saved.said, good=saved.good, beside="settings")


st.title(_("Settings"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
