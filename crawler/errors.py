"""The decisions that callers of the crawler make differently, one exception each."""


class NotAnAdvert(Exception):
    """Raised by `extract/` for a page that is no advert; the page stays captured and is counted as refused."""

    def __init__(self, *, kind: str, sentence: str) -> None:
        """Take a short code for counting and a sentence for a person."""
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


class UnreadableAdvert(Exception):
    """Raised by `extract/` for a page that should be an advert and cannot be read; counted as failed."""

    def __init__(self, *, kind: str, sentence: str) -> None:
        """Take a short code for counting and a sentence for a person."""
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


class WrongSiteFile(Exception):
    """Raised for an unknown site or a broken `site.yml`; its message names file and key and says what to do."""


class UnreadableFile(Exception):
    """Raised for a file that cannot be imported at all: missing, unreadable, of an unknown type."""


class PageNotKept(Exception):
    """Raised by the run book when disk or database refuse a page; the run stops, nothing is read from it."""


class LeaseLost(Exception):
    """Raised where a run does not hold its site any more; it stops, because another one crawls it."""


class NotDue(Exception):
    """Raised where a site that was due is not any more, because another scheduler crawled it meanwhile; says when."""
