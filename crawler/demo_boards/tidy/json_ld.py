"""Structured data as the boards of the country publish it: several blocks, `@graph`, HTML in text, and its mishaps."""

import json
from html import escape
from typing import Any

from crawler.demo_boards.tidy.adverts import DemoAdvert


def posting(advert: DemoAdvert, url: str) -> dict[str, Any]:
    """Return the JobPosting of an advert."""
    found: dict[str, Any] = {
        "@type": "JobPosting",
        "title": advert.title,
        "description": description_html(advert),
        "identifier": {
            "@type": "PropertyValue",
            "name": advert.employer_name,
            "value": sum(map(ord, advert.employer_name)),
        },
        "datePosted": advert.posted_on.isoformat(),
        "validThrough": f"{advert.expires_on.isoformat()}T23:59:59+07:00",
        "employmentType": advert.employment_type,
        "hiringOrganization": {"@type": "Organization", "name": advert.employer_name},
        "industry": advert.industry,
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": advert.street,
                "addressLocality": advert.locality,
                "addressRegion": advert.region,
                "addressCountry": "VN",
            },
        },
        "url": url,
    }
    if advert.salary:
        amounts = {"minValue": advert.salary.get("min"), "maxValue": advert.salary.get("max")}
        found["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": advert.salary["currency"],
            "value": {"@type": "QuantitativeValue", **amounts, "unitText": advert.salary["unit"]},
        }
    elif advert.salary_text:
        found["baseSalary"] = {"@type": "MonetaryAmount", "currency": "VND", "value": {"value": advert.salary_text}}
    return found


def blocks(advert: DemoAdvert, url: str) -> list[str]:
    """Return the scripts of an advert page; every second board page wraps its posting in `@graph`."""
    if advert.quirk == "no_structured_data":
        return []
    breadcrumbs: dict[str, Any] = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "name": advert.industry}],
    }
    context: dict[str, Any] = {"@context": "https://schema.org"}
    if sum(map(ord, advert.id)) % 2:
        values = [context | {"@graph": [breadcrumbs, posting(advert, url)]}]
    else:
        values = [context | breadcrumbs, context | posting(advert, url)]
    texts = [json.dumps(value, ensure_ascii=False).replace("</", "<\\/") for value in values]
    return [_broken(text, advert.quirk) for text in texts]


def description_html(advert: DemoAdvert) -> str:
    """Return the sections of an advert as the HTML that boards put into `description`."""
    parts = []
    for section in advert.sections:
        lines = "".join(f"<li>{escape(line)}</li>" for line in section["lines"])
        parts.append(f"<h2>{escape(section['heading'])}</h2><ul>{lines}</ul>")
    return "".join(parts)


def _broken(text: str, quirk: str) -> str:
    if quirk == "broken_json_ld":  # quotation marks that somebody forgot to escape
        return text.replace('"title": "', '"title": "Tuyển gấp "siêu tốc" ')
    if quirk == "commented_json_ld":
        return f"<!--\n/* du lieu cau truc */ {text[:-1]}, }}\n-->"
    return text
