"""The one exception to "nothing is overwritten": which words of a kept row an open erasure lets be replaced.

Law 91/2025/QH15 wants personal data gone when its purpose is over (Art. 3, read in secondary texts only). Everything
else of the row stays: its keys, offsets, hashes of evidence, scores and dates. What is unreadable then is told by a row
of the table `erasure`, which itself can only be added and closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_OF_SCREENING = "(SELECT s.version_id FROM screening s WHERE s.id = OLD.screening_id)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """What an open erasure allows for rows of one table."""

    stays: tuple[str, ...]
    """Columns that stay as they are even then."""
    subject: str = ""
    """SQL for the subject whose erasure must be open; empty for the row itself."""
    same_length: tuple[str, ...] = ()
    """Columns whose length stays, so that quotes still point at their places."""

    def allowed(self, table: str, differs: str, cast: str = "") -> str:
        """Return the SQL condition under which a change of a row is allowed; `differs` and `cast` are the dialect's."""
        subject = self.subject or f"'{table}:' || OLD.id"
        kept = [f"NEW.{column}{cast} {differs} OLD.{column}{cast}" for column in self.stays]
        kept += [f"length(NEW.{column}) <> length(OLD.{column})" for column in self.same_length]
        is_open = f"EXISTS (SELECT 1 FROM erasure e WHERE e.ended_at IS NULL AND e.subject = {subject})"  # noqa: S608 - nothing of it comes from outside
        if table == "broker_link":
            is_open = (
                "EXISTS (SELECT 1 FROM erasure e JOIN advert_version v ON e.subject = 'advert_version:' || v.id "
                "WHERE e.ended_at IS NULL AND v.advert_id IN (OLD.advert_a, OLD.advert_b))"
            )
        return f"({is_open} AND NOT ({' OR '.join(kept)}))"


_VERSION = "'advert_version:' || OLD.version_id"
_SCREENED = f"'advert_version:' || {_OF_SCREENING}"

REWRITES: Mapping[str, Rewrite] = {
    "advert_version": Rewrite(
        stays=(
            *("id", "advert_id", "number", "capture_id", "seen_at", "province", "wage_min", "wage_max"),
            *("wage_currency", "wage_period", "posted_on", "expires_on", "source", "repairs"),
        ),
        same_length=("text", "title"),
    ),
    "fact": Rewrite(stays=("id", "screening_id", "kind", "quote_start", "quote_end"), subject=_SCREENED),
    "finding": Rewrite(stays=("id", "screening_id", "code", "strength", "law"), subject=_SCREENED),
    "advert_contact": Rewrite(stays=("id", "version_id", "whose", "quote_start", "quote_end"), subject=_VERSION),
    "link_reading": Rewrite(
        stays=("version_id", "advert_id", "read_at", "posted_at", "trade", "compared_sha256"), subject=_VERSION
    ),
    "campaign_template": Rewrite(stays=("campaign_id", "version_id", "slots"), subject=_VERSION),
    "slot_values": Rewrite(stays=("campaign_id", "version_id"), subject=_VERSION),
    "broker_link": Rewrite(
        stays=("id", "advert_a", "advert_b", "probability", "bits", "status", "held_by", "found_at", "closed_at")
    ),
    "decision": Rewrite(
        stays=(
            *("id", "snapshot_id", "screening_id", "account_id", "at", "verdict", "typologies"),
            *("score_was_shown", "deed", "closed_at", "closed_by"),
        )
    ),
    "lease": Rewrite(stays=("id", "campaign_id", "account_id", "taken_at", "expires_at", "given_by", "ended_at")),
    "broker_judgement": Rewrite(
        stays=("id", "advert_a", "advert_b", "verdict", "deed", "account_id", "at", "closed_at", "closed_by")
    ),
    "contact_judgement": Rewrite(stays=("id", "contact_id", "is_shared", "account_id", "at", "closed_at")),
    "referral": Rewrite(
        stays=(
            *("id", "kind", "campaign_id", "snapshot_id", "decision_id", "broker_id", "recipient"),
            *("law_date", "account_id", "at"),
        )
    ),
    "referral_event": Rewrite(stays=("id", "referral_id", "kind", "happened_on", "fine_vnd", "account_id", "at")),
    "reply": Rewrite(stays=("id", "campaign_id", "received_on", "account_id", "at")),
    "reply_answer": Rewrite(
        stays=("reply_id", "outcome", "decision_id", "account_id", "at"), subject="'reply_answer:' || OLD.reply_id"
    ),
    "capture": Rewrite(
        stays=(
            *("id", "site_id", "run_id", "fetched_at", "status", "content_type", "kind", "warc_path", "warc_offset"),
            *("warc_length", "warc_sha256", "body_sha256", "body_bytes", "revisit_of"),
        )
    ),
}
"""Table → what an open erasure allows there; a table that is not named allows nothing."""
