"""Rows like those of the wide demo boards."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def wide_rows(tmp_path: Path) -> Callable[..., Path]:
    """Write rows W1, W2, …; some change in the second week, some begin in it."""

    def write(count: int = 4, *, second_week: dict[int, Any] | None = None, new: list[int] | None = None) -> Path:
        rows = [
            {
                "id": f"W{n}", "slug": f"tin-{n}", "title": f"Tin {n}", "poster_name": "Ba Ví Dụ", "place": "Xóm Lở",
                "region": "Cà Mau", "price_text": "9 triệu", "posted_days_ago": 3,
                "body": f"Cần {n} người phụ bếp.\nGọi 0900 000 00{n}", "campaign": None,
                "first_week": 2 if n in (new or []) else 1, "second_week": (second_week or {}).get(n),
                "truth": {"label": "honest"},
            }
            for n in range(1, count + 1)
        ]  # fmt: skip
        path = tmp_path / "rows.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        return path

    return write
