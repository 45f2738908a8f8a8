"""Web addresses: one canonical spelling for each page, and which hosts a crawl may reach."""

import ipaddress
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = re.compile(
    r"(?:utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|zarsrc|ta_source|mc_[ce]id|_gl|_ga|ref|ref_\w+|"
    r"gidzl|yclid|spm|jr_i|cmpid)",
    re.IGNORECASE,
)
"""Names of query parameters that say where a visitor came from, not what the page is."""

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def canonical_address(url: str) -> str:
    """Return the address without fragment and tracking, host in lower case, query in a fixed order."""
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS.get(scheme, "\n"))
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0]))
    return urlunsplit((scheme, host, parts.path or "/", urlencode(query), ""))


def web_address(base: str, link: str) -> str | None:
    """Return the absolute canonical address of a link, or None if it is not one of the web."""
    try:
        url = urljoin(base, link.strip())
        _ = urlsplit(url).port  # raises for one that is no number
        if urlsplit(url).scheme.lower() not in ("http", "https") or not host_of(url):
            return None
        return canonical_address(url)
    except ValueError:
        return None


def host_of(url: str) -> str:
    """Return the host of an address in lower case, without port; empty if there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_private_address(host: str) -> bool:
    """Tell whether a host is written as an address that is not of the public internet; names are never."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return not address.is_global or address.is_multicast


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
