"""`soitin site …`: which sites there are, drafting a site file by looking at a site, and checking one live."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.exits import fail, sentences

if TYPE_CHECKING:
    from crawler.site_new import Drafted

site_app = typer.Typer(no_args_is_help=True, help="Site files.")


@site_app.command("list")
def list_sites() -> None:
    """Print every site: name, title, schedule, address; a broken site file is named with its mistake."""
    from crawler.errors import WrongSiteFile
    from crawler.site_file import load_site, site_names, sites_folder

    names, code = site_names(), 0
    for name in names:
        try:
            site = load_site(name)
        except WrongSiteFile as error:
            print(f"soitin: {error}", file=sys.stderr)
            code = 1
        else:
            print(f"{site.name}\t{site.title}\t{site.schedule}\t{site.base}")
    if not names:
        print(f"{sites_folder()} holds no site; `soitin site new ADDRESS` drafts one", file=sys.stderr)
    raise typer.Exit(code)


@site_app.command("new")
def new_site(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Front page, or better a page that lists adverts.")],
    *,
    folder: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder of sites to write into instead of SOITIN_SITES.")
    ] = None,
    name: Annotated[str, typer.Option(help="Short name: small letters, digits, _. Default: from the address.")] = "",
    contact: Annotated[str, typer.Option(help="Where the site's owner can complain; default: SOITIN_CONTACT.")] = "",
    demo: Annotated[bool, typer.Option("--demo", help="The site stands on this machine, for practice.")] = False,
) -> None:
    """Visit a site politely and draft its site.yml; nothing that is visited is kept."""
    from rich.console import Console

    from crawler.looking.samples import NothingFound
    from crawler.looking.visitor import NotVisited
    from crawler.site_file import sites_folder
    from crawler.site_new import draft_site

    try:
        with sentences(), Console(stderr=True).status(f"đang xem / looking at {address}"):
            drafted = draft_site(address, folder or sites_folder(), name=name, contact=contact, demo=demo)
    except (NotVisited, NothingFound) as error:
        fail(str(error), 1)
    _print_draft(drafted)


def _print_draft(drafted: "Drafted") -> None:
    for path, said in drafted.samples:
        print(f"read\t{path}\t{said}")
    print(f"visits\t{drafted.visits}")
    print(f"wrote\t{drafted.path}")
    print(
        f"Đọc và sửa từng dòng, rồi / read and correct every line, then: soitin site check {drafted.site.name}",
        file=sys.stderr,
    )


@site_app.command("check")
def check_site_file(
    name: Annotated[str, typer.Argument(help="Name of the site, as in `soitin site list`.")],
    *,
    base: Annotated[str | None, typer.Option(help="Address to use instead of the site file's `base`.")] = None,
) -> None:
    """Visit a few pages of a site and compare them with its site file, a line a check; ends with 1 if one fails."""
    from crawler.site_check import check_site
    from crawler.site_file import load_site

    with sentences():
        site = load_site(name, base=base)
    failed = 0
    for check in check_site(site):
        failed += not check.good
        print(f"{'ok' if check.good else 'FAILED'}\t{check.name}\t{check.sentence}")
    print(f"{failed} checks failed" if failed else "every check is good", file=sys.stderr)
    raise typer.Exit(1 if failed else 0)
