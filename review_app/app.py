"""What Streamlit runs for every page: page config, who is there, navigation; nothing else."""

import streamlit as st

from review_app import desk, navigation, person
from review_app.components import account, page_language, site_banner, style

st.set_page_config(page_title="Soi Tin", page_icon="🔎", layout="wide", initial_sidebar_state="collapsed")
style.apply()
reader = person.require()
desk.see_as(reader)
page = st.navigation(navigation.pages_of(reader), position="top")
st.set_page_config(page_title=f"{page.title} · Soi Tin")
page_language.tell()
account.show(reader, page.url_path)
site_banner.show(reader, page.url_path)
page.run()
