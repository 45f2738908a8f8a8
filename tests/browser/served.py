"""A served review app in a process of its own, which a test may end and start again on the same port."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

READY_SECONDS = 120


@dataclass(slots=True)
class Served:
    """One office: its folder, its database, and its server while one runs."""

    folder: Path
    engine: Engine
    port: int
    server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def home(self) -> Path:
        """Where it keeps what it has."""
        return self.folder / "var"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        serve = f"from review_app.server import serve; serve('127.0.0.1', {self.port})"
        environment = {**os.environ, "SOITIN_HOME": str(self.home), "SOITIN_DATABASE_URL": ""}
        log = self.folder / "server.log"
        with log.open("a") as told:
            self.server = subprocess.Popen(
                [sys.executable, "-c", serve], cwd=self.folder, env=environment, stdout=told, stderr=told
            )
        for _attempt in range(READY_SECONDS * 10):
            if self.server.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail(f"the review app did not start:\n{log.read_text()}")

    def stop(self, *, at_once: bool = False) -> None:
        """End the server; `at_once` as when the power fails."""
        if self.server is not None:
            self.server.kill() if at_once else self.server.terminate()
            self.server.wait()
            self.server = None


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
