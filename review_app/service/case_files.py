"""Make document and bundle of a referral, and hand them out; every file that leaves is in the audit chain first."""

import json
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from review_app.case_file.annexes import About
from review_app.case_file.bundle import make_bundle
from review_app.case_file.document import make_document
from review_app.case_file.wording import DOCUMENTS
from review_app.language import _
from review_app.service import logins
from review_app.service.database import engine, now
from review_app.service.exporting import ExportRefused
from review_app.service.logins import Person
from review_app.service.referring import Done, is_seen_by
from storage.audit_chain.audit import append_event
from storage.audit_chain.checkpoints import KEY, read_key
from storage.capture_export import export_captures
from storage.database import reading, unit_of_work
from storage.errors import StorageError
from storage.personal_data.erasure_beside import closed_since, require_open_referral
from storage.referring.case_files import keep_case_file, read_case_file
from storage.referring.referral_lists import ReferralCase, read_referral
from storage.referring.referrals import REFUSED, WITHDRAWN, ReferralRefused, content_hash, decision_stands
from storage.settings import settings
from storage.tables import CaseFile

_GZIP = 16 + zlib.MAX_WBITS
_README = """Gói hồ sơ này gồm:
- văn bản dự thảo (.docx);
- content.json: toàn bộ nội dung, dấu hiệu, trích dẫn, quy định như tại thời điểm đề xuất;
- captures.warc.gz: bản chụp nguyên trạng các trang mạng (mở bằng ReplayWeb.page hoặc pywb);
- manifest.json: mã SHA-256 và độ dài của từng tệp; signature.json: chữ ký nếu cơ quan có khoá.
Kiểm tra gói: soitin bundle verify TÊN-GÓI.zip
Nội dung là dấu hiệu cần xác minh, chưa phải kết luận về vi phạm của tổ chức, cá nhân nào.
Bản chụp là chứng cứ gốc, có thể chứa thông tin của người không liên quan; chỉ dùng cho việc xác minh.
"""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file on its way to a browser."""

    name: str
    content: bytes


def make_files(person: Person, referral_id: int) -> Done:
    """Make document and bundle of an approved referral and keep them; the same again changes nothing."""
    if not person.may("export"):
        return Done(kept=False, said=_("Your role may not do this. Nothing was kept."))
    try:
        with unit_of_work(engine()) as session:
            case = _case(session, person, referral_id)
            if not _is_approved(case) or not decision_stands(session, case.referral):
                msg = "files are made of an approved referral whose decision is in force"
                raise ReferralRefused(msg, code="undone")
            _keep_files(session, case, person)
    except (StorageError, OSError) as error:
        return Done(kept=False, said=_("The files could not be made: {why}").format(why=_why(error)))
    return Done(kept=True, said=_("Document and bundle are ready to download."), referral_id=referral_id)


def hand_out_draft(token: str | None, referral_id: int) -> Handed:
    """Return the draft of a referral for whoever's session this is, at whatever state; nothing of it is kept.

    Raises:
        ExportRefused: nobody is there, their role may not, or there is none that they work on.
        ClosedCaseFile: what is personal in it was erased.
    """
    person = _person(token)
    with unit_of_work(engine()) as session:
        try:
            case = _case(session, person, referral_id)
        except ReferralRefused as refused:
            raise ExportRefused from refused
        require_open_referral(session, referral_id)
        name, content = _document(case)
        _note(session, person, referral_id, {"what": "draft", "name": name})
    return Handed(name, content)


def hand_out(token: str | None, case_file_id: int) -> Handed:
    """Return a file that was kept, for whoever's session this is.

    Raises:
        ExportRefused: nobody is there, their role may not, or there is none that they work on.
        DamagedCaseFile: its bytes are missing or changed.
        ClosedCaseFile: what is personal in it was erased since it was made.
    """
    person = _person(token)
    with unit_of_work(engine()) as session:
        row, content = read_case_file(session, case_file_id, settings().home)
        try:
            _case(session, person, row.referral_id)
        except ReferralRefused as refused:
            raise ExportRefused from refused
        require_open_referral(session, row.referral_id, made=row)
        _note(session, person, row.referral_id, {"what": "case_file", "name": row.name, "sha256": row.sha256})
    return Handed(row.name, content)


def closed_files(referral_id: int) -> dict[int | None, datetime]:
    """Return since when files of a referral are handed out no more, by their key; under None its draft."""
    with reading(engine()) as session:
        case = read_referral(session, referral_id)
        made: list[CaseFile | None] = [None, *(file for file, _account in case.files)] if case else []
        ends = [(file, closed_since(session, referral_id, made=file)) for file in made]
        return {file.id if file else None: at for file, at in ends if at is not None}


def draft_name(referral_id: int, kind: str) -> str:
    """Return the name that a draft is downloaded by."""
    return f"du-thao-{DOCUMENTS[kind].file}-{referral_id}.docx"


def _person(token: str | None) -> Person:
    person = logins.who(token)
    if person is None or not person.may("export"):
        raise ExportRefused
    return person


def _case(session: Session, person: Person, referral_id: int) -> ReferralCase:
    case = read_referral(session, referral_id)
    if case is None or not is_seen_by(session, person, case.referral):
        msg = f"there is no referral {referral_id} among those that this person works on"
        raise ReferralRefused(msg, code="gone")
    return case


def _is_approved(case: ReferralCase) -> bool:
    kinds = {event.kind for event, _account in case.events}
    return bool(kinds) and not kinds & {REFUSED, WITHDRAWN}


def _keep_files(session: Session, case: ReferralCase, person: Person) -> None:
    name, document = _document(case)
    referral, content = case.referral, case.referral.content
    captures = _captures(session, [one["capture"]["id"] for one in content["adverts"]])
    whole = {
        name: document,
        "content.json": _json(content),
        "captures.warc.gz": captures,
        "DOC-TRUOC.txt": _README.encode(),
    }
    about = {
        "referral": referral.id,
        "kind": referral.kind,
        "proposed_at": referral.at.isoformat(),
        "law_date": referral.law_date.isoformat(),
        "content_sha256": content_hash(content),
    }
    bundle = make_bundle(whole, about, _key())
    home, when = settings().home, now()
    stem = f"{DOCUMENTS[referral.kind].file}-{referral.id}"
    keep_case_file(session, home, referral.id, f"{stem}.docx", document, account_id=person.id, now=when)
    keep_case_file(session, home, referral.id, f"ho-so-{stem}.zip", bundle, account_id=person.id, now=when)


def _document(case: ReferralCase) -> tuple[str, bytes]:
    referral = case.referral
    about = About(
        referral_id=referral.id,
        kind=referral.kind,
        law_date=referral.law_date,
        proposed_at=referral.at,
        content_sha256=content_hash(referral.content),
    )
    return draft_name(referral.id, referral.kind), make_document(referral.content, about)


def _captures(session: Session, capture_ids: Sequence[int]) -> bytes:
    """Return a WARC of the captures without its first record, which names the moment of export and is new each time."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "captures.warc.gz"
        export_captures(session, capture_ids, settings().warc_folder, path)
        whole = path.read_bytes()
    first = zlib.decompressobj(_GZIP)
    first.decompress(whole)
    return first.unused_data


def _key() -> bytes | None:
    """Return the key of the audit chain; an office that never signed has none, and its bundles say so."""
    path = settings().home / KEY
    return read_key(path) if path.exists() else None


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=True, indent=1, sort_keys=True) + "\n").encode("ascii")


def _note(session: Session, person: Person, referral_id: int, detail: dict[str, Any]) -> None:
    subject = f"referral:{referral_id}"
    append_event(session, action="export", subject=subject, account_id=person.id, at=now(), detail=detail)


def _why(error: StorageError | OSError) -> str:
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)
