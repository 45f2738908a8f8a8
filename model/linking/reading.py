"""Reading an advert for linking: its contact points and its template; only the readers of facts that this needs."""

import re
from collections.abc import Iterable

from model.facts.bank_accounts import find_accounts
from model.facts.phones import find_phones
from model.facts.tax_codes import find_tax_codes
from model.linking.contact_points import Numbers, contact_points
from model.linking.disguised_numbers import disguised_accounts, disguised_phones
from model.linking.hidden_numbers import hidden_numbers
from model.linking.records import LinkReading, LinkRow
from model.linking.templates import template_of
from model.linking.trades import trades_of
from model.text import AlignedText, align

_NOT_WORDS = re.compile(r"[\W_]+")


def read_link(row: LinkRow) -> LinkReading:
    """Read one advert; any text is accepted, one of a single word gives an empty list of contacts."""
    text = align(row.text)
    numbers = _numbers(text)
    contacts = contact_points(row, text, numbers, _title(row))
    template = template_of(text, numbers, contacts)
    return LinkReading(
        id=row.id,
        site=row.site,
        posted_at=row.posted_at,
        contacts=contacts,
        template=template,
        trade=trades_of(template.tokens, f"{row.title} {_NOT_WORDS.sub(' ', row.site)}"),
        employer_name=row.employer_name,
    )


def _title(row: LinkRow) -> tuple[AlignedText, Numbers] | None:
    """Read the title where it may hold a contact and does not stand in the text anyway."""
    if row.title in row.text or not any(sign.isdigit() or sign in "@." for sign in row.title):
        return None
    text = align(row.title)
    return text, _numbers(text)


def _numbers(text: AlignedText) -> Numbers:
    accounts, tax_codes = list(find_accounts(text)), find_tax_codes(text)
    known = [(one.start, one.end) for one in accounts]
    accounts += [one for one in disguised_accounts(text) if _is_apart(one.start, one.end, known)]
    taken = [(one.start, one.end) for one in accounts] + [(one.start, one.end) for one in tax_codes]
    phones = find_phones(text, taken=taken)
    spans = [(phone.start, phone.end) for phone in phones] + taken
    hidden = [one for one in (*hidden_numbers(text), *disguised_phones(text)) if _is_apart(one.start, one.end, spans)]
    return Numbers(phones=sorted({*phones, *hidden}), accounts=sorted(accounts), tax_codes=tax_codes)


def _is_apart(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return not any(a < end and start < b for a, b in spans)
