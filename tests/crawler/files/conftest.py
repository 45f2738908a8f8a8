"""Read a file of rows, and remember what was said about it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import UnreadableFile
from crawler.files.entry import Ears, Entry
from crawler.files.read import file_entries


@dataclass
class Read:
    """What came out of a file."""

    entries: list[Entry] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(entry.body) for entry in self.entries]


@pytest.fixture
def read() -> Callable[[Path], Read]:
    def reading(path: Path) -> Read:
        found = Read()
        ears = Ears(unreadable=found.unreadable.append, remark=found.remarks.append, columns=found.columns.append)
        try:
            found.entries += file_entries(path, ears)
        except UnreadableFile as error:
            found.unreadable.append(str(error))
        return found

    return reading
