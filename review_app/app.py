"""What Streamlit runs for every page: page config, who is there, navigation; nothing else."""

import streamlit as st

from review_app import person
from review_app.components import account, page_language, style
from review_app.language import _

st.set_page_config(page_title="Soi Tin", page_icon="🔎", layout="wide", initial_sidebar_state="collapsed")
style.apply()
reader = person.require()
page = st.navigation(
    [
        st.Page("views/queue_page.py", title=_("Queue"), url_path="queue", default=True),
        st.Page("views/item_page.py", title=_("Review"), url_path="item"),
        st.Page("views/history_page.py", title=_("History"), url_path="history"),
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} · Soi Tin")
page_language.tell()
account.show(reader, page.url_path)
page.run()
