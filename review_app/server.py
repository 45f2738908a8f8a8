"""Put the parts together: Streamlit's app with the gate and the login in front, served by uvicorn in this process."""

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn
from starlette.middleware import Middleware
from starlette.types import ASGIApp
from streamlit import config
from streamlit.starlette import App

from model.law.catalogue import require_sound_tables
from review_app.addresses import Addresses
from review_app.gate import Gate
from review_app.login import ROUTES
from review_app.service.start import require_fit

SCRIPT = Path(__file__).parent / "app.py"

OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",  # also takes away the cache dialog that a bare c would open
    "logger.hideWelcomeMessage": True,
    "runner.magicEnabled": False,
    "server.allowRunOnSave": False,
    "server.disconnectedSessionTTL": 12 * 3600,  # a laptop closed over lunch finds its page and its note again
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 1,
    "server.maxWidgetStateSize": 4,
    "theme.baseRadius": "medium",
    "theme.light.primaryColor": "#0d4f85",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f0f4f8",
    "theme.light.textColor": "#16212c",
    "theme.dark.primaryColor": "#5aa9e6",
    "theme.dark.backgroundColor": "#10181f",
    "theme.dark.secondaryBackgroundColor": "#1a2530",
    "theme.dark.textColor": "#e8eef3",
}
"""Streamlit's settings; they stand above any config.toml that lies about on the machine."""


def make_app() -> ASGIApp:
    """Return the whole app: nothing of it answers without passing the gate."""
    config.get_config_options(force_reparse=True, options_from_flags=OPTIONS)
    return App(SCRIPT, routes=ROUTES, middleware=[Middleware(Gate), Middleware(Addresses)])


def serve(host: str, port: int, *, announce: Callable[[str], None] | None = None) -> None:
    """Serve the app until interrupted; `announce` is told the address once it is taken.

    Raises:
        OSError: the port is taken or the address is not of this machine.
        StorageError: the database cannot be used, a secret lies open, or an account of the demo is left.
        BadTable: a law table is faulty; nobody is to act on it.
    """
    require_sound_tables()
    require_fit()
    listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    if announce is not None:
        announce(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    settings = uvicorn.Config(
        make_app(), log_level="warning", server_header=False, ws_max_size=8 * 2**20, timeout_graceful_shutdown=3
    )
    with suppress(KeyboardInterrupt):  # uvicorn hands it on after it has closed everything
        uvicorn.Server(settings).run(sockets=[listening])
