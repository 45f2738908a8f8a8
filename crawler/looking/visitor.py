"""A few visits to one site, one after the other: the same robots, addresses and politeness as a crawl, nothing kept.

Scrapy runs in a process of its own and answers line by line, because its reactor starts once in a process.
"""

import base64
import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from storage.records import CapturedPage

MOST_VISITS = 40
"""More than any look needs; a mistake of ours must not become a burden for a site."""

_PATIENCE = 10


class NotVisited(Exception):
    """Raised for a page that did not come; `kind` is robots_forbidden, refused_address or unreachable."""

    def __init__(self, *, kind: str, url: str, message: str) -> None:
        """Say which page and why."""
        super().__init__(f"{url}: {message}")
        self.kind = kind


class Visitor:
    """A context manager: `with Visitor(user_agent=…, delay=3, demo=False) as visitor: visitor.visit(url)`."""

    def __init__(self, *, user_agent: str, delay: float, demo: bool) -> None:
        """Say who we are and how long to wait between two visits; `demo` reaches this machine and nothing else."""
        self.delay = delay
        """Seconds between visits; may be raised when robots.txt asks for more."""
        self.visits = 0
        self._orders = [user_agent, str(delay), "demo" if demo else ""]
        self._last = 0.0
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        """Start the process that fetches."""
        command = [sys.executable, "-m", "crawler.looking.errand", *self._orders]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - our own program
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        if self._process is None:
            return
        try:
            self._process.communicate(timeout=_PATIENCE)  # the end of its input is the end of its work
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def visit(self, url: str, *, robots: bool = False) -> CapturedPage:
        """Return a page, redirects followed; its `url` is the one that answered. `robots` is for robots.txt itself.

        Raises:
            NotVisited: it is forbidden, out of reach, or the site does not answer.
        """
        if self.visits >= MOST_VISITS:
            msg = f"this look has made {MOST_VISITS} visits already, which is enough"
            raise NotVisited(kind="unreachable", url=url, message=msg)
        self.visits += 1
        time.sleep(max(0.0, self._last + self.delay - time.monotonic()))
        answer = self._ask({"url": url, "robots": robots})
        self._last = time.monotonic()
        if "kind" in answer:
            raise NotVisited(kind=answer["kind"], url=url, message=answer["message"])
        return CapturedPage(
            id=0,
            url=answer["url"],
            fetched_at=datetime.now(UTC),
            status=answer["status"],
            headers=[(name, value) for name, value in answer["headers"]],
            body=base64.b64decode(answer["body"]),
        )

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            msg = "a visitor is used inside its `with`"
            raise RuntimeError(msg)
        try:
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            msg = "the process that fetches pages has ended"
            raise NotVisited(kind="unreachable", url=order["url"], message=msg)
        found: dict[str, Any] = json.loads(line)
        return found
