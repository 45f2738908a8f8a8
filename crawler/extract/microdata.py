"""schema.org JobPosting in microdata, turned into the shape that JSON-LD has."""

from typing import Any

from extruct.w3cmicrodata import MicrodataExtractor

from crawler.extract.json_ld import is_job_posting
from crawler.extract.page import Page


def job_postings(page: Page) -> list[dict[str, Any]]:
    """Return every top-level JobPosting item of a page."""
    if "JobPosting" not in page.source:
        return []
    items = MicrodataExtractor(nested=True).extract_items(page.html.root, page.url)
    return [shaped for item in items if is_job_posting(shaped := _shaped(item))]


def _shaped(item: Any) -> Any:
    if isinstance(item, list):
        return [_shaped(entry) for entry in item]
    if not isinstance(item, dict):
        return item
    kind = item.get("type", "")
    properties = {name: _shaped(value) for name, value in item.get("properties", {}).items()}
    return {"@type": kind, **properties}
