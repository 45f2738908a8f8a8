"""What a demo board answers; knows no sockets."""

import unicodedata
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server sends."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


class Board(Protocol):
    """One invented site in one week."""

    def answer(self, target: str, base: str) -> Reply:
        """Return the reply to a request; `base` is the address that the visitor used."""
        ...


def html_reply(text: str, *, status: int = 200) -> Reply:
    """Return a page."""
    return Reply(status=status, body=text.encode())


def redirect(location: str) -> Reply:
    """Return a redirect."""
    return Reply(status=302, headers={"Location": location, "Content-Type": "text/html"})


def robots(closed_area: str) -> Reply:
    """Return a robots.txt that closes one area."""
    return Reply(body=f"User-agent: *\nDisallow: {closed_area}\n".encode(), headers={"Content-Type": "text/plain"})


def in_windows_1258(text: str) -> bytes:
    """Return text in the old encoding of Vietnamese Windows, which writes tone marks apart from their vowels."""
    return "".join(_tone_apart(letter) for letter in text).encode("cp1258", "xmlcharrefreplace")


def _tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
    rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
    return rest + "".join(tones)
