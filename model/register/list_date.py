"""The day that a list speaks of, from the name of its file."""

import re
from datetime import date

_YEAR = r"(?<!\d)(20\d\d)"
_FORMS = (
    re.compile(_YEAR + r"[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)([0-2]?\d|3[01])[-_.](0?[1-9]|1[0-2])[-_.](20\d\d)(?!\d)"),
    re.compile(_YEAR + r"[-_.](0[1-9]|1[0-2])(?!\d)"),
    re.compile(r"(?<!\d)(0[1-9]|1[0-2])[-_.](20\d\d)(?!\d)"),
)


def date_in_name(name: str) -> date | None:
    """Return the date in a file's name, the first of the month where it names no day; None where it says none."""
    for place, form in enumerate(_FORMS):
        match = form.search(name)
        if match is None:
            continue
        parts = [int(group) for group in match.groups()]
        if place % 2:
            parts.reverse()
        try:
            return date(*parts, *[1] * (3 - len(parts)))
        except ValueError:
            continue
    return None
