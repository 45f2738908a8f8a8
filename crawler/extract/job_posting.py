"""A schema.org JobPosting, as JSON-LD or microdata state it, turned into an `ExtractedAdvert`.

`identifier` is never the advert's identity: on the boards seen it names the employer.
"""

from collections.abc import Iterator
from typing import Any

from crawler.addresses import web_address
from crawler.errors import UnreadableAdvert
from crawler.extract.dates import in_order, read_date
from crawler.extract.plain_text import one_line, plain_text, storable
from crawler.extract.wages import read_wage
from storage.records import ExtractedAdvert

SECTIONS = {
    "description": "Mô tả công việc",
    "responsibilities": "Trách nhiệm",
    "qualifications": "Yêu cầu",
    "skills": "Kỹ năng",
    "educationRequirements": "Học vấn",
    "experienceRequirements": "Kinh nghiệm",
    "physicalRequirement": "Yêu cầu sức khoẻ",
    "jobBenefits": "Quyền lợi",
    "benefits": "Quyền lợi",
    "incentiveCompensation": "Thưởng",
    "workHours": "Thời gian làm việc",
    "specialCommitments": "Cam kết",
    "applicationContact": "Liên hệ",
}
"""Text fields in reading order, each with the heading it gets."""

_READ_ELSEWHERE = frozenset(
    ("@context", "@type", "@id", "title", "name", "datePosted", "validThrough", "baseSalary", "url", *SECTIONS)
)
_PROVINCE_LENGTH = 60


def read_job_posting(posting: dict[str, Any], *, source: str, repairs: list[str]) -> ExtractedAdvert:
    """Return the advert that a JobPosting states; `repairs` grows by what had to be mended.

    Raises:
        UnreadableAdvert: it states no title or no text.
    """
    posting = storable(posting)
    title = one_line(_words(posting.get("title") or posting.get("name")), repairs)
    sections = dict(_sections(posting, repairs))
    if not title or not sections:
        missing = "title" if not title else "description"
        msg = f"its JobPosting has no {missing}"
        raise UnreadableAdvert(kind=f"no_{missing}", sentence=msg)
    employer = one_line(_employer(posting, repairs), repairs)
    place, province = _workplace(posting.get("jobLocation"), repairs)
    wage, salary_text = read_wage(posting.get("baseSalary") or posting.get("estimatedSalary"), repairs)
    posted, expires = in_order(
        read_date(posting.get("datePosted"), repairs), read_date(posting.get("validThrough"), repairs), repairs
    )
    added = {"Mức lương": salary_text, "Địa điểm làm việc": place, "Nhà tuyển dụng": employer}
    return ExtractedAdvert(
        title=title,
        employer_name=employer,
        text=advert_text(title, sections | {heading: text for heading, text in added.items() if text}),
        source=source,
        canonical_url=web_address("", _words(posting.get("url"))),
        place=place,
        province=province[:_PROVINCE_LENGTH],
        salary_text=salary_text,
        wage=wage,
        posted_on=posted,
        expires_on=expires,
        repairs=tuple(dict.fromkeys(repairs)),
        stated={key: value for key, value in posting.items() if key not in _READ_ELSEWHERE},
    )


def advert_text(title: str, sections: dict[str, str]) -> str:
    """Return title and sections as one text; a section that an earlier one repeats word for word stands once."""
    text = title
    for heading, body in sections.items():
        if body in text:
            continue
        starts_with_heading = body.casefold().startswith(heading.casefold())
        text += f"\n\n{body}" if starts_with_heading else f"\n\n{heading}:\n{body}"
    return text


def _sections(posting: dict[str, Any], repairs: list[str]) -> Iterator[tuple[str, str]]:
    told: dict[str, str] = {}
    for key, heading in SECTIONS.items():
        body = plain_text(_words(posting.get(key)), repairs)
        if body:
            told[heading] = f"{told[heading]}\n{body}" if heading in told else body
    yield from told.items()


def _words(value: Any) -> str:
    """Return what a value says, whatever its shape: a string, a number, a list, or an object with words in it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return "\n".join(text for item in value if (text := _words(item)))
    if "monthsOfExperience" in value:
        return f"{value['monthsOfExperience']} tháng"
    return "\n".join(text for key, item in value.items() if not key.startswith("@") and (text := _words(item)))


def _employer(posting: dict[str, Any], repairs: list[str]) -> str:
    organization = posting.get("hiringOrganization")
    if isinstance(organization, list):
        repairs.append("employer_is_list")
        organization = organization[0] if organization else None
    if isinstance(organization, str) and organization.strip():
        repairs.append("employer_is_text")
        return organization
    if isinstance(organization, dict) and (name := _words(organization.get("name")).strip()):
        return name
    identifier = posting.get("identifier")
    if isinstance(identifier, dict) and (name := _words(identifier.get("name")).strip()):
        repairs.append("employer_from_identifier")
        return name
    return ""


def _workplace(location: Any, repairs: list[str]) -> tuple[str, str]:
    places: list[str] = []
    provinces: list[str] = []
    for entry in location if isinstance(location, list) else [location]:
        place, province = _one_workplace(entry, repairs)
        places += [place] if place and place not in places else []
        provinces += [province] if province and province not in provinces else []
    return "; ".join(places), "; ".join(provinces)


def _one_workplace(entry: Any, repairs: list[str]) -> tuple[str, str]:
    address = entry.get("address", entry) if isinstance(entry, dict) else entry
    if isinstance(address, str):
        repairs.append("address_is_text")
        return one_line(address, repairs), ""
    if not isinstance(address, dict):
        return "", ""
    keys = ("streetAddress", "addressLocality", "addressRegion")
    parts = [one_line(_words(address.get(key)).replace("\n", ", "), repairs) for key in keys]
    place = ""
    for part in parts:
        if part and part.casefold() not in place.casefold():
            place = f"{place}, {part}" if place else part
    return place, parts[2]
