"""An address that a stranger wrote into an advert is never fetched: not when it is imported, nor by any later step."""

import json
import socket
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from crawler.import_files import Importer
from crawler.reprocess import Reprocessor
from model.link_pending import link_pending
from model.score import Screener
from model.screen_pending import screen_pending
from storage.database import open_database
from storage.settings import settings

ON = date(2026, 11, 20)


class Listener:
    """A port of this machine that counts who knocks."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.knocks = 0
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.close()
            self.knocks += 1

    def close(self) -> int:
        """Knock once ourselves, so that every knock before it is counted, and return how many others there were."""
        before = socket.create_connection(("127.0.0.1", self.port))
        assert before.recv(1) == b"", "the listener has let us in and closed"
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        return self.knocks - 1


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.mark.usefixtures("home")
def test_no_step_fetches_what_a_file_names(listener: Listener, tmp_path: Path) -> None:
    base = f"http://127.0.0.1:{listener.port}"
    folder = tmp_path / "in"
    folder.mkdir()
    posting = {
        "@context": f"{base}/context", "@type": "JobPosting", "title": "Thợ hàn", "url": f"{base}/url",
        "description": f"<p>Hàn tàu ở xưởng</p><img src='{base}/img'><iframe src='{base}/frame'></iframe>",
        "hiringOrganization": {"name": "Sông Lô", "sameAs": f"{base}/same", "logo": f"{base}/logo"},
    }  # fmt: skip
    row = {
        "id": 1,
        "url": f"{base}/row",
        "title": "Thợ hàn",
        "text": f"Hàn tàu, xem {base}/text hoặc zalo 0900 000 418",
    }
    (folder / "a.jsonl").write_text(json.dumps({"jobposting": posting}) + "\n" + json.dumps(row), "utf-8")
    (folder / "b.csv").write_text(f"Tiêu đề,Nội dung,Link\nThợ mộc,Đóng tủ bếp,{base}/csv\n", "utf-8")
    (folder / "c.html").write_text(page(base, posting), "utf-8")
    book = Workbook()
    book.active.append(["Tiêu đề", "Nội dung", "Link"])  # type: ignore[union-attr]
    book.active.append(["Thợ sơn", f'=WEBSERVICE("{base}/formula")', f"{base}/xlsx"])  # type: ignore[union-attr]
    book.active.append(["Thợ may", "May áo khoác, lương 7 triệu", f"{base}/xlsx"])  # type: ignore[union-attr]
    book.save(folder / "d.xlsx")

    engine = open_database(settings().url)
    importer = Importer(engine)
    list(importer.import_files([folder]))
    screen_pending(engine, Screener(), on=ON, now=lambda: datetime.now(UTC), progress=lambda *_: None)
    link_pending(engine, lambda: datetime.now(UTC), lambda _: None)
    list(Reprocessor(engine, settings().warc_folder).run())
    engine.dispose()

    assert importer.report.adverts >= 4
    assert listener.close() == 0


def page(base: str, posting: dict[str, object]) -> str:
    """Return a page that names addresses wherever a page can."""
    return (
        f'<!DOCTYPE html SYSTEM "{base}/dtd" [<!ENTITY a SYSTEM "{base}/entity">]><html><head><base href="{base}/">'
        f'<meta http-equiv="refresh" content="0;url={base}/refresh"><link rel="canonical" href="{base}/canonical">'
        f'<link rel="stylesheet" href="{base}/css"><script src="{base}/js"></script>'
        f'<script type="application/ld+json">{json.dumps(posting)}</script></head><body>&a;</body></html>'
    )
