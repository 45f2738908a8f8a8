"""One row of an imported file: a JobPosting as a board published it, or an advert as plain fields."""

import json
from typing import Any

from crawler.addresses import web_address
from crawler.errors import UnreadableAdvert
from crawler.extract.dates import read_date
from crawler.extract.job_posting import advert_text, read_job_posting
from crawler.extract.plain_text import one_line, plain_text, storable
from storage.records import ExtractedAdvert

_NAMES = {
    "title": ("title",),
    "employer_name": ("employer_name", "company", "employer"),
    "place": ("place", "location"),
    "province": ("province",),
    "salary_text": ("salary_text", "salary"),
    "posted_on": ("posted_on", "posted_at", "date"),
    "expires_on": ("expires_on",),
}
_PROVINCE_LENGTH = 60
_TITLE_LENGTH = 200


def parse_row(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a line.

    Raises:
        UnreadableAdvert: it is not UTF-8, not JSON, or not an object.
    """
    try:
        row = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        msg = f"not UTF-8 at byte {error.start}; save the file as UTF-8"
        raise UnreadableAdvert(kind="not_utf8", sentence=msg) from error
    except (ValueError, RecursionError) as error:
        msg = f"not JSON: {error}"
        raise UnreadableAdvert(kind="not_json", sentence=msg) from error
    if not isinstance(row, dict):
        raise UnreadableAdvert(kind="not_json", sentence="not a JSON object")
    return row


def extract_row(row: dict[str, Any]) -> ExtractedAdvert:
    """Return the advert of a row that has `jobposting` or `text`.

    Raises:
        UnreadableAdvert: it has neither, its text is empty, or its JobPosting lacks title or text.
    """
    posting = row.get("jobposting")
    if isinstance(posting, dict):
        return read_job_posting(posting, source="json_ld", repairs=[])
    repairs: list[str] = []
    text = plain_text(_text(row.get("text")), repairs)
    if not text:
        missing = "its columns of text are empty" if "stated" in row else "it has neither a `jobposting` nor a `text`"
        raise UnreadableAdvert(kind="empty_text", sentence=f"the row does not say anything: {missing}")
    told = {field: one_line(_first(row, names), repairs) for field, names in _NAMES.items()}
    title = told["title"] or text.partition("\n")[0][:_TITLE_LENGTH]
    return ExtractedAdvert(
        title=title,
        employer_name=told["employer_name"],
        text=text if title in text else advert_text(title, {"Nội dung": text}),
        source="file",
        canonical_url=web_address("", _text(row.get("url"))),
        place=told["place"],
        province=told["province"][:_PROVINCE_LENGTH],
        salary_text=told["salary_text"],
        posted_on=read_date(told["posted_on"], repairs),
        expires_on=read_date(told["expires_on"], repairs),
        repairs=tuple(dict.fromkeys(repairs)),
        stated=storable(_stated(row)),
    )


def _stated(row: dict[str, Any]) -> dict[str, Any]:
    others = row.get("stated")
    named = {key: value for key, value in row.items() if key in ("id", "blue_collar", "labour_export")}
    return named | (others if isinstance(others, dict) else {})


def _first(row: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(row.get(name)))), "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
