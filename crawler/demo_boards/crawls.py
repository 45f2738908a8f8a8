"""The demo's crawls: every demo site at once, as it stood a week ago and as it stands today."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from crawler.demo_boards.server import BOARDS, DemoServer
from crawler.demo_boards.week import Week
from crawler.run import RunSummary, crawl_site

CLOSED_AREAS = ("/quan-tri", "/quan-ly")
"""What the robots.txt of the demo sites closes."""

DAYS_BETWEEN = 7


class DemoSites:
    """A context manager that serves every demo site: `with DemoSites() as sites: sites.crawl(days_ago=7)`."""

    def __init__(self) -> None:
        """Take a port for each; nothing is served yet."""
        self._servers = {site: DemoServer(site, week=1) for site in BOARDS}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Start to serve the first week."""
        for server in self._servers.values():
            self._stack.enter_context(server)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop them all."""
        self._stack.__exit__(kind, error, trace)

    def crawl(self, *, days_ago: int, on_progress: Callable[[int, int], None]) -> Week:
        """Crawl every site side by side and return how it went; `on_progress` gets pages and adverts of all so far.

        The captures carry the time of so many days ago, and the sites show the week of that day.
        """
        so_far = dict.fromkeys(self._servers, (0, 0))

        def crawl_one(site: str) -> RunSummary:
            def note(pages: int, adverts: int) -> None:
                so_far[site] = (pages, adverts)
                on_progress(*map(sum, zip(*so_far.values(), strict=True)))

            return crawl_site(site, base=self._servers[site].base, on_progress=note, days_ago=days_ago)

        for server in self._servers.values():
            server.show_week(1 if days_ago else 2)
        with ThreadPoolExecutor(len(self._servers)) as pool:
            runs = list(pool.map(crawl_one, self._servers))
        asked = [path for server in self._servers.values() for path in server.requested]
        return Week(days_ago=days_ago, runs=runs, forbidden=sum(path.startswith(CLOSED_AREAS) for path in asked))
