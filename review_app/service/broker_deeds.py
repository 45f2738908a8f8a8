"""What people do with brokers: judge two adverts, merge, part, move, take back; each one unit of work and a sentence.

Every act carries the brokers as they were drawn, and is refused with what changed if one of them changed since.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from review_app import broker_wording, written
from review_app.language import _, ngettext
from review_app.service.broker import scope_of
from review_app.service.database import engine, now
from review_app.service.logins import Person
from storage.broker_dossiers.broker_list import sees_broker
from storage.broker_dossiers.broker_state import BrokerState, StaleBroker, check_unchanged
from storage.broker_dossiers.broker_work import hold_linking
from storage.broker_dossiers.judgements import (
    MAX_WHY,
    judge_pair,
    merge_brokers,
    move_advert,
    split_broker,
    undo_deed,
)
from storage.broker_dossiers.judgements import Person as Judge
from storage.brokers import brokers_of, current_broker
from storage.database import unit_of_work
from storage.errors import NothingToJudge

_Work = Callable[[Session, Judge], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it."""

    kept: bool
    said: str
    broker_id: str = ""
    """The broker to look at now, where that is another."""


def judge(reader: Person, drawn: Sequence[BrokerState], pair: tuple[int, int], verdict: str, why: str) -> Outcome:
    """Say of two adverts of two brokers that they are one, two, or not to be told."""

    def work(session: Session, judge: Judge) -> str:
        judge_pair(session, *pair, verdict, judge)
        return brokers_of(session, pair)[pair[0]]

    word = broker_wording.judgement(verdict)[1]
    said = _("Kept: adverts {a} and {b}, {verdict}.").format(a=pair[0], b=pair[1], verdict=word)
    return _act(reader, drawn, why, work, said=said)


def merge(reader: Person, drawn: Sequence[BrokerState], why: str) -> Outcome:
    """Make one broker of two."""

    def work(session: Session, judge: Judge) -> str:
        one, other = drawn
        merge_brokers(session, one.broker_id, other.broker_id, judge)
        kept = current_broker(session, one.broker_id)
        return kept.id if kept else one.broker_id

    return _act(reader, drawn, why, work, said=_("The two are one broker now."), needs_why=True)


def split(reader: Person, drawn: BrokerState, adverts: Collection[int], why: str) -> Outcome:
    """Part some adverts from a broker."""

    def work(session: Session, judge: Judge) -> str:
        split_broker(session, drawn.broker_id, adverts, judge)
        return drawn.broker_id

    number = len(adverts)
    said = ngettext(
        "{number} advert was parted and is with a broker of its own now.",
        "{number} adverts were parted and are with a broker of their own now.",
        number,
    ).format(number=number)
    return _act(reader, [drawn], why, work, said=said, needs_why=True)


def move(reader: Person, drawn: Sequence[BrokerState], advert: int, why: str) -> Outcome:
    """Put one advert of the first broker with the second."""

    def work(session: Session, judge: Judge) -> str:
        if brokers_of(session, [advert]).get(advert) != drawn[0].broker_id:
            msg = f"advert {advert} is not with {drawn[0].broker_id}"
            raise NothingToJudge(msg)
        move_advert(session, advert, drawn[1].broker_id, judge)
        return drawn[0].broker_id

    said = _("Advert {advert} is with {broker} now.").format(advert=advert, broker=drawn[1].broker_id)
    return _act(reader, drawn, why, work, said=said, needs_why=True)


def undo(reader: Person, drawn: BrokerState, deed: str) -> Outcome:
    """Take a deed back with all that it did."""

    def work(session: Session, judge: Judge) -> str:
        undo_deed(session, deed, judge)
        kept = current_broker(session, drawn.broker_id)
        return kept.id if kept else drawn.broker_id

    return _act(reader, [drawn], "", work, said=_("Taken back; the adverts are where they were before."))


def _act(
    reader: Person, drawn: Sequence[BrokerState], why: str, work: _Work, *, said: str, needs_why: bool = False
) -> Outcome:
    why = why.strip()
    refused = _refusal(reader, why, needs_why=needs_why)
    if refused:
        return Outcome(kept=False, said=refused)
    try:
        with unit_of_work(engine()) as session:
            # the same lock that deeds and runs take, so that nothing changes between this look and the deed
            hold_linking(session)
            for one in drawn:
                check_unchanged(session, one)
            if not any(sees_broker(session, one.broker_id, scope_of(reader)) for one in drawn):
                return Outcome(kept=False, said=_("This broker is outside of what you work on."))
            kept = work(session, Judge(account_id=reader.id, now=now(), why=why))
    except StaleBroker as stale:
        return Outcome(kept=False, said=_stale(stale), broker_id=stale.into)
    except NothingToJudge:
        return Outcome(kept=False, said=_("Nothing was changed: it was said before, or does not hold any more."))
    return Outcome(kept=True, said=said, broker_id=kept)


def _refusal(reader: Person, why: str, *, needs_why: bool) -> str:
    if not reader.may("judge_broker"):
        return _("Your role reads brokers and does not judge them.")
    if needs_why and not why:
        return _("Give a reason first; it stays beside what you do.")
    if len(why) > MAX_WHY:
        return _(
            "The reason has {length} characters, at most {most} are kept. Nothing was changed; shorten it."
        ).format(length=written.count(len(why)), most=written.count(MAX_WHY))
    return ""


def _stale(stale: StaleBroker) -> str:
    if stale.into:
        return _("This broker was merged into {broker} meanwhile. Nothing was changed; look at that one.").format(
            broker=stale.into
        )
    changes = [
        (stale.joined, ngettext("{number} advert joined", "{number} adverts joined", stale.joined)),
        (stale.left, ngettext("{number} advert left", "{number} adverts left", stale.left)),
        (stale.judged, ngettext("{number} judgement changed", "{number} judgements changed", stale.judged)),
    ]
    what = ", ".join(words.format(number=number) for number, words in changes if number)
    return _("This broker changed since it was drawn: {what}. Nothing was changed; look again.").format(what=what)
