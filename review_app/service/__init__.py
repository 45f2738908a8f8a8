"""Use cases between pages and storage: plain functions and records, no Streamlit, nothing drawn."""
