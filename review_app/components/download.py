"""Two buttons that hand out a table: as .xlsx for people, as .csv for programs."""

from functools import partial

import streamlit as st

from review_app import person
from review_app.language import _, language, use_language
from review_app.service import exporting
from review_app.service.exporting import Export
from review_app.service.logins import Person

_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def show(reader: Person, export: Export, key: str) -> None:
    """Draw the buttons for those who may take it, nothing for others; bytes are made when one is pressed."""
    if not reader.may(export.deed):
        return
    with st.container(key=f"download-{key}", horizontal=True, horizontal_alignment="right"):
        for ending, kind in _KINDS.items():
            st.download_button(
                _("Download .{ending}").format(ending=ending),
                # made in a thread that has neither cookies nor language of this page: both go along
                data=partial(_fetch, person.read_token(), language(), export, ending),
                file_name=exporting.file_name(export, ending),
                mime=kind,
                key=f"download-{key}-{ending}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def _fetch(token: str | None, spoken: str, export: Export, ending: str) -> bytes:
    use_language(spoken)
    return exporting.hand_out(token, export, ending)
