"""A company's own site: news stands among its adverts, and who the employer is stands in no field.

Its pages leave the employer to the site's name and the licence to the footer.
"""

import re
from dataclasses import replace

from crawler.errors import NotAnAdvert
from crawler.extract.page import Page
from crawler.extract.plain_text import element_text
from crawler.site_file import SiteFile
from storage.records import ExtractedAdvert

_LICENCE = re.compile(
    r"\d{1,5}\s{0,3}/\s{0,3}(?:\d{4}\s{0,3}/\s{0,3})?(?:B?L[ĐD]\s{0,2}-?\s{0,2}TB\s{0,2}-?\s{0,2}XH|BNV|NV)"
    r"\s{0,3}[-–/]?\s{0,3}(?:GP\w{0,6})?",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?P<recruits>tuyển|phỏng vấn|ứng viên|đơn hàng)\b|\b(?P<pays>lương|thu nhập)\b|"
    r"\b(?P<more>làm thêm|tăng ca|phụ cấp|ký túc xá)\b|(?P<term>hợp đồng (?:lao động )?\d)|"
    r"\b(?P<fee>(?:tiền|phí) dịch vụ)\b|(?P<people>\d\s?(?:nam|nữ|bạn|người|suất|thợ|thực tập sinh|công nhân)\b)",
    re.IGNORECASE,
)
_ENOUGH_OF_AN_OFFER = 2


def require_offer(advert: ExtractedAdvert) -> None:
    """Do nothing for an article that offers work.

    Raises:
        NotAnAdvert: it is news, a guide, a notice: fewer than two of wage, recruiting, headcount, term, fee are in it.
    """
    said = {match.lastgroup for match in _OFFER.finditer(advert.text)}
    if len(said) < _ENOUGH_OF_AN_OFFER:
        raise NotAnAdvert(kind="no_advert_text", sentence="the article does not speak of work on offer")


def complete_by_site(page: Page, advert: ExtractedAdvert, site: SiteFile) -> ExtractedAdvert:
    """Return the advert with the site's own company as employer where the page names none, and its licence."""
    licence = footer_licence(page)
    return replace(
        advert,
        employer_name=advert.employer_name or site.title,
        stated=advert.stated | ({"footer_licence": licence} if licence else {}),
    )


def footer_licence(page: Page) -> str:
    """Return the number of the licence that the footer names, as written there; empty if it names none."""
    for footer in page.html.css("footer, #footer, .footer"):
        found = _LICENCE.search(" ".join(element_text(footer.root).split()))
        if found:
            return found.group().strip()
    return ""
