"""What a reader sees of contacts: masked until they give a reason, and then for this login and this item alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review_app.language import _, marked
from review_app.service.database import engine, now
from review_app.service.logins import Person
from storage.database import reading, unit_of_work
from storage.personal_data.masks import Span, mask_personal, mask_text, mask_value, personal_spans
from storage.personal_data.names import name_spans
from storage.personal_data.reveals import MAX_WHY, is_revealed, reveal

REASONS = (
    marked("Identify who posted it, for verification"),
    marked("Compare with a complaint or a tip received"),
    marked("Prepare a referral or a case file"),
)
"""Ready reasons for looking behind a mask, in the order of the dialog."""


@dataclass(frozen=True, slots=True)
class Mask:
    """How strings of one item, or one broker, are shown to one reader."""

    lifted: bool = False
    known: tuple[str, ...] = ()
    """What readers of facts took for personal; hidden wherever it stands."""
    spared: tuple[str, ...] = ()
    """Numbers of licences and taxes of the same advert."""
    names: tuple[str, ...] = ()
    """Private persons to ask for, as readers found them."""

    def text(self, said: str, spans: Sequence[Span] = ()) -> str:
        """Return a text, of the same length, as the reader may see it.

        Args:
            said: the text.
            spans: places in it that are personal for certain, beside those that look so.
        """
        if self.lifted:
            return said
        hidden = [*spans, *name_spans(said, self.names), *personal_spans(said, self.known, self.spared)]
        return mask_text(said, hidden)

    def value(self, kind: str, said: str) -> str:
        """Return the value of a fact, contact or slot of a kind as the reader may see it."""
        return said if self.lifted else mask_value(kind, said)


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether contacts are shown to the reader, and whether they may ask for it."""

    lifted: bool
    may_lift: bool


def sight(person: Person, token: str | None, subject: str) -> Sight:
    """Return what a reader sees of the contacts of a subject of `storage.personal_data.reveals`."""
    if not person.may("reveal"):
        return Sight(lifted=False, may_lift=False)
    with reading(engine()) as session:
        return Sight(lifted=is_revealed(session, subject, account_id=person.id, token=token), may_lift=True)


def lift(person: Person, token: str | None, subject: str, why: str) -> str:
    """Show the contacts of a subject to a reader for the rest of their login, and keep why; return why not, or ''."""
    if not person.may("reveal") or not token:
        return _("Your role may not show contacts. Ask an officer or a leader.")
    words = " ".join(why.split())
    if not words:
        return _("Give a reason first: it is kept with your name.")
    if len(words) > MAX_WHY:
        return _("The reason is longer than {most} characters; shorten it.").format(most=MAX_WHY)
    with unit_of_work(engine()) as session:
        reveal(session, subject, why=words, account_id=person.id, token=token, now=now())
    return ""


def masked_title(title: str, known: Iterable[str] = ()) -> str:
    """Return a title for a list, whatever the reader may see elsewhere."""
    return mask_personal(title, known, names=())
