"""The state of a licence as lists print it, brought to one code."""

import re

from storage.folding import fold

UNKNOWN = "unknown"
_CODES = (
    ("revoked", r"thu hoi|nop lai|tra lai giay phep|giai the|cham dut|\brevoked\b|\bwithdrawn\b|\bcancel"),
    (
        "suspended",
        r"dinh chi|tam (?:dung|ngung|nghi)|(?:ngung|dung|khong(?: con)?) hoat dong|\bsuspended\b|\binactive\b",
    ),
    ("expired", r"het (?:han|hieu luc)|(?:qua|khong con|mat) (?:han|hieu luc)|\bexpired\b|\blapsed\b"),
    (
        UNKNOWN,
        r"\b(?:chua|cho|khong|dang xin|de nghi) (?:duoc )?(?:cap|phep|hoat dong)|\bnot licen|\bunlicen|\bpending\b",
    ),
    ("licensed", r"hoat dong|con (?:hieu luc|han)|co hieu luc|(?:da|duoc) cap|\blicen[cs]ed\b|\bactive\b|\bvalid\b"),
)
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _CODES)


def status_code(printed: str) -> str:
    """Return licensed, expired, suspended, revoked, or unknown where the words are not understood."""
    folded = " ".join(fold(printed).split())
    return next((code for code, pattern in _PATTERNS if pattern.search(folded)), UNKNOWN)
