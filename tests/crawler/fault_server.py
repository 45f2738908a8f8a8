"""A loopback server that does what real ones do on bad days; each address answers as the test says."""

import gzip
import json
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawler.run import RunSummary

MEGABYTE = 1024 * 1024
HTML = {"Content-Type": "text/html; charset=utf-8"}
Answer = Callable[[BaseHTTPRequestHandler], None]


_CRAWL = """
import json, resource, sys
from dataclasses import asdict
from crawler.run import crawl_site
print(json.dumps([asdict(crawl_site(sys.argv[1])), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def crawl_and_weigh(name: str) -> tuple[RunSummary, int]:
    """Crawl a site from a process of its own; return how it went and the most memory of the crawl, in kB.

    Memory is told for the largest of a process's children, so one that ran other things before would not do.
    """
    done = subprocess.run([sys.executable, "-c", _CRAWL, name], check=True, capture_output=True, text=True)
    said, kilobytes = json.loads(done.stdout.splitlines()[-1])
    return RunSummary(**{**said, "issues": tuple(map(tuple, said["issues"]))}), kilobytes


@dataclass(kw_only=True)
class FaultServer:
    """A context manager; `routes` maps paths (without query) to answers, everything else is 404."""

    routes: dict[str, Answer] = field(default_factory=dict)
    certificate: Path | None = None
    requested: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)
    """When (monotonic), path with query, headers in lower case."""
    sent: int = 0
    """Bytes of bodies that the client took."""

    def __enter__(self) -> Self:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                server.requested.append((time.monotonic(), self.path, headers))
                server.routes.get(self.path.partition("?")[0], say(status=404))(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.fault_server = self  # type: ignore[attr-defined]
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
            self._http.handle_error = lambda *_: None  # type: ignore[method-assign]  # handshakes fail, as they should
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        self.base = f"{'https' if self.certificate else 'http'}://127.0.0.1:{self._http.server_port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def paths(self, start: str = "/") -> list[str]:
        """What was asked for, in order."""
        return [path for _, path, _ in self.requested if path.startswith(start)]


def say(body: bytes | str = b"", *, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """An answer like any other."""
    content = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in (HTML | (headers or {})).items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other; the last one stays."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def endless_body(megabytes: int, *, tells_length: bool) -> Answer:
    """A body of so many megabytes, sent for as long as the client takes it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", HTML["Content-Type"])
        handler.send_header("Connection", "close")
        if tells_length:
            handler.send_header("Content-Length", str(megabytes * MEGABYTE))
        handler.end_headers()
        handler.close_connection = True
        server: FaultServer = handler.server.fault_server  # type: ignore[attr-defined]
        try:
            for _ in range(megabytes):
                handler.wfile.write(b"x" * MEGABYTE)
                server.sent += MEGABYTE
        except OSError:
            return  # the client has had enough

    return answer


def gzip_bomb(megabytes: int) -> Answer:
    """A small body that unpacks to a large one."""
    packed = gzip.compress(bytes(megabytes * MEGABYTE), 9, mtime=0)
    return say(packed, headers={"Content-Encoding": "gzip"})


def broken_off(handler: BaseHTTPRequestHandler) -> None:
    """A connection that ends in the middle of the body."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<html>" * 100)
    handler.close_connection = True


def redirect(target: str) -> Answer:
    """A redirect."""
    return say(status=302, headers={"Location": target})


def posting(number: int, **changes: Any) -> dict[str, Any]:
    """A JobPosting of an invented advert."""
    return {
        "@context": "https://schema.org", "@type": "JobPosting", "title": f"Thợ sơn {number}",
        "description": "<p>Sơn tĩnh điện khung cửa, lương 9 triệu mỗi tháng. Gọi 0900 000 456.</p>",
        "datePosted": "2026-11-01", "validThrough": "2027-02-01T00:00:00+07:00",
        "hiringOrganization": {"@type": "Organization", "name": "Xưởng Sơn Vàm Láng"},
    } | changes  # fmt: skip


def advert(number: int, *, script: str | None = None, shown: str | None = None, **changes: Any) -> str:
    """The page of an advert; `script` stands in place of its JSON-LD, `shown` in place of its visible title."""
    said = posting(number, **changes)
    block = script if script is not None else json.dumps(said, ensure_ascii=False)
    return (
        f'<html><head><meta charset="utf-8"><title>{said["title"]}</title>'
        f'<script type="application/ld+json">{block}</script></head><body><main><h1>{shown or said["title"]}</h1>'
        f"<p>{said['description']}</p></main></body></html>"
    )


def listing(*paths: str, following: str = "") -> str:
    """A listing page."""
    links = "".join(f'<li><a href="{path}">Tin</a></li>' for path in paths)
    more = f'<a rel="next" href="{following}">Sau</a>' if following else ""
    return f"<html><body><ul>{links}</ul>{more}</body></html>"


def board(numbers: range, **more: Answer) -> dict[str, Answer]:
    """Routes of a small board whose listing names some plain adverts and all of `more` (name → answer)."""
    plain = {f"/tin/tho-son-{number}.html": say(advert(number)) for number in numbers}
    odd = {f"/tin/{name.replace('_', '-')}-0.html": answer for name, answer in more.items()}
    return {"/robots.txt": say("User-agent: *\n"), "/tin": say(listing(*plain, *odd)), **plain, **odd}
