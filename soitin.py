"""The `soitin` command: mounts each package's commands, and strings the packages together for the demo.

Nothing heavy is imported here: `soitin --help` must answer at once.
"""

import os
import secrets
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

import crawler.commands
import model.commands
import review_app.commands

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy import Engine

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Soi Tin: crawl job adverts, flag deceptive ones with reasons that can be checked, review them.",
)
crawler.commands.register(app)
model.commands.register(app)
review_app.commands.register(app)

DEMO_HOME = Path("var/demo")
DEMO_ACCOUNT = "canbo"


@app.command("demo")
def demo(
    *,
    no_review: Annotated[
        bool, typer.Option("--no-review", help="Stop after the table instead of serving the app.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port of the review app.", min=1, max=65535)] = 8501,
) -> None:
    """Show everything on a board of invented adverts on this machine: crawl, screen, review."""
    from rich.console import Console

    from storage.database import open_database
    from storage.settings import settings

    console = Console(stderr=True)
    _fresh_home(console)
    engine = open_database(settings().url)
    good = _crawl(console)
    _screen(console, engine)
    password = _add_account(engine)
    _print_table(engine)
    console.print(f"[dim]kept in {settings().home}: database, WARC files; the next demo makes them anew[/dim]")
    if not good:
        raise typer.Exit(1)
    if not no_review:
        _serve(console, port, password)


def main() -> NoReturn:
    """Run the command; what nobody foresaw ends with a traceback, what was foreseen with one sentence."""
    try:
        app()
    except KeyboardInterrupt:
        print("soitin: stopped", file=sys.stderr)
        sys.exit(130)
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


def _crawl(console: "Console") -> bool:
    from crawler.demo_boards.server import DemoServer
    from crawler.run import crawl_site

    with DemoServer() as board, console.status("2/4 thu thập / crawling") as status:
        summary = crawl_site(
            "demo_board",
            base=board.base,
            on_progress=lambda pages, adverts: status.update(f"2/4 thu thập / crawling: {pages} trang, {adverts} tin"),
        )
        forbidden = [path for path in board.requested if path.startswith("/quan-tri")]
    console.print(
        f"[bold]2/4[/bold] thu thập / crawled: {summary.pages} trang / pages, {summary.adverts} tin / adverts, "
        f"{len(forbidden)} trang bị cấm / disallowed pages requested"
    )
    for _kind, url, message in summary.issues:
        console.print(f"    [dim]{url}: {message}[/dim]", highlight=False)
    if summary.outcome != "good":
        console.print(f"[red]the crawl went wrong: {summary.cause}[/red]")
    return summary.outcome == "good" and not forbidden


def _screen(console: "Console", engine: "Engine") -> None:
    from datetime import UTC, datetime

    from model.artefact import ModelRefused
    from model.commands import today
    from model.score import Screener
    from model.screen_pending import screen_pending

    try:
        screener = Screener()
    except ModelRefused as error:
        print(f"soitin: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
    with console.status("3/4 chấm điểm / screening") as status:
        done = screen_pending(
            engine,
            screener,
            on=today(),
            now=lambda: datetime.now(UTC),
            progress=lambda versions, total: status.update(f"3/4 chấm điểm / screening: {versions}/{total}"),
        )
    console.print(
        f"[bold]3/4[/bold] chấm điểm / screened: {done.versions} bản tin / versions by {screener.model_version}"
    )


def _add_account(engine: "Engine") -> str:
    from datetime import UTC, datetime

    from storage.accounts import add_account
    from storage.database import unit_of_work

    password = secrets.token_urlsafe(9)
    with unit_of_work(engine) as session:
        add_account(
            session,
            name=DEMO_ACCOUNT,
            full_name="Cán bộ thử nghiệm",
            role="officer",
            password=password,
            now=datetime.now(UTC),
        )
    return password


def _print_table(engine: "Engine") -> None:
    from rich.console import Console
    from rich.table import Table

    from model.wording import BANDS
    from storage.database import reading
    from storage.queue import QueueFilter, list_queue
    from storage.runs import flagged_by_site, latest_runs

    out = Console(width=None if sys.stdout.isatty() else 150)
    table = Table(
        "trang web / site", "trang / pages", "tin / adverts", "từ chối / refused", "lỗi / failed", "gắn cờ / flagged"
    )
    worst = Table("điểm / score", "mức / band", "tin / advert", "vì sao / why", show_lines=True)
    with reading(engine) as session:
        flagged = flagged_by_site(session)
        for site, run in latest_runs(session):
            row = (run.pages, run.adverts, run.refused, run.failed, flagged.get(site.id, 0))
            table.add_row(f"{site.title} ({site.name})", *map(str, row))
        for item in list_queue(session, QueueFilter(), limit=5):
            worst.add_row(
                f"{item.score or 0:.2f}",
                BANDS[item.band or "low"],
                f"{item.title}\n{item.employer_name}",
                item.first_finding or "–",
            )
    out.print(table)
    out.print("Năm tin đứng đầu hàng đợi / the five worst:")
    out.print(worst)


def _serve(console: "Console", port: int, password: str) -> None:
    from review_app.server import serve

    console.print(
        f"[bold]4/4[/bold] mở / open  [bold]http://127.0.0.1:{port}[/bold]  "
        f"tài khoản / account: [bold]{DEMO_ACCOUNT}[/bold]  mật khẩu / password: [bold]{password}[/bold]  "
        "(Ctrl+C dừng / stops)",
        highlight=False,
    )
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
