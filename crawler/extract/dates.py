"""Dates as boards write them; every reading that is not plain ISO is named."""

import re
from datetime import UTC, date, datetime
from typing import Any

from crawler.extract.page import VIETNAM

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_MONTHS_IN_YEAR = 12


def read_date(value: Any, repairs: list[str]) -> date | None:
    """Return the day a value names, in Vietnam; None if it names none."""
    text = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not text:
        return None
    found = _moment(text) or _iso(text) or _day_first(text, repairs) or _epoch(text, repairs)
    if found is None:
        repairs.append("date_unreadable")
    return found


def in_order(posted: date | None, expires: date | None, repairs: list[str]) -> tuple[date | None, date | None]:
    """Return the two dates, put right where the advert would have ended before it began."""
    if posted and expires and expires < posted:
        repairs.append("dates_swapped")
        return expires, posted
    return posted, expires


def _moment(text: str) -> date | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(VIETNAM).date() if moment.tzinfo else moment.date()


def _iso(text: str) -> date | None:
    match = _ISO.search(text)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _day_first(text: str, repairs: list[str]) -> date | None:
    match = _DAY_FIRST.search(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if second > _MONTHS_IN_YEAR >= first:
        repairs.append("date_month_first")
        return _date(year, first, second)
    repairs.append("date_day_first")
    return _date(year, second, first)


def _epoch(text: str, repairs: list[str]) -> date | None:
    if not _EPOCH.fullmatch(text):
        return None
    repairs.append("date_in_seconds")
    return datetime.fromtimestamp(int(text[:10]), UTC).astimezone(VIETNAM).date()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
