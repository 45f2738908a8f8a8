"""`soitin site …`: which sites there are, drafting a site file by looking at a site, and checking one live."""

import sys

import typer

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
