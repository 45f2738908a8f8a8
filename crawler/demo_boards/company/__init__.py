"""The demo site "Nhân lực Cầu Tre": an invented sending company, its orders as articles with tables."""

from pathlib import Path

LICENSED = Path(__file__).with_name("licensed.csv")
"""The invented list of enterprises licensed to send workers abroad, this one among them."""
