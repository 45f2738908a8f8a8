"""Scrapy's settings; what differs from site to site stands in `site.yml` and is set by the spider."""

BOT_NAME = "soitin"
SPIDER_MODULES = ["crawler.spiders"]

# Polite: rules obeyed, one request at a time, slower when the server is slow, no cookies, no tricks.
ROBOTSTXT_OBEY = True
USER_AGENT = "SoiTin/0.1"
# one at a time in all: what waits in a queue behind the middlewares would not hear of a Retry-After
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
    # only what can be decoded again from the WARC file
    "Accept-Encoding": "gzip, deflate",
}

# Bounded: one hostile or broken page never takes the run with it.
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 5 * 1024 * 1024
DOWNLOAD_TIMEOUT = 40
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
RETRY_TIMES = 2
URLLENGTH_LIMIT = 2000

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.reach.RefusePrivateAddresses": 90,
    "crawler.reach.ObeyRobots": 100,
    # outermost of those that see what the server sent, but for the one that keeps it
    "crawler.back_off.BackOff": 640,
    # above redirects (600) and content decoding (590): it sees what the server sent
    "crawler.keep_page.KeepPage": 650,
    "crawler.reach.StayWithAdverts": 620,
}
ITEM_PIPELINES = {"crawler.pipelines.KeepAdvert": 300}
DUPEFILTER_CLASS = "crawler.reach.FollowRedirects"
TWISTED_DNS_RESOLVER = "crawler.reach.PublicAddressesOnly"

# The spider looks at error pages too: they are captured and counted.
HTTPERROR_ALLOW_ALL = True
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
LOG_LEVEL = "WARNING"
