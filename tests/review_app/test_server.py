"""The whole app in a process of its own: everything that Streamlit serves lies behind the gate."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from review_app.gate import SESSION_COOKIE

PATHS = ["/", "/item", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/agent/openapi.json"]


@pytest.fixture(scope="module")
def address(ready: tuple[Path, dict[str, str]]) -> Iterator[str]:
    folder, _cookies = ready
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    serve = f"from review_app.server import serve; serve('127.0.0.1', {port})"
    environment = {**os.environ, "SOITIN_HOME": str(folder), "SOITIN_DATABASE_URL": ""}
    command = [sys.executable, "-c", serve]
    with subprocess.Popen(command, cwd=folder, env=environment) as server:
        try:
            _wait_for(port)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _attempt in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the review app did not start")


def _static_file() -> str:
    import streamlit  # noqa: PLC0415 - only to find its files

    static = Path(streamlit.__file__).parent / "static"
    return "/" + next((static / "static" / "js").glob("index*.js")).relative_to(static).as_posix()


def test_without_a_session_nothing_but_the_login_answers(address: str) -> None:
    for path in [*PATHS, _static_file()]:
        assert httpx.get(f"http://{address}{path}").status_code == 401, path

    assert httpx.get(f"http://{address}/login").status_code == 200


def test_without_a_session_the_websocket_is_refused(address: str) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(f"ws://{address}/_stcore/stream", subprotocols=["streamlit"]):
        pass

    assert refused.value.response.status_code == 403


def test_with_a_session_all_of_it_answers(address: str, ready: tuple[Path, dict[str, str]]) -> None:
    cookie = {"cookie": f"{SESSION_COOKIE}={ready[1]['hanh']}"}

    assert "<title>Streamlit</title>" in httpx.get(f"http://{address}/", headers=cookie).text
    assert httpx.get(f"http://{address}{_static_file()}", headers=cookie).status_code == 200
    with connect(f"ws://{address}/_stcore/stream", subprotocols=["streamlit"], additional_headers=cookie):
        pass


def test_another_sites_page_cannot_open_the_websocket(address: str, ready: tuple[Path, dict[str, str]]) -> None:
    headers = {"cookie": f"{SESSION_COOKIE}={ready[1]['hanh']}"}

    with (
        pytest.raises(InvalidStatus),
        connect(
            f"ws://{address}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers=headers,
            origin="http://evil.example",
        ),
    ):
        pass
