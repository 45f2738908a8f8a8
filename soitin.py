"""The `soitin` command: mounts each package's commands, and strings the packages together for the demo.

Nothing heavy is imported here: `soitin --help` must answer at once.
"""

import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

import crawler.commands
import model.commands
import model.doctor_commands
import review_app.commands
import storage.database_commands
import storage.personal_data.personal_data_commands
import storage.safekeeping.safety_commands
from storage.errors import database_gave_up
from storage.safekeeping.safety_commands import DEMO_HOME

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy import Engine

    from crawler.demo_boards.crawls import DemoSites
    from crawler.demo_boards.week import Week
    from model.score import Screener

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Soi Tin: crawl job adverts, flag deceptive ones with reasons that can be checked, review them.",
)
crawler.commands.register(app)
model.commands.register(app)
review_app.commands.register(app)
_PRODUCT = {"sites": Path(crawler.commands.__file__).parent / "sites", "law": model.doctor_commands.LAW}
storage.safekeeping.safety_commands.register(app, checks=model.doctor_commands.CHECKS, folders=_PRODUCT)
storage.personal_data.personal_data_commands.register(app)
storage.database_commands.register(app)


@app.command("demo")
def demo(
    *,
    no_review: Annotated[
        bool, typer.Option("--no-review", help="Stop after the table instead of serving the app.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port of the review app.", min=1, max=65535)] = 8501,
) -> None:
    """Show everything on invented sites on this machine: crawl them twice, a week apart, screen, review."""
    from rich.console import Console

    from crawler.demo_boards.week import table_of_weeks
    from review_app.demo_accounts import add_demo_accounts
    from storage.database import open_database
    from storage.settings import settings

    console = Console(stderr=True)
    _fresh_home(console)
    engine = open_database(settings().url)
    _keep_register(engine)
    weeks = _two_weeks(console, engine)
    passwords = add_demo_accounts(engine)
    _out().print(table_of_weeks(weeks))
    _print_worst(engine)
    console.print(f"[dim]kept in {settings().home}: database, WARC files; the next demo makes them anew[/dim]")
    if not all(week.good for week, _flagged in weeks):
        raise typer.Exit(1)
    if not no_review:
        _serve(console, port, passwords)


@app.command("nightly")
def nightly() -> None:
    """Crawl what is due, screen what waits, link: each whatever the one before said; ends with the worst exit code."""
    from crawler.nightly import run_night

    steps = (["crawl", "--due"], ["screen", "--pending"], ["link"])
    raise typer.Exit(run_night(steps, known={str(command.name) for command in app.registered_commands}))


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command; what nobody foresaw ends with a traceback, what was foreseen with one sentence."""
    try:
        app(arguments)
    except KeyboardInterrupt:
        print("soitin: stopped", file=sys.stderr)
        sys.exit(130)
    except database_gave_up() as error:
        reason = str(error.orig).strip().splitlines()[0]
        advice = "what was kept stays; see to its disk or server, then run this again"
        print(f"soitin: the database gave up: {reason}; {advice}", file=sys.stderr)
        sys.exit(1)
    sys.exit(0)


def _fresh_home(console: "Console") -> None:
    from storage.settings import settings

    home = DEMO_HOME.resolve()
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    # the crawl runs in a process of its own, which reads the same environment
    os.environ["SOITIN_HOME"] = str(home)
    # an office's own database and site files are none of the demo's business
    os.environ["SOITIN_DATABASE_URL"] = f"sqlite:///{home / 'soitin.db'}"
    os.environ["SOITIN_SITES"] = str(Path(crawler.commands.__file__).parent / "sites")
    settings.cache_clear()
    console.print(f"[bold]1/4[/bold] thư mục thử nghiệm / scratch folder: {home}")


def _keep_register(engine: "Engine") -> None:
    """Keep the invented list of licensed enterprises, as of a month ago."""
    from crawler.demo_boards.company import LICENSED
    from model.commands import today
    from model.register.listing import read_listing
    from storage.database import unit_of_work
    from storage.records import RegisterList
    from storage.register import keep_snapshot

    listing = read_listing(LICENSED)
    about = RegisterList(listed_on=today() - timedelta(days=30), source_file=LICENSED.name, sha256=listing.sha256)
    with unit_of_work(engine) as session:
        keep_snapshot(session, about, listing.enterprises, now=datetime.now(UTC))


def _two_weeks(console: "Console", engine: "Engine") -> "list[tuple[Week, dict[str, int]]]":
    """Crawl and screen as a week ago, then as today; return each with the flagged campaigns of every site after it."""
    from crawler.demo_boards.crawls import DAYS_BETWEEN, DemoSites
    from storage.database import reading
    from storage.runs import flagged_by_site

    weeks = []
    screener = _screener()
    with DemoSites() as sites:
        for days_ago in (DAYS_BETWEEN, 0):
            week = _crawl(console, sites, days_ago)
            _screen(console, engine, screener, days_ago)
            with reading(engine) as session:
                weeks.append((week, flagged_by_site(session)))
    return weeks


def _crawl(console: "Console", sites: "DemoSites", days_ago: int) -> "Week":
    from crawler.demo_boards.week import when

    step = f"2/4 thu thập / crawling, {when(days_ago)}"
    with console.status(step) as status:
        week = sites.crawl(
            days_ago=days_ago,
            on_progress=lambda pages, adverts: status.update(f"{step}: {pages} trang / pages, {adverts} tin / adverts"),
        )
    console.print(f"[bold]2/4[/bold] thu thập / crawled, {week.sentence()}")
    for remark in week.remarks():
        console.print(f"    [dim]{remark}[/dim]", highlight=False)
    return week


def _screener() -> "Screener":
    from model.artefact import ModelRefused
    from model.score import Screener

    try:
        return Screener()
    except ModelRefused as error:
        print(f"soitin: {error}", file=sys.stderr)
        raise typer.Exit(2) from error


def _screen(console: "Console", engine: "Engine", screener: "Screener", days_ago: int) -> None:
    from model.commands import today
    from model.link_pending import link_pending
    from model.register.kept import register_on
    from model.screen_pending import screen_pending

    back = timedelta(days=days_ago)
    with console.status("3/4 chấm điểm / screening") as status:
        done = screen_pending(
            engine,
            screener,
            on=today() - back,
            now=lambda: datetime.now(UTC) - back,
            progress=lambda versions, total: status.update(f"3/4 chấm điểm / screening: {versions}/{total}"),
            register=register_on(engine, today() - back),
        )
        status.update("3/4 nối tin / linking")
        linked = link_pending(engine, lambda: datetime.now(UTC) - back, lambda _: None)
    versions = f"{done.versions} bản tin / versions"
    console.print(f"[bold]3/4[/bold] chấm điểm / screened: {versions} by {screener.model_version}")
    console.print(f"    [dim]nối tin / linked: {linked.sentence()}[/dim]", highlight=False)


def _print_worst(engine: "Engine") -> None:
    from rich.table import Table

    from model.wording import BANDS
    from storage.database import reading
    from storage.worklist.queue import QueueFilter, list_queue

    worst = Table("điểm / score", "mức / band", "tin / advert", "vì sao / why", show_lines=True)
    with reading(engine) as session:
        # without what is there to compare people with the model: drawn at random, or with its score kept back
        shown = [item for item in list_queue(session, QueueFilter(), limit=40) if item.score is not None]
        for item in sorted(shown, key=lambda item: -(item.score or 0))[:5]:
            worst.add_row(
                f"{item.score or 0:.2f}",
                BANDS[item.band or "low"],
                f"{item.title}\n{item.employer_name}",
                item.first_finding or "–",
            )
    _out().print("Năm tin đứng đầu hàng đợi / the five worst:")
    _out().print(worst)


def _out() -> "Console":
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 150)


def _serve(console: "Console", port: int, passwords: dict[str, str]) -> None:
    from review_app.demo_accounts import table_of_accounts
    from review_app.server import serve

    console.print(
        f"[bold]4/4[/bold] mở / open  [bold]http://127.0.0.1:{port}[/bold]  (Ctrl+C dừng / stops)", highlight=False
    )
    console.print(table_of_accounts(passwords))
    try:
        serve("127.0.0.1", port)
    except OSError as error:
        print(
            f"soitin: cannot listen on port {port}: {error.strerror or error}; choose another with --port",
            file=sys.stderr,
        )
        raise typer.Exit(2) from error


if __name__ == "__main__":
    main()
