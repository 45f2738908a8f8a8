"""The vocabulary of the crawl on screen: how a run went, why, and what it complained about."""

from review_app.language import _, marked

OUTCOMES = {
    "good": ("✓", marked("Good run")),
    "bad": ("⚠", marked("Run with something wrong")),
    "stopped": ("■", marked("Stopped before it was done")),
}
UNFINISHED = ("…", marked("Running, or cut short"))

FIELDS = {
    "title": marked("title"),
    "employer_name": marked("employer"),
    "text": marked("text"),
    "place": marked("workplace"),
    "province": marked("province"),
    "salary_text": marked("wage as written"),
    "wage": marked("wage in figures"),
    "posted_on": marked("day of posting"),
    "expires_on": marked("last day"),
}

CAUSES = {
    "unreachable": marked("The site could not be reached."),
    "too_few_adverts": marked("Fewer adverts than this site should have."),
    "too_many_adverts": marked("More adverts than this site should have."),
    "fewer_adverts": marked("Far fewer adverts than in its last good runs."),
    "failed_pages": marked("Too many pages failed or kept us out."),
    "shutdown": marked("It was stopped before it was done; the next run takes it up."),
    "too_many_failures": marked("It was stopped because most pages failed."),
    "empty_text": marked("An advert has a title and no words"),
    "endless_listing": marked("A list goes on without anything new, so it was left"),
    "import_remark": marked("Something about an imported file"),
    "no_advert_text": marked("A page does not speak of work on offer"),
    "not_json": marked("An answer that should be data cannot be read"),
    "not_kept": marked("It was stopped because pages could not be kept: look at the disk and the database."),
    "kept_out": marked("The site kept us out and is left alone until its next turn."),
    "lease_lost": marked("Another run took the site over."),
}
"""Code of a cause → sentence; those about a field are made by `cause`."""

ISSUES = {
    "bad_address": marked("An address of the site file is none of the web"),
    "bad_listing": marked("A list of adverts could not be had"),
    "bad_sitemap": marked("A sitemap could not be read"),
    "captcha": marked("A page asked for proof of being human"),
    "clock_went_back": marked("The machine’s clock went back"),
    "content_encoding": marked("A page was packed in a way that cannot be read"),
    "continued": marked("The run took up the work of an interrupted one"),
    "damaged_capture": marked("A kept page is damaged"),
    "disagreement": marked("Parts of a page contradict one another"),
    "empty_listing": marked("A list had no link that looks like an advert’s"),
    "empty_page": marked("A page was empty"),
    "ends_the_process": marked("A page ended the process that read it"),
    "error_page": marked("The server answered with an error"),
    "expired": marked("An advert says that it has ended"),
    "gone": marked("An advert is not there any more"),
    "kept_out": marked("The site asked us to stay away"),
    "list_page": marked("A page is a list, no advert"),
    "login_wall": marked("A page asks for a login"),
    "long_sitemap": marked("A sitemap names more adverts than are taken"),
    "max_pages": marked("More pages than the site file allows"),
    "not_html": marked("A page is no web page"),
    "not_kept": marked("A page could not be kept"),
    "read_again": marked("A page kept before an interruption was read now"),
    "redirected": marked("A page leads elsewhere"),
    "refused_address": marked("An address may not be fetched"),
    "robots_forbidden": marked("The site’s robots.txt forbids a page"),
    "robots_unreachable": marked("robots.txt could not be had, so nothing was fetched"),
    "torn_record": marked("A half-written record of an interrupted run was put aside"),
    "unexpected": marked("A page failed in a way that nobody foresaw"),
    "unreachable": marked("A page could not be reached"),
}
"""Kind of issue → what it means; a kind newer than this app is shown by its code."""

_LESS = "coverage_"
_LESS_THAN_BEFORE = "fewer_with_"


def outcome(code: str | None) -> tuple[str, str]:
    """Return the sign and words of how a run went."""
    sign, words = OUTCOMES.get(code, UNFINISHED) if code else UNFINISHED
    return sign, _(words)


def field(name: str) -> str:
    """Return the name of a field of an advert."""
    return _(FIELDS[name]) if name in FIELDS else name


def causes(codes: str, said: str) -> list[str]:
    """Return why a run was not good, a sentence for each code; what is known by no code, as the crawler said it."""
    found = [_cause(code) for code in codes.split(",") if code]
    return [sentence for sentence in found if sentence] or ([said] if said else [])


def issue(kind: str) -> str:
    """Return what a kind of issue means."""
    return _(ISSUES[kind]) if kind in ISSUES else (_cause(kind) or kind).rstrip(".")


def _cause(code: str) -> str:
    if code in CAUSES:
        return _(CAUSES[code])
    if code.startswith(_LESS_THAN_BEFORE):
        words = _("Far fewer adverts state their {field} than in the last good runs.")
        return words.format(field=field(code.removeprefix(_LESS_THAN_BEFORE)))
    if code.startswith(_LESS):
        words = _("Fewer adverts state their {field} than this site should.")
        return words.format(field=field(code.removeprefix(_LESS)))
    return ""
