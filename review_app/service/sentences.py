"""The sentence of a finding in the reader's language: Vietnamese as it was kept, English as its indicator's meaning.

What is kept is never touched: both languages are words for the same finding, and the Vietnamese one holds its figures.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from model.indicators import EVALUATED, INDICATORS
from review_app.language import language
from storage.tables import Campaign, Finding
from storage.worklist.queue import QueueItem


def in_words(code: str, kept: str) -> str:
    """Return what a finding says: the sentence kept with it, or in English the meaning of its indicator.

    Args:
        code: the indicator's; one that this release does not know any more keeps its sentence.
        kept: the Vietnamese sentence of the screening.
    """
    return kept if language() == "vi" else _meanings().get(code) or kept


def reworded(session: Session, rows: Sequence[QueueItem]) -> list[QueueItem]:
    """Return rows of the queue with the sentence of each one's strongest finding in the reader's language."""
    if language() == "vi":
        return list(rows)
    codes = _first_codes(session, [row.campaign_id for row in rows])
    return [
        replace(row, first_finding=in_words(codes[row.campaign_id], row.first_finding))
        if row.first_finding and row.campaign_id in codes
        else row
        for row in rows
    ]


def _first_codes(session: Session, campaign_ids: Sequence[int]) -> dict[int, str]:
    """Return the code of each campaign's strongest finding, chosen as the queue chooses its sentence."""
    strongest_first = case({"strong": 0, "medium": 1}, value=Finding.strength, else_=2)
    query = (
        select(Campaign.id, Finding.code)
        .join(Finding, Finding.screening_id == Campaign.worst_screening_id)
        .where(Campaign.id.in_(campaign_ids))
        .order_by(strongest_first, Finding.id)
    )
    codes: dict[int, str] = {}
    for campaign_id, code in session.execute(query):
        codes.setdefault(campaign_id, code)
    return codes


@cache
def _meanings() -> dict[str, str]:
    return {indicator.code: indicator.meaning for indicator in (*INDICATORS, *EVALUATED)}
