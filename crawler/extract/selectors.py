"""An advert from a page without structured data, by the CSS selectors of its site file."""

from parsel import Selector

from crawler.errors import UnreadableAdvert
from crawler.extract.dates import in_order, read_date
from crawler.extract.job_posting import advert_text
from crawler.extract.page import Page
from crawler.extract.plain_text import element_text, tidy
from crawler.site_file import Selectors
from storage.records import ExtractedAdvert

_PROVINCE_LENGTH = 60


def read_by_selectors(page: Page, selectors: Selectors) -> ExtractedAdvert:
    """Return the advert that the selected elements state.

    Raises:
        UnreadableAdvert: title or text are not where the site file says.
    """
    told = {field: _selected(page.html, css) for field, css in selectors.model_dump(exclude_none=True).items()}
    title = " ".join(told.get("title", "").split())
    for field, value in (("title", title), ("text", told.get("text", ""))):
        if not value:
            msg = f"the site's selector of the {field} finds nothing; has the page changed?"
            raise UnreadableAdvert(kind=f"no_{field}", sentence=msg)
    repairs = list(page.repairs)
    posted, expires = in_order(
        read_date(told.get("posted_on"), repairs), read_date(told.get("expires_on"), repairs), repairs
    )
    line = {key: " ".join(told.get(key, "").split()) for key in ("employer_name", "place", "province", "salary_text")}
    added = {
        "Mức lương": line["salary_text"],
        "Địa điểm làm việc": line["place"],
        "Nhà tuyển dụng": line["employer_name"],
    }
    sections = {"Nội dung": told["text"]} | {heading: text for heading, text in added.items() if text}
    return ExtractedAdvert(
        title=title,
        employer_name=line["employer_name"],
        text=advert_text(title, sections),
        source="selectors",
        place=line["place"],
        province=line["province"][:_PROVINCE_LENGTH],
        salary_text=line["salary_text"],
        posted_on=posted,
        expires_on=expires,
        repairs=tuple(dict.fromkeys(repairs)),
    )


def _selected(html: Selector, css: str) -> str:
    parts = []
    for found in html.css(css):
        root = found.root
        parts.append(tidy(root) if isinstance(root, str) else element_text(root))
    return "\n".join(part for part in parts if part)
