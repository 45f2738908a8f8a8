"""Step 4: keep an advert: find it by its identity, add a version where its content changed, give it a campaign."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.campaigns import refresh_campaign, start_campaign
from storage.folding import fold
from storage.personal_data.pseudonyms import hashes_of
from storage.records import ExtractedAdvert, KeptAdvert
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, Capture, CrawlRun, Extraction


def keep_advert(
    session: Session, capture: Capture, advert: ExtractedAdvert, *, now: datetime, by_time: bool = False
) -> KeptAdvert:
    """Add what a capture said of an advert; nothing kept before is changed.

    The run's counters and the capture's extraction row are written in the same unit of work. A crawl's captures come
    one after the other, whatever its clock says; with `by_time` they may come in any order, as from an archive, and
    what is older than the advert's newest capture never becomes what the advert says now.
    """
    kept = read_into_version(session, capture, advert, now=now, by_time=by_time)
    _count(session, capture.run_id, kept.change)
    return kept


def read_into_version(
    session: Session, capture: Capture, advert: ExtractedAdvert, *, now: datetime, by_time: bool = True
) -> KeptAdvert:
    """Do what `keep_advert` does without counting it in the capture's run: for a capture that is read again."""
    content = content_sha256(advert)
    row, is_new = _find_or_add(session, capture, advert, content)
    latest = latest_version(session, row.id)
    is_older = by_time and latest is not None and not _is_in_force(session, capture, row, latest)
    _note_seen(row, capture.fetched_at)
    same = latest if latest is not None and latest.content_sha256 in _hashes(content) else None
    if is_older and same is None:
        same = _version_with(session, row.id, content)
    if same is not None:
        kept = KeptAdvert(advert_id=row.id, version_id=same.id, change="unchanged")
    else:
        number = _number_before_all(session, row.id) if is_older else latest.number + 1 if latest else 1
        version = _add_version(session, row, capture, advert, content, number=number)
        if not is_older:
            _enter_campaign(session, row, is_new=is_new, now=now)
        change = "new" if is_new else "older" if is_older else "edited"
        kept = KeptAdvert(advert_id=row.id, version_id=version.id, change=change)
    session.add(Extraction(capture_id=capture.id, at=now, outcome="advert", reason="", version_id=kept.version_id))
    return kept


def keep_unchanged(session: Session, capture: Capture, version_id: int, *, now: datetime) -> KeptAdvert:
    """Keep that a capture showed the very page that a version was read from."""
    version = session.get_one(AdvertVersion, version_id)
    _note_seen(session.get_one(Advert, version.advert_id), capture.fetched_at)
    session.add(Extraction(capture_id=capture.id, at=now, outcome="advert", reason="", version_id=version_id))
    _count(session, capture.run_id, "unchanged")
    return KeptAdvert(advert_id=version.advert_id, version_id=version_id, change="unchanged")


def refuse_capture(session: Session, capture: Capture, *, outcome: str, reason: str, now: datetime) -> None:
    """Keep why a capture gave no advert: `not_an_advert`, or `failed` where it should have been one."""
    read_into_refusal(session, capture, outcome=outcome, reason=reason, now=now)
    run = session.get_one(CrawlRun, capture.run_id)
    if outcome == "failed":
        run.failed += 1
    else:
        run.refused += 1


def read_into_refusal(session: Session, capture: Capture, *, outcome: str, reason: str, now: datetime) -> None:
    """Do what `refuse_capture` does without counting it in the capture's run."""
    session.add(Extraction(capture_id=capture.id, at=now, outcome=outcome, reason=reason, version_id=None))


def content_sha256(advert: ExtractedAdvert) -> str:
    """Return the hash of all that an advert says; its address and how it was read do not count."""
    said = asdict(advert)
    for key in ("canonical_url", "source", "repairs"):
        said.pop(key)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def latest_version(session: Session, advert_id: int) -> AdvertVersion | None:
    """Return what an advert said last, or None."""
    query = select(AdvertVersion).where(AdvertVersion.advert_id == advert_id).order_by(AdvertVersion.number.desc())
    return session.scalars(query.limit(1)).first()


def latest_reading(session: Session, capture_id: int) -> Extraction | None:
    """Return how a capture was read last, or None."""
    query = select(Extraction).where(Extraction.capture_id == capture_id).order_by(Extraction.id.desc())
    return session.scalars(query.limit(1)).first()


def _hashes(content: str) -> tuple[str, ...]:
    """Return what a version of this content is known by, so that no page brings back what was made unreadable."""
    return hashes_of(content, settings().home)


def _is_in_force(session: Session, capture: Capture, row: Advert, latest: AdvertVersion) -> bool:
    """Tell whether a capture shows what its advert says now: nothing newer is known, or it was read as that before."""
    if capture.fetched_at >= row.last_seen_at:
        return True
    before = latest_reading(session, capture.id)
    return before is not None and before.version_id == latest.id


def _version_with(session: Session, advert_id: int, content: str) -> AdvertVersion | None:
    query = select(AdvertVersion).where(
        AdvertVersion.advert_id == advert_id, AdvertVersion.content_sha256.in_(_hashes(content))
    )
    return session.scalars(query.order_by(AdvertVersion.number.desc()).limit(1)).first()


def _number_before_all(session: Session, advert_id: int) -> int:
    """Return 0, -1, …: the highest number stays that of what the advert says now."""
    lowest = session.scalar(select(func.min(AdvertVersion.number)).where(AdvertVersion.advert_id == advert_id))
    return min(1 if lowest is None else lowest, 1) - 1


def _note_seen(row: Advert, at: datetime) -> None:
    row.first_seen_at = min(row.first_seen_at, at)
    row.last_seen_at = max(row.last_seen_at, at)
    if row.removed_seen_at is not None and at > row.removed_seen_at:
        row.removed_seen_at = None  # it came back; the readings of its captures still tell that it was gone


def _find_or_add(session: Session, capture: Capture, advert: ExtractedAdvert, content: str) -> tuple[Advert, bool]:
    identity = advert.canonical_url or f"sha256:{content}"
    by_content = [f"{kind}:{one}" for kind, one in zip(("sha256", "keyed"), _hashes(content), strict=False)]
    known = [identity] if advert.canonical_url else by_content
    query = select(Advert).where(Advert.site_id == capture.site_id, Advert.identity.in_(known))
    row = session.scalars(query.order_by(Advert.id)).first()
    if row is not None:
        return row, False
    row = Advert(
        site_id=capture.site_id,
        identity=identity,
        url=advert.canonical_url,
        first_seen_at=capture.fetched_at,
        last_seen_at=capture.fetched_at,
    )
    session.add(row)
    session.flush()
    return row, True


def _add_version(
    session: Session, row: Advert, capture: Capture, advert: ExtractedAdvert, content: str, *, number: int
) -> AdvertVersion:
    wage = advert.wage
    version = AdvertVersion(
        advert_id=row.id,
        number=number,
        capture_id=capture.id,
        seen_at=capture.fetched_at,
        content_sha256=content,
        title=advert.title,
        employer_name=advert.employer_name,
        text=advert.text,
        folded=fold(f"{advert.employer_name}\n{advert.text}"),
        place=advert.place,
        province=advert.province,
        salary_text=advert.salary_text,
        wage_min=wage.min if wage else None,
        wage_max=wage.max if wage else None,
        wage_currency=wage.currency if wage else None,
        wage_period=wage.period if wage else None,
        posted_on=advert.posted_on,
        expires_on=advert.expires_on,
        source=advert.source,
        repairs=list(advert.repairs),
        stated=advert.stated,
    )
    session.add(version)
    session.flush()
    return version


def _enter_campaign(session: Session, row: Advert, *, is_new: bool, now: datetime) -> None:
    if is_new:
        start_campaign(session, row.id, now=now)
    else:
        refresh_campaign(session, row.id, now=now)


def _count(session: Session, run_id: int, change: str) -> None:
    run = session.get_one(CrawlRun, run_id)
    run.adverts += 1
    run.new_adverts += change == "new"
    run.new_versions += change == "edited"
