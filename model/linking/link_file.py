"""Link a file of adverts without a database: one JSON line out for each line in, in order, none lost."""

from datetime import UTC, datetime
from typing import Any

from model.linking.records import LinkRow


def row_of(row: dict[str, Any]) -> LinkRow:
    """Return a row of the file as linking takes it; what is no text counts as empty."""
    texts = {
        name: value if isinstance(value := row.get(name), str) else ""
        for name in ("site", "url", "title", "employer_name")
    }
    return LinkRow(id=str(row["id"]), text=row["text"], posted_at=posted_at(row.get("posted_at")), **texts)


def posted_at(value: object) -> datetime | None:
    """Read a time in ISO form; without a zone it is UTC, and what is none is unknown."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
