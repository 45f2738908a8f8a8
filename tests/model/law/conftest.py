"""The texts of the law beside the checkout."""

import gzip
from pathlib import Path

import pytest


def _text(shared: Path, name: str) -> str:
    path = shared / "reference" / "law" / name
    if not path.exists():
        pytest.skip(f"the text of the law is not there ({path})")
    return gzip.decompress(path.read_bytes()).decode("utf-8")


@pytest.fixture(scope="session")
def decree_283(shared: Path) -> str:
    """Decree 283/2026 as scanned for the gazette."""
    return _text(shared, "nghi-dinh-283-2026-nd-cp.md.gz")


@pytest.fixture(scope="session")
def overseas_code(shared: Path) -> str:
    """The codified law on workers abroad: Law 69/2020, Decree 112/2021, Circular 21/2021."""
    return _text(shared, "nguoi-lao-dong-di-nuoc-ngoai-phap-dien.md.gz")
