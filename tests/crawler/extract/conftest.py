"""Small invented pages."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from storage.records import CapturedPage

POSTING: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Thợ hàn khung kèo",
    "description": "<p>Hàn khung nhà tiền chế tại xưởng.</p><p>Điện thoại: 0900 000 123</p>",
    "datePosted": "2026-10-01",
    "validThrough": "2026-11-01T23:59:59+07:00",
    "hiringOrganization": {"@type": "Organization", "name": "Công ty TNHH Kết cấu Thép Lạch Tray"},
    "jobLocation": {
        "@type": "Place",
        "address": {"streetAddress": "Lô 4", "addressLocality": "Phường An Dương", "addressRegion": "Hải Phòng"},
    },
    "baseSalary": {
        "currency": "VND",
        "value": {"minValue": 12000000, "maxValue": 15000000, "unitText": "MONTH"},
    },
    "url": "https://board.example/viec-lam/tho-han-1.html?utm_source=x",
}


@pytest.fixture
def posting() -> dict[str, Any]:
    """A JobPosting without any fault, to be spoiled."""
    return json.loads(json.dumps(POSTING))  # type: ignore[no-any-return]


@pytest.fixture
def capture() -> Callable[..., CapturedPage]:
    """Make a captured page of some HTML."""

    def make(body: str | bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> CapturedPage:
        return CapturedPage(
            id=1,
            url="https://board.example/viec-lam/tho-han-1.html",
            fetched_at=datetime(2026, 10, 5, tzinfo=UTC),
            status=status,
            headers=list((headers or {"Content-Type": "text/html; charset=utf-8"}).items()),
            body=body if isinstance(body, bytes) else body.encode(),
        )

    return make


@pytest.fixture
def with_json_ld(capture: Callable[..., CapturedPage]) -> Callable[..., CapturedPage]:
    """Make a captured page around JSON-LD blocks."""

    def make(*blocks: str, **more: Any) -> CapturedPage:
        scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
        body = (
            f"<html><head>{scripts}</head><body><h1>Thợ hàn khung kèo</h1><p>Hàn khung nhà tiền chế.</p></body></html>"
        )
        return capture(body, **more)

    return make
