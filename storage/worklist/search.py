"""Find campaigns by words, with and without accents, in every version of their adverts; and by a number or a name.

What people type never is a query language: signs are only signs, and each word must stand somewhere in one version.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from storage.folding import fold
from storage.tables import AdvertContact, AdvertVersion, BrokerMember, CampaignMember, Contact

MOST_FOUND = 1_000
"""Versions that a search looks at, the newest: more are read by nobody, and a word of everywhere must not take long."""

_MOST_TERMS = 12
_LONGEST = 200
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[ .\-()]{0,2}\d){7,15}(?!\w)")
_BROKER = re.compile(r"b-[0-9a-f]{12}")
_MOBILE = 10
_GROUPINGS = (
    *((4, 3, 3), (3, 3, 4), (4, 2, 2, 2), (3, 4, 3), (4, 2, 4), (4, 4, 2), (3, 3, 2, 2)),
    *((2, 4, 4), (2, 2, 2, 2, 2), (3, 2, 2, 3), (5, 5), (4, 6), (3, 7)),
)
"""How people write the ten digits of a phone."""
_ABROAD = ((2, 3, 3, 3), (2, 2, 3, 4), (2, 3, 2, 2, 2), (2, 3, 4, 2), (2, 2, 2, 2, 3), (2, 9))
"""The same with 84 in front."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be found: any of some phrases; the last word typed may be the beginning of one."""

    phrases: tuple[Phrase, ...]
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought."""

    campaigns: frozenset[int]
    is_cut: bool = False
    """Older versions that match were left out."""


def read_terms(typed: str) -> list[Term]:
    """Return what must be found; empty where nothing typed is a word or a number."""
    folded = fold(_plain(typed))
    terms, at = [], 0
    for number in _NUMBER.finditer(folded):
        terms += list(_words(folded[at : number.start()]))
        terms.append(Term(tuple(dict.fromkeys(_writings(number.group())))))
        at = number.end()
    rest = list(_words(folded[at:]))
    if rest and len(rest[-1].phrases[0][-1]) > 1 and folded[-1:].isalnum():
        rest[-1] = Term(rest[-1].phrases, is_beginning=True)
    return (terms + rest)[:_MOST_TERMS]


def find_campaigns(session: Session, typed: str) -> Found:
    """Return the campaigns with an advert that ever said all of these words, or is reached by this number or name."""
    terms = read_terms(typed)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    found, versions = set(_by_contact(session, typed)), 0
    if terms:
        if is_sqlite:
            query, said = _IN_SQLITE, " AND ".join(map(_in_fts5, terms))
        else:
            query, said = _IN_POSTGRESQL, " & ".join(map(_in_tsquery, terms))
        rows = session.execute(query, {"said": said, "most": MOST_FOUND}).all()
        versions = len({version for version, _ in rows})
        found |= {campaign for _, campaign in rows}
    return Found(frozenset(found), is_cut=versions >= MOST_FOUND)


_CAMPAIGNS = (
    "SELECT f.id, m.campaign_id FROM ({found}) f JOIN advert_version v ON v.id = f.id "
    "JOIN campaign_member m ON m.advert_id = v.advert_id AND m.left_at IS NULL"
)
_IN_SQLITE = text(
    _CAMPAIGNS.format(
        found="SELECT rowid AS id FROM advert_search WHERE advert_search MATCH :said ORDER BY rowid DESC LIMIT :most"
    )
)
_IN_POSTGRESQL = text(
    _CAMPAIGNS.format(
        found="SELECT version_id AS id FROM advert_search WHERE words @@ to_tsquery('simple', :said) "
        "ORDER BY version_id DESC LIMIT :most"
    )
)


def _plain(typed: str) -> str:
    """Return what was typed without what no database takes: NUL, and halves of characters; and not endlessly long."""
    return typed[:_LONGEST].replace("\0", " ").encode("utf-8", "ignore").decode()


def _in_fts5(term: Term) -> str:
    """Write a term for SQLite; words are letters and digits only, and in quotes nothing is an operator."""
    said = [f'"{" ".join(phrase)}"' + ("*" if term.is_beginning else "") for phrase in term.phrases]
    return f"({' OR '.join(said)})"


def _in_tsquery(term: Term) -> str:
    """Write a term for PostgreSQL; the same."""
    end = ":*" if term.is_beginning else ""
    said = [" <-> ".join(f"'{word}'" for word in phrase) + end for phrase in term.phrases]
    return f"({' | '.join(f'({one})' for one in said)})"


def _words(typed: str) -> Iterator[Term]:
    for piece in typed.split():
        words = tuple(_WORD.findall(piece))
        if words:
            yield Term((words,))


def _writings(number: str) -> Iterator[Phrase]:
    """Yield the ways in which a number may stand in a text: as typed, in one piece, and in the groups people use."""
    yield tuple(_WORD.findall(number))
    digits = _digits(number)
    yield (digits,)
    if len(digits) == _MOBILE and digits.startswith("0"):
        yield from (_cut(digits, grouping) for grouping in _GROUPINGS)
        abroad = f"84{digits[1:]}"
        yield (abroad,)
        yield from (_cut(abroad, grouping) for grouping in _ABROAD)
    else:
        for size in (3, 4):
            yield tuple(digits[start : start + size] for start in range(0, len(digits), size))


def _digits(number: str) -> str:
    """Return the digits of a number as they are dialled here."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) == _MOBILE + 1 else digits


def _cut(digits: str, grouping: tuple[int, ...]) -> Phrase:
    parts, at = [], 0
    for size in grouping:
        parts.append(digits[at : at + size])
        at += size
    return tuple(parts)


def _by_contact(session: Session, typed: str) -> list[int]:
    """Return the campaigns of adverts that print a contact, in whatever disguise, or stand with a broker."""
    whole = _plain(typed).strip()
    folded = " ".join(fold(whole).split())
    if not folded:
        return []
    meant = {
        whole,
        folded,
        whole.lower(),
        folded.removeprefix("@"),
        _digits(folded) if _NUMBER.fullmatch(folded) else "",
    }
    here = CampaignMember.left_at.is_(None)
    query = (
        select(CampaignMember.campaign_id)
        .join(AdvertVersion, AdvertVersion.advert_id == CampaignMember.advert_id)
        .join(AdvertContact, AdvertContact.version_id == AdvertVersion.id)
        .join(Contact, Contact.id == AdvertContact.contact_id)
        .where(or_(*(Contact.value == value for value in sorted(meant - {""}))), here)
        .order_by(AdvertVersion.id.desc())
    )
    found = list(session.scalars(query.limit(MOST_FOUND)))
    if _BROKER.fullmatch(folded):
        members = select(CampaignMember.campaign_id).join(
            BrokerMember, BrokerMember.advert_id == CampaignMember.advert_id
        )
        of_broker = members.where(BrokerMember.broker_id == folded, BrokerMember.left_at.is_(None), here)
        found += session.scalars(of_broker.limit(MOST_FOUND))
    return found
