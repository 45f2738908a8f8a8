"""`soitin site new`: visit a site, write down what was found as a site file, and try the file on the pages visited."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.addresses import host_of, is_loopback, is_private_address, web_address
from crawler.errors import WrongSiteFile
from crawler.looking.draft import DELAY, Wishes, draft, expected_of, kind_of, name_of
from crawler.looking.samples import read_advert
from crawler.looking.survey import Survey, look_at
from crawler.looking.visitor import Visitor
from crawler.reading import Refusal
from crawler.site_file import SiteFile, read_site_file
from storage.settings import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A site file that was written, and what it makes of the adverts that were visited."""

    path: Path
    site: SiteFile
    visits: int
    samples: list[tuple[str, str]]
    """Address, and what was read of it."""


def draft_site(address: str, folder: Path, *, name: str = "", contact: str = "", demo: bool = False) -> Drafted:
    """Look at a site and write `folder/NAME/site.yml`.

    Raises:
        WrongSiteFile: the address cannot be looked at, nobody is named for complaints, or such a file is there already.
        NotVisited: the site does not let us in.
        NothingFound: no adverts were found there.
    """
    url = _address(address, demo=demo)
    wishes = Wishes(name=name or name_of(url), contact=contact, demo=demo)
    path = folder / wishes.name / "site.yml"
    if path.exists():
        msg = f"{path} is there already; give another name with --name, or move it away"
        raise WrongSiteFile(msg)
    user_agent = _user_agent(contact, demo=demo)
    with Visitor(user_agent=user_agent, delay=0.0 if demo else DELAY, demo=demo) as visitor:
        survey = look_at(visitor, url, user_agent=user_agent, demo=demo)
        visits = visitor.visits
    text, site = _written(survey, wishes)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Drafted(path=path, site=site, visits=visits, samples=list(_tried(survey, site)))


def _address(address: str, *, demo: bool) -> str:
    url = web_address("", address if "://" in address else f"https://{address}")
    if url is None:
        msg = f"{address!r} is not a web address such as https://board.example/viec-lam"
        raise WrongSiteFile(msg)
    host = host_of(url)
    if demo and not is_loopback(host):
        msg = f"--demo: a demo board stands on this machine, and {host} is another"
        raise WrongSiteFile(msg)
    if not demo and is_private_address(host):
        msg = f"{host} is not an address of the public internet; a demo board on this machine needs --demo"
        raise WrongSiteFile(msg)
    return url


def _user_agent(contact: str, *, demo: bool) -> str:
    named = contact or settings().contact
    if not named and not demo:
        msg = "nobody is named for complaints: set SOITIN_CONTACT, or give --contact, before a site is visited"
        raise WrongSiteFile(msg)
    return f"SoiTin/0.1 (+{named or 'demo on this machine'})"


def _written(survey: Survey, wishes: Wishes) -> tuple[str, SiteFile]:
    """Return the text of the file and the file as it will be read: first without, then with the fields it expects."""
    kind = kind_of(survey)
    bare = _as_read(draft(survey, wishes, kind, []), wishes)
    text = draft(survey, wishes, kind, expected_of(survey, bare))
    return text, _as_read(text, wishes)


def _as_read(text: str, wishes: Wishes) -> SiteFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{wishes.name}.yml"
        path.write_text(text, "utf-8")
        return read_site_file(path)


def _tried(survey: Survey, site: SiteFile) -> Iterator[tuple[str, str]]:
    for sample in survey.samples:
        advert = read_advert(sample, site)
        if isinstance(advert, Refusal):
            said = advert.sentence
        else:
            names = ("employer_name", "place", "province", "salary_text", "posted_on", "expires_on")
            filled = [name for name in names if getattr(advert, name)]
            said = f"{advert.title} ({advert.source}: {len(advert.text)} characters, {', '.join(filled)})"
        yield urlsplit(sample.url).path, said
