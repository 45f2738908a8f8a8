"""Room on the disk: asked for before a run and each page, while there is still room to say that there is none."""

import errno
import os
import shutil
from pathlib import Path

_MB = 1024 * 1024


class NoRoom(OSError):
    """Raised where less is free than a run needs; its message says how much, and where."""


def require_room(folder: Path, least_mb: int) -> None:
    """Do nothing if so many megabytes are free where a folder is, or will be.

    Raises:
        NoRoom: less is free.
    """
    place = next((path for path in (folder, *folder.absolute().parents) if path.exists()), Path(os.sep))
    free = shutil.disk_usage(place).free // _MB
    if free < least_mb:
        msg = f"only {free} MB are free for {folder}, {least_mb} are needed; make room, or lower SOITIN_LEAST_FREE_MB"
        raise NoRoom(errno.ENOSPC, msg)
