"""The log of each site's crawls: one JSON object a line, in `logs` of the home folder, rolled over by size.

A file a site, because a lease lets only one process crawl it: two that rolled over the same file would lose lines.
"""

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LARGEST = 10 * 1024 * 1024
_KEPT = 5


def log_to_file(home: Path, *, site: str, run_id: int) -> None:
    """Send everything from INFO on to the site's log as well; a disk that refuses costs the log, not the crawl."""
    folder = home / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / f"crawl-{site}.jsonl", maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError:
        logging.getLogger(__name__).exception("there is no log in %s", folder)
        return
    handler.setLevel(logging.INFO)
    handler.setFormatter(JsonLines(site=site, run_id=run_id))
    logging.getLogger().addHandler(handler)


class JsonLines(logging.Formatter):
    """A record as one JSON object: time (UTC), level, site, run, who logged, message, and the error if there is one."""

    def __init__(self, *, site: str, run_id: int) -> None:
        """Take what every line says."""
        super().__init__()
        self._site, self._run_id = site, run_id

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "site": self._site,
            "run": self._run_id,
            "from": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
