"""Steps 3 and 4 for one capture: read it, then keep the advert or the reason why there is none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from crawler.errors import NotAnAdvert, UnreadableAdvert
from crawler.extract.disagreement import disagreement
from storage.adverts import keep_advert, refuse_capture
from storage.records import ExtractedAdvert
from storage.runs import add_issue
from storage.tables import Capture

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a capture gave no advert."""

    outcome: str
    """not_an_advert | failed"""
    kind: str
    sentence: str


def read_or_refuse(read: Callable[[], ExtractedAdvert]) -> ExtractedAdvert | Refusal:
    """Call a reading function and return its advert, or why there is none; never raises for what a page says."""
    try:
        return read()
    except NotAnAdvert as answer:
        return Refusal(outcome="not_an_advert", kind=answer.kind, sentence=answer.sentence)
    except UnreadableAdvert as answer:
        return Refusal(outcome="failed", kind=answer.kind, sentence=answer.sentence)
    except Exception as error:  # one page that we read wrongly must not lose the others; it is recorded as failed
        logger.exception("a page could not be read")
        return Refusal(outcome="failed", kind="unexpected", sentence=f"{type(error).__name__}: {error}")


def keep_result(
    session: Session, capture: Capture, result: ExtractedAdvert | Refusal, *, now: datetime, by_time: bool = False
) -> str:
    """Keep an advert or a refusal, and return what it was: new, edited, unchanged, older, not_an_advert or failed.

    `by_time` is for captures that may come in any order, see `keep_advert`.
    """
    if isinstance(result, ExtractedAdvert):
        if difference := disagreement(result):
            add_issue(session, capture.run_id, kind="disagreement", message=difference, url=capture.url, now=now)
        return keep_advert(session, capture, result, now=now, by_time=by_time).change
    sentence = result.sentence.replace("\x00", "")
    refuse_capture(session, capture, outcome=result.outcome, reason=sentence, now=now)
    add_issue(session, capture.run_id, kind=result.kind, message=sentence, url=capture.url, now=now)
    return result.outcome
