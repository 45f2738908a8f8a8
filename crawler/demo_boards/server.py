"""Serve a demo board on loopback, and remember every address that was asked for."""

import gzip
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.beside import Beside
from crawler.demo_boards.classifieds.board import ClassifiedsBoard
from crawler.demo_boards.company.board import CompanyBoard
from crawler.demo_boards.reply import Board, Reply
from crawler.demo_boards.tidy.board import TidyBoard

BOARDS: dict[str, type[TidyBoard | ClassifiedsBoard | CompanyBoard]] = {
    "demo_board": TidyBoard,
    "demo_classifieds": ClassifiedsBoard,
    "demo_company": CompanyBoard,
}
"""Name of the site file → what is served."""

_WORTH_COMPRESSING = 500


class DemoServer(Beside):
    """A context manager: `with DemoServer() as board: crawl_site("demo_board", base=board.base)`."""

    def __init__(self, site: str = "demo_board", *, week: int = 2, port: int = 0, adverts: Path | None = None) -> None:
        """Take a free port (or the one given) on 127.0.0.1; nothing is served yet.

        Week 2 is the one of today; `adverts` is another file of rows than the board's own.
        """
        super().__init__(f"demo site {site}")
        self.requested: list[str] = []
        self._site, self._adverts = site, adverts
        self.show_week(week)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def show_week(self, week: int) -> None:
        """Show the board as it stands in week 1 or 2, at the same addresses."""
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        self._board: Board = BOARDS[self._site](today=today, week=week, rows=self._adverts)

    def _work(self) -> None:
        # leaving the server frees its port
        with self._server:
            self._server.serve_forever(poll_interval=0.05)

    def _ask_to_end(self) -> None:
        self._server.shutdown()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.requested.append(self.path)
                base = f"http://{self.headers.get('Host', '127.0.0.1')}"
                _send(self, server._board.answer(self.path, base))

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
