"""`soitin purge` and `soitin erase`: nothing personal stays readable longer than it must, or than a person wants."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storage.personal_data.erase_requests import Answer, Request
    from storage.personal_data.purge import Purged

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY = "%Y-%m-%d"


def register(app: typer.Typer) -> None:
    """Mount the commands on the product's own."""
    app.command("purge")(purge)
    app.command("erase")(erase)


def purge(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what is due, change nothing.")] = False,
    on: Annotated[
        datetime | None, typer.Option(formats=[_DAY], help="As if it were this day; not a later one.")
    ] = None,
) -> None:
    """Make unreadable what is personal in adverts, notes and sessions whose retention clock has run out.

    Counts, scores and links stay. For cron, once a day, as the owner of the database.
    """
    from storage.database import open_database
    from storage.personal_data.freed_space import free_space
    from storage.personal_data.pseudonyms import open_pseudonyms
    from storage.personal_data.purge import purge as purge_what_is_due
    from storage.settings import settings

    now = datetime.now(UTC)
    day = datetime.combine(on.date(), time.max, _ZONE) if on else now
    if on and on.date() > now.astimezone(_ZONE).date() and not dry_run:
        _fail(f"{on:%Y-%m-%d} has not come yet; only --dry-run looks ahead")
    with _sentences():
        engine, home = open_database(settings().url), settings().home
        pseudonyms = None if dry_run else open_pseudonyms(home, make=True)
        found = purge_what_is_due(engine, home, pseudonyms, on=day, now=now)
        _print_purged(found, dry_run=dry_run)
        if found.versions and not dry_run:
            _say(free_space(engine))
        _say_what_is_named_again(engine, home)


def _say_what_is_named_again(engine: "Engine", home: Path) -> None:
    from storage.database import reading
    from storage.personal_data.erase_requests import named_again
    from storage.personal_data.pseudonyms import KEY, open_pseudonyms

    if (home / KEY).exists():
        with reading(engine) as session:
            again = named_again(session, open_pseudonyms(home))
        if again:
            numbers = ", ".join(map(str, again))
            _say(
                f"adverts kept since name a number that was erased on request: {numbers}; "
                "read them and erase again, or let them stand"
            )


def erase(
    *,
    phone: Annotated[str, typer.Option(help="Number of the person concerned, however it is spaced.")] = "",
    advert: Annotated[int | None, typer.Option(help="Advert whose personal data goes, in all its versions.")] = None,
    reason: Annotated[str, typer.Option(help="Who asks, and for what; kept, so write no number here.")] = "",
    request_date: Annotated[
        datetime | None, typer.Option(formats=[_DAY], help="Day on which the request came in; today if left out.")
    ] = None,
    requests: Annotated[bool, typer.Option("--list", help="Print the requests so far, and what was answered.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="After a restore: do again what was erased since that backup was made.")
    ] = False,
) -> None:
    """Make a number, or all of an advert, unreadable everywhere, as a person concerned asks; or say why not."""
    from storage.personal_data.erase_requests import Request

    if requests:
        _print_requests()
        return
    if again:
        _erase_again()
        return
    now = datetime.now(UTC)
    asked = request_date.date() if request_date else now.astimezone(_ZONE).date()
    _answer(Request(why=reason, requested_on=asked, phone=phone, advert_id=advert), now)


def _erase_again() -> None:
    from storage.database import open_database, unit_of_work
    from storage.personal_data.erase_again import erase_again
    from storage.personal_data.erase_requests import DONE
    from storage.personal_data.freed_space import free_space
    from storage.personal_data.pseudonyms import open_pseudonyms
    from storage.settings import settings

    with _sentences():
        engine, home = open_database(settings().url), settings().home
        with unit_of_work(engine) as session:
            answers = erase_again(session, open_pseudonyms(home), home, now=datetime.now(UTC))
        for answer in answers:
            print(f"request {answer.request_id}: {answer.outcome}: {answer.sentence}")
        if not answers:
            print("nothing is to be erased again: the database knows every request of the record")
        elif any(answer.version_ids for answer in answers):
            _say(free_space(engine))
    raise typer.Exit(0 if all(answer.outcome == DONE for answer in answers) else 1)


def _answer(request: "Request", now: datetime) -> None:
    from storage.database import open_database, unit_of_work
    from storage.personal_data.erase_requests import DONE, answer_request
    from storage.personal_data.freed_space import free_space
    from storage.personal_data.pseudonyms import open_pseudonyms
    from storage.settings import settings

    with _sentences():
        engine, home = open_database(settings().url), settings().home
        pseudonyms = open_pseudonyms(home, make=True)
        with unit_of_work(engine) as session:
            answer = answer_request(session, request, pseudonyms, home, now=now)
        _print_answer(answer, request.requested_on)
        if answer.outcome == DONE:
            _say(free_space(engine))
    raise typer.Exit(0 if answer.outcome == DONE else 1)


def _print_purged(found: "Purged", *, dry_run: bool) -> None:
    for clock, adverts in sorted(found.adverts.items()):
        print(f"{clock}\t{adverts} adverts")
    print(f"versions\t{found.versions}{' (dry run, nothing was changed)' if dry_run else ''}")
    print(f"notes\t{found.notes}\nsessions\t{found.sessions}\ncopies\t{len(found.copies)}")
    print(f"held for referrals\t{found.held} adverts")


def _print_answer(answer: "Answer", asked: date) -> None:
    print(f"request {answer.request_id} of {asked}: {answer.outcome}: {answer.sentence}")
    for name in answer.files:
        print(f"file\t{name}")
    for row in answer.left:
        print(f"left\t{row}")
    for sentence in answer.beside:
        print(f"beside\t{sentence}")


def _print_requests() -> None:
    from storage.database import open_database, reading
    from storage.personal_data.erase_requests import list_requests
    from storage.settings import settings

    with _sentences(), reading(open_database(settings().url)) as session:
        rows = list_requests(session)
    for row in rows:
        day = row.at.astimezone(_ZONE).date()
        about = row.kind if row.advert_id is None else f"advert {row.advert_id}"
        print(f"{row.id}\t{row.requested_on}\t{about}\t{row.outcome} {day}\t{row.answer}\t{row.why}")


def _say(sentence: str) -> None:
    if sentence:
        print(f"soitin: {sentence}", file=sys.stderr)


@contextmanager
def _sentences() -> Iterator[None]:
    """Let what was foreseen end in one sentence."""
    from sqlalchemy.exc import DBAPIError

    from storage.errors import StorageError

    try:
        yield
    except StorageError as error:
        _fail(str(error))
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        _fail(f"the database refused: {reason}; run this as the owner of its tables, when nobody else holds it", 1)
    except OSError as error:
        _fail(f"a file beside the database could not be written: {error}", 1)


def _fail(sentence: str, code: int = 2) -> NoReturn:
    print(f"soitin: {sentence}", file=sys.stderr)
    raise typer.Exit(code)
