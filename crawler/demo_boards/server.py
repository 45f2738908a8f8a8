"""Serve the demo board on loopback, and remember every address that was asked for."""

import gzip
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from crawler.demo_boards.tidy.adverts import ADVERTS, load_adverts
from crawler.demo_boards.tidy.board import Board, Reply

_WORTH_COMPRESSING = 500


class DemoServer:
    """A context manager: `with DemoServer() as board: crawl_site("demo_board", base=board.base)`."""

    def __init__(self, *, port: int = 0, adverts: Path = ADVERTS) -> None:
        """Take a free port (or the one given) on 127.0.0.1; nothing is served yet."""
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        self.requested: list[str] = []
        self._board = Board(load_adverts(adverts, today=today))
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Start to serve."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        board, requested = self._board, self.requested

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                requested.append(self.path)
                base = f"http://{self.headers.get('Host', '127.0.0.1')}"
                _send(self, board.answer(self.path, base))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
                """Say nothing: `requested` holds it all."""

        return Handler


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    body, headers = reply.body, dict(reply.headers)
    accepts = "gzip" in handler.headers.get("Accept-Encoding", "")
    if accepts and len(body) > _WORTH_COMPRESSING and headers["Content-Type"].startswith("text/html"):
        body = gzip.compress(body, mtime=0)
        headers["Content-Encoding"] = "gzip"
    handler.send_response(reply.status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
