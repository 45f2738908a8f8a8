"""What reaches a person is hidden on the pages about brokers until somebody says why it must be seen."""

from collections.abc import Iterable, Sequence

from storage.broker_dossiers.dossier_records import DossierContact
from storage.personal_data.masks import PERSON, PERSONAL_CONTACTS, mask_personal, mask_value

_NEVER_HIDDEN = frozenset(("licence", "tax_code"))


class Masks:
    """Hides the contacts of a broker in whatever is said of it."""

    def __init__(self, contacts: Sequence[DossierContact], *, lifted: bool) -> None:
        """Know what to look for; nothing is hidden once masks are lifted."""
        self.lifted = lifted
        self._contacts = contacts
        self._known = _written(one for one in contacts if one.kind in PERSONAL_CONTACTS)
        self._names = {one.shown for one in contacts if one.kind == PERSON}
        self._spared = _written(one for one in contacts if one.kind in _NEVER_HIDDEN)
        self._others_too = True

    def without_others(self) -> "Masks":
        """Return masks that stay on everybody but the poster also once they are lifted: for what leaves the office."""
        masks = Masks(self._contacts, lifted=self.lifted)
        masks._others_too = False
        masks._spared |= _written(one for one in self._contacts if self.lifted and one.whose == "poster")
        masks._known -= masks._spared
        return masks

    def text(self, text: str) -> str:
        """Return a title, quote or sentence with what is personal hidden."""
        if self.lifted and self._others_too:
            return text
        folded = text.casefold()
        # only those that stand there: a broker has more contacts than can be looked for at once
        known = [one for one in self._known if one.casefold() in folded]
        # once they are lifted only others than the poster stay hidden, and readers know no name of those
        names = None if self.lifted else [one for one in self._names if one in text]
        return mask_personal(text, known, [one for one in self._spared if one.casefold() in folded], names)

    def contact(self, kind: str, shown: str, whose: str = "poster") -> str:
        """Return a contact as it may be shown; the house of somebody who is not concerned is hidden like a name."""
        if self.lifted:
            return shown
        return mask_value(PERSON if kind == "address" and whose == "other" else kind, shown)


def _written(contacts: Iterable[DossierContact]) -> set[str]:
    return {text for one in contacts for text in (one.value, one.shown)}
