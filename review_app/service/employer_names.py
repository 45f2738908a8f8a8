"""Employers in lists: a firm by its name, a private person who posts under their own by first letters."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from storage.contacts import persons_among
from storage.personal_data.masks import PERSON, mask_personal, mask_value


def shown_employers(session: Session, names: Collection[str]) -> dict[str, str]:
    """Return each name as a list may show it, whoever looks."""
    persons = persons_among(session, names)
    return {name: mask_value(PERSON, name) if name in persons else mask_personal(name, names=()) for name in names}
