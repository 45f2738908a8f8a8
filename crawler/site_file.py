"""`site.yml`: what a non-programmer may correct about a site, read strictly; unknown keys are errors."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from cssselect import HTMLTranslator, SelectorError
from pydantic import AfterValidator, Field, ValidationError, model_validator

from crawler.addresses import host_of, is_loopback
from crawler.bounds import Counts, FieldName, Health, Revisit, Strict
from crawler.errors import WrongSiteFile
from crawler.schedule import Schedule
from storage.plain_yaml import read_yaml
from storage.settings import settings

SITES = Path(__file__).parent / "sites"
_PSEUDO = re.compile(r"::(?:text|attr\([\w-]+\))\s*$")


def _css(selector: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(_PSEUDO.sub("", selector))
    except SelectorError as error:
        msg = f"{selector!r} is not a CSS selector ({error})"
        raise ValueError(msg) from error
    return selector


def _pattern(expression: str) -> str:
    try:
        re.compile(expression)
    except re.error as error:
        msg = f"{expression!r} is not a regular expression ({error})"
        raise ValueError(msg) from error
    return expression


Css = Annotated[str, AfterValidator(_css)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class Start(Strict):
    """Where a crawl begins; addresses may be relative to `base`."""

    sitemaps: list[str] = Field(default_factory=list)
    listings: list[str] = Field(default_factory=list)


class Selectors(Strict):
    """Where the fields stand in a page without structured data; used only then."""

    title: Css | None = None
    employer_name: Css | None = None
    text: Css | None = None
    place: Css | None = None
    province: Css | None = None
    salary_text: Css | None = None
    posted_on: Css | None = None
    expires_on: Css | None = None


class SiteFile(Strict):
    """All that is known of a site before it is crawled."""

    name: str = Field(pattern=r"^[a-z0-9_]+$", max_length=80)
    title: str = Field(min_length=1, max_length=200)
    kind: Literal["board", "classifieds", "company"] = "board"
    """A job board, a site of small ads, or one company's own: there it is the employer, its licence in the footer."""
    base: str
    start: Start
    advert_url: Pattern
    next_page: Css | None = None
    max_pages: int = Field(default=5000, ge=1)
    delay: float = Field(default=3.0, ge=0, le=600)
    schedule: Schedule = "daily"
    contact: str = ""
    expected: list[FieldName] = Field(default_factory=list)
    counts: Counts
    health: Health = Health()
    revisit: Revisit = Revisit()
    stop_after: int = Field(default=10, ge=1)
    """A run that was kept out so often (403, 429, captcha) leaves the site alone until its next turn."""
    selectors: Selectors | None = None
    demo: bool = False

    @model_validator(mode="after")
    def _can_be_crawled(self) -> "SiteFile":
        parts = urlsplit(self.base)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            msg = f"base: {self.base!r} is not a web address such as https://board.example"
            raise ValueError(msg)
        if not self.start.sitemaps and not self.start.listings:
            msg = "start: give at least one address under sitemaps or listings"
            raise ValueError(msg)
        if self.demo and not is_loopback(host_of(self.base)):
            msg = f"demo: a demo board stands on this machine, and base is {self.base!r}"
            raise ValueError(msg)
        return self

    @property
    def user_agent(self) -> str:
        """Who we say we are, with an address for complaints."""
        contact = self.contact or settings().contact or "demo on this machine"
        return f"SoiTin/0.1 (+{contact})"

    def is_own_address(self, url: str) -> bool:
        """Tell whether an address belongs to this site: same port, same host or one below it."""
        own, other = urlsplit(self.base), urlsplit(url)
        hosts = (own.hostname or "", other.hostname or "")
        return own.port == other.port and (hosts[0] == hosts[1] or hosts[1].endswith(f".{hosts[0]}"))

    def is_advert_address(self, url: str) -> bool:
        """Tell whether an address looks like an advert's."""
        return re.search(self.advert_url, url) is not None


def days_to_go_back(site: SiteFile, days: int) -> int:
    """Return by how many days the clock of a run is set back: any number for a demo site, 0 for every other.

    Raises:
        WrongSiteFile: another site was to be crawled under a false date; its captures are evidence.
    """
    if days and not site.demo:
        msg = f"{site.name} is no demo site: its pages are kept under the time at which they came"
        raise WrongSiteFile(msg)
    return days


def sites_folder() -> Path:
    """Return the folder that holds one sub-folder a site."""
    return settings().sites or SITES


def site_names() -> list[str]:
    """Return the names of all sites, broken ones included."""
    return sorted(path.parent.name for path in sites_folder().glob("*/site.yml"))


def names_to_crawl() -> list[str]:
    """Return the names of all sites but the demo's, which stand nowhere outside the demo; broken ones included."""
    return [name for name in site_names() if not _is_demo(name)]


def _is_demo(name: str) -> bool:
    try:
        return load_site(name).demo
    except WrongSiteFile:
        return False


def load_site(name: str, *, base: str | None = None) -> SiteFile:
    """Read the site file of a name; `base` takes the place of the one written there.

    Raises:
        WrongSiteFile: there is no such site, or its file is not right.
    """
    path = sites_folder() / name / "site.yml"
    if not re.fullmatch(r"[a-z0-9_]+", name) or not path.is_file():
        known = ", ".join(site_names()) or "none"
        msg = f"there is no site {name!r} in {sites_folder()}; known sites: {known}"
        raise WrongSiteFile(msg)
    site = read_site_file(path, base=base)
    if site.name != name:
        msg = f"{path}: name: says {site.name!r}, the folder {name!r}; make both the same"
        raise WrongSiteFile(msg)
    return site


def read_site_file(path: Path, *, base: str | None = None) -> SiteFile:
    """Read and check one site file.

    Raises:
        WrongSiteFile: it cannot be read or breaks a rule; the message names file and key.
    """
    try:
        content = read_yaml(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        msg = f"{path} cannot be read as YAML: {reason}"
        raise WrongSiteFile(msg) from error
    if not isinstance(content, dict):
        msg = f"{path} must be a list of `key: value` lines, such as `name: {path.parent.name}`"
        raise WrongSiteFile(msg)
    try:
        return SiteFile.model_validate(content | ({"base": base} if base else {}))
    except ValidationError as error:
        raise WrongSiteFile(_sentence(path, error)) from error


def _sentence(path: Path, error: ValidationError) -> str:
    problems = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"])
        if problem["type"] == "extra_forbidden":
            text = "is not a known key; correct its spelling or remove it"
        elif problem["type"] == "missing":
            text = "is missing; add it"
        else:
            text = problem["msg"].removeprefix("Value error, ")
        problems.append(f"{key}: {text}" if key else text)
    return f"{path}: {'; '.join(problems)}"
