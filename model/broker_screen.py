"""A broker's dossier on one screen, Vietnamese first; contacts masked unless they may be shown whole."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable

from rich.console import Console
from rich.table import Table

from storage.broker_dossiers.dossier_records import Dossier, DossierContact
from storage.personal_data.masks import PERSON, mask_text, mask_value
from storage.personal_data.names import name_spans
from storage.tables import BrokerLink

_FIRST = 8
"""Lines of a part that a screen has room for."""
_OPEN_KINDS = frozenset(("company", "licence", "tax_code", "web"))
"""Kinds that name firms and not people."""
_ADDRESS = "address"
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .\-]?\d){8,10}(?!\d)")
_BULLETS = "•••"
_WIDE, _LONG = 150, 8
Hide = Callable[[str], str]


def print_dossier(dossier: Dossier, *, whole: bool) -> None:
    """Print a dossier; without `whole`, what reaches or names people is masked everywhere."""
    out = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False, markup=False)
    seen = f"{dossier.first_seen_at:%d/%m/%Y} – {dossier.last_seen_at:%d/%m/%Y}"
    out.print(f"{dossier.broker.id}: {len(dossier.adverts)} tin / adverts, {seen}")
    out.print("Dấu hiệu cần xác minh, không phải kết luận / signs to verify, no accusation")
    out.print(_risk(dossier))
    for title, found in (
        ("tỉnh / provinces", dossier.provinces),
        ("nước đến / destinations", dossier.destinations),
    ):
        if found:
            out.print(f"{title}: {_counted(found)}")
    hide: Hide = str if whole else Hider(dossier.contacts)
    out.print(_contacts(dossier, whole=whole))
    out.print(_adverts(dossier, hide))
    for line in (*_fees(dossier, hide), *_register(dossier), *_links(dossier, hide)):
        out.print(line)


def masked(kind: str, value: str, whose: str = "poster") -> str:
    """Return a contact so that it can be told from another and not be used: `0912•••11`."""
    if _is_open(kind, whose):
        return value
    if kind in (PERSON, _ADDRESS):
        return mask_value(PERSON, value)
    # a phone keeps its operator, a short name its first letter
    return f"{value[:4]}{_BULLETS}{value[-2:]}" if len(value) >= _LONG else f"{value[:1]}{_BULLETS}"


class Hider:
    """Masks contacts in a sentence or title."""

    def __init__(self, contacts: Iterable[DossierContact]) -> None:
        """Know what to look for; what looks like a phone is masked whoever's it is."""
        hidden = [one for one in contacts if not _is_open(one.kind, one.whose)]
        self._names = {one.shown for one in hidden if one.kind == PERSON}
        self._values = sorted(
            {(text, one.kind, one.whose) for one in hidden if one.kind != PERSON for text in (one.value, one.shown)},
            key=lambda known: (-len(known[0]), known),
        )

    def __call__(self, text: str) -> str:
        """Return a text with every contact masked."""
        text = mask_text(text, name_spans(text, self._names))
        for value, kind, whose in self._values:
            text = text.replace(value, masked(kind, value, whose))
        return _PHONE.sub(lambda match: masked("phone", match[0]), text)


def _is_open(kind: str, whose: str) -> bool:
    """Tell whether a contact is shown: that of a firm, or a workplace unless it is somebody else's house."""
    return kind in _OPEN_KINDS or (kind == _ADDRESS and whose != "other")


def _risk(dossier: Dossier) -> str:
    said = ", ".join(f"{verdict} {count}" for verdict, count in sorted(dossier.verdicts.items())) or "–"
    if dossier.risk is None:
        return f"kết luận / verdicts: {said}; chưa đủ để tính tỷ lệ / no share yet"
    risk = dossier.risk
    return (
        f"kết luận / verdicts: {said}; tỷ lệ đáng ngờ đã xác nhận / confirmed share "
        f"{risk.share:.0%} ({risk.low:.0%}–{risk.high:.0%}, n = {risk.of})"
    )


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in found.most_common(_FIRST))


def _contacts(dossier: Dossier, *, whole: bool) -> Table:
    table = Table("loại / kind", "liên hệ / contact", "của ai / whose", "tin / adverts", "từ / since", "đến / until")
    for one in dossier.contacts[: 2 * _FIRST]:
        value = one.shown if whole else masked(one.kind, one.shown, one.whose)
        days = (f"{one.first_seen_at:%d/%m/%Y}", f"{one.last_seen_at:%d/%m/%Y}")
        table.add_row(one.kind, value, one.whose, str(one.adverts), *days)
    return table


def _adverts(dossier: Dossier, hide: Hide) -> Table:
    table = Table("ngày / day", "tin / advert", "trang / site", "mức / band")
    for one in dossier.adverts[:_FIRST]:
        band = one.screening.band if one.screening else "–"
        table.add_row(f"{one.posted_at:%d/%m/%Y}", f"{one.advert.id}: {hide(one.version.title)}", one.site, band)
    return table


def _fees(dossier: Dossier, hide: Hide) -> Iterable[str]:
    for one in dossier.fees[-_FIRST:]:
        yield f"khoản thu / fee {one.seen_at:%d/%m/%Y} {one.value.get('kind', '')}: « {hide(one.quote)} »"


def _register(dossier: Dossier) -> Iterable[str]:
    for one in dossier.register[-_FIRST:]:
        yield f"danh bạ / register {one.listed_on:%d/%m/%Y}: {one.name}, {one.licence_number}: {one.status}"


def _links(dossier: Dossier, hide: Hide) -> Iterable[str]:
    for title, links in (("nối / link", dossier.links), ("gợi ý / suggestion", dossier.suggestions)):
        for one in links[:_FIRST]:
            yield hide(_sentence(title, one))


def _sentence(title: str, link: BrokerLink) -> str:
    reasons = "; ".join(f"{one['vietnamese']} ({one['bits']:+.1f})" for one in link.reasons)
    held = f", giữ lại vì / held by {link.held_by}" if link.held_by else ""
    return f"{title} {link.advert_a}–{link.advert_b} {link.probability:.1%}{held}: {reasons} = {link.bits:+.1f} bit"
