"""The process behind a `Visitor`: an order a line on standard input, a page or a refusal a line on standard output."""

import asyncio
import base64
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.reach import DEMO, RefusedAddress


class Notes:
    """What the middlewares that a look shares with a crawl write into a run's book; here there is no run."""

    def note(self, kind: str, message: str, *, url: str | None = None, failed: bool = False) -> None:
        """Say it to whoever watches."""
        del failed
        print(f"{kind}: {url or ''} {message}", file=sys.stderr)  # noqa: T201 - stderr is for people


class Errand(Spider):
    """Fetches what it is told, one page after the other, through the middlewares of a crawl."""

    name = "errand"
    run_book = Notes()

    async def start(self) -> AsyncIterator[Request]:
        """Answer orders until there are no more; nothing goes through the scheduler."""
        while line := await asyncio.to_thread(sys.stdin.readline):
            order = json.loads(line)
            sys.stdout.write(json.dumps(await self._answer(order)) + "\n")
            sys.stdout.flush()
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _answer(self, order: dict[str, Any]) -> dict[str, Any]:
        request = Request(order["url"], meta={"dont_obey_robotstxt": True} if order["robots"] else {})
        try:
            return _packed(await self.crawler.engine.download_async(request))
        except RefusedAddress as error:
            return {"kind": "refused_address", "message": str(error)}
        except IgnoreRequest as error:
            return {"kind": "robots_forbidden", "message": str(error)}
        except Exception as error:  # noqa: BLE001 - whatever the network does is an answer
            return {"kind": "unreachable", "message": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}


def _packed(response: Response) -> dict[str, Any]:
    headers = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in response.headers.items()
        for value in values
    ]  # fmt: skip
    body = base64.b64encode(response.body).decode("ascii")
    return {"url": response.url, "status": response.status, "headers": headers, "body": body}


def run(user_agent: str, delay: str, demo: str = "") -> None:
    """Serve orders from standard input with the settings of a crawl, without its store."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    own = {
        "USER_AGENT": user_agent,
        "DOWNLOAD_DELAY": float(delay),
        "AUTOTHROTTLE_START_DELAY": float(delay),
        "LOG_LEVEL": "CRITICAL",
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.reach.RefusePrivateAddresses": 90,
            "crawler.reach.ObeyRobots": 100,
        },
        DEMO: bool(demo),
    }
    for name, value in own.items():
        settings.set(name, value, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(Errand)
    process.start()


if __name__ == "__main__":
    run(*sys.argv[1:4])
