"""How long what is personal stays readable: one clock a class of advert, agreed on by the office.

What is counted of adverts stays for good; only numbers, names and mailboxes become unreadable. The lengths are the
office's own: Law 91/2025/QH15 Art. 3 asks for a limit and names none (secondary texts only, not verified). Nothing here
ever touches the audit chain; Decree 333/2026 wants logs for twelve months at least (the same mark).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage.office_settings import OfficeSetting, read_setting, register
from storage.personal_data.erasure import EVERYTHING, erased_versions
from storage.tables import (
    Advert,
    AdvertVersion,
    Decision,
    Referral,
    ReferralEvent,
    Screening,
    SnapshotVersion,
)

HELD = ("proposed", "approved", "sent", "answered")
"""Where a referral stands while its adverts are kept for it, whatever any clock or person says."""

UNFLAGGED, FLAGGED, LEGITIMATE, REFERRED = "unflagged", "flagged", "legitimate", "referred"
NOTES, SESSIONS, COPIES = "notes", "sessions", "copies"

_FLAGGED_BANDS = ("high", "medium")
_LONGEST = 3650
_WORDS: Mapping[str, tuple[int, int, str, str]] = {
    UNFLAGGED: (180, 7, "tin không bị gắn cờ, tính từ lần thấy cuối", "adverts that were not flagged, since last seen"),
    LEGITIMATE: (90, 1, "tin được kết luận hợp pháp, tính từ kết luận", "adverts decided legitimate, since then"),
    FLAGGED: (730, 30, "tin bị gắn cờ, chưa chuyển đi đâu", "flagged adverts that were referred to nobody"),
    REFERRED: (1825, 365, "tin trong đề xuất chuyển tin, tính từ khi kết thúc", "adverts in a referral, since its end"),
    NOTES: (730, 30, "chữ riêng tư trong ghi chú", "what is personal in notes"),
    SESSIONS: (400, 365, "phiên đăng nhập đã kết thúc", "ended login sessions"),
    COPIES: (30, 1, "bản sao trước khi nâng cấp cơ sở dữ liệu", "copies made before a migration"),
}
"""Clock → days by default, fewest days, and what it is about in both languages."""

CLOCKS: Mapping[str, OfficeSetting] = {
    clock: register(
        OfficeSetting(
            name=f"keep_{clock}_days",
            kind="whole",
            default=days,
            least=fewest,
            most=_LONGEST,
            vietnamese=f"Số ngày giữ dữ liệu cá nhân: {vietnamese}",
            english=f"Days for which personal data stays readable: {english}",
        )
    )
    for clock, (days, fewest, vietnamese, english) in _WORDS.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An advert whose clock has run out."""

    advert_id: int
    clock: str
    since: datetime
    """When the clock began to run."""
    version_ids: tuple[int, ...]
    """Its versions that can still be read."""


def clock_days(session: Session) -> dict[str, int]:
    """Return clock → days, as the office agreed."""
    return {clock: int(read_setting(session, setting.name)) for clock, setting in CLOCKS.items()}


def due_adverts(session: Session, *, on: datetime) -> Iterator[Due]:
    """Yield every advert whose clock has run out by a moment, oldest first, those held for a referral left out."""
    days = clock_days(session)
    classes = _Classes.read(session)
    done = erased_versions(session, scope=EVERYTHING)
    latest = on - timedelta(days=min(days[clock] for clock in (UNFLAGGED, LEGITIMATE, FLAGGED, REFERRED)))
    versions: dict[int, list[int]] = {}
    for version_id, advert_id in session.execute(select(AdvertVersion.id, AdvertVersion.advert_id)):
        if version_id not in done:
            versions.setdefault(advert_id, []).append(version_id)
    query = select(Advert.id, Advert.last_seen_at).where(Advert.last_seen_at <= latest)
    for advert_id, seen_at in session.execute(query.order_by(Advert.last_seen_at, Advert.id)):
        clock, since = classes.clock_of(advert_id, seen_at)
        if clock and advert_id in versions and since + timedelta(days=days[clock]) <= on:
            yield Due(advert_id=advert_id, clock=clock, since=since, version_ids=tuple(versions[advert_id]))


def held_adverts(session: Session) -> dict[int, int]:
    """Return advert → a referral that is under way and needs it as it is."""
    newest = _status_of_referrals().subquery()
    query = (
        select(AdvertVersion.advert_id, Referral.id)
        .join(SnapshotVersion, SnapshotVersion.version_id == AdvertVersion.id)
        .join(Referral, Referral.snapshot_id == SnapshotVersion.snapshot_id)
        .outerjoin(newest, newest.c.referral_id == Referral.id)
        .where(func.coalesce(newest.c.kind, "proposed").in_(HELD))
    )
    return dict(session.execute(query).all())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Classes:
    held: Mapping[int, int]
    ended: Mapping[int, datetime]
    """Advert → when its last referral ended that was not refused or withdrawn."""
    decided: Mapping[int, tuple[str, datetime]]
    """Advert → newest live verdict, and when."""
    flagged: frozenset[int]
    """Adverts of which the newest screening of some version is in a band that people look at."""

    @classmethod
    def read(cls, session: Session) -> "_Classes":
        return cls(
            held=held_adverts(session),
            ended=_ended_referrals(session),
            decided=_verdicts(session),
            flagged=frozenset(_flagged(session)),
        )

    def clock_of(self, advert_id: int, seen_at: datetime) -> tuple[str, datetime]:
        """Return the clock of an advert and when it began; no clock while it is held."""
        if advert_id in self.held:
            return "", seen_at
        verdict, decided_at = self.decided.get(advert_id, ("", seen_at))
        if advert_id in self.ended:
            return REFERRED, max(seen_at, self.ended[advert_id])
        if verdict == "legitimate":
            return LEGITIMATE, max(seen_at, decided_at)
        if verdict == "suspicious" or advert_id in self.flagged:
            return FLAGGED, max(seen_at, decided_at)
        return UNFLAGGED, max(seen_at, decided_at)


def _status_of_referrals() -> Select[int, str]:
    last = select(func.max(ReferralEvent.id)).group_by(ReferralEvent.referral_id)
    return select(ReferralEvent.referral_id, ReferralEvent.kind, ReferralEvent.at).where(ReferralEvent.id.in_(last))  # type: ignore[return-value]


def _ended_referrals(session: Session) -> dict[int, datetime]:
    newest = _status_of_referrals().subquery()
    query = (
        select(AdvertVersion.advert_id, newest.c.at)
        .join(SnapshotVersion, SnapshotVersion.version_id == AdvertVersion.id)
        .join(Referral, Referral.snapshot_id == SnapshotVersion.snapshot_id)
        .join(newest, newest.c.referral_id == Referral.id)
        .where(newest.c.kind.not_in((*HELD, "refused", "withdrawn")))
    )
    ended: dict[int, datetime] = {}
    for advert_id, at in session.execute(query):
        ended[advert_id] = max(at, ended.get(advert_id, datetime.min.replace(tzinfo=UTC)))
    return ended


def _verdicts(session: Session) -> dict[int, tuple[str, datetime]]:
    query = (
        select(AdvertVersion.advert_id, Decision.verdict, Decision.at)
        .join(SnapshotVersion, SnapshotVersion.version_id == AdvertVersion.id)
        .join(Decision, Decision.snapshot_id == SnapshotVersion.snapshot_id)
        .where(Decision.closed_at.is_(None))
        .order_by(Decision.id)
    )
    return {advert_id: (verdict, at) for advert_id, verdict, at in session.execute(query)}


def _flagged(session: Session) -> Iterator[int]:
    newest = select(func.max(Screening.id)).group_by(Screening.version_id)
    query = (
        select(AdvertVersion.advert_id)
        .join(Screening, Screening.version_id == AdvertVersion.id)
        .where(Screening.id.in_(newest), Screening.band.in_(_FLAGGED_BANDS))
        .distinct()
    )
    yield from session.scalars(query)
