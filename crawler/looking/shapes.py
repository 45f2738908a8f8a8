"""Addresses of one shape: the links of a page grouped by how their paths are built, and a pattern for each group.

A board gives all its adverts addresses of one shape (/viec-lam/some-words-b123.html), which its other pages have not.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import parse_qsl, urlsplit

from storage.folding import fold

_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_KINDS = (
    ("slug-id", re.compile(r"^(?=[\W\d_]*[^\W\d_].*[-_.]).*(?P<sep>[-_.])(?P<pre>[a-z]{0,3})\d+", re.IGNORECASE)),
    ("id-slug", re.compile(r"^\d+(?P<sep>[-_.]).+")),
    ("id", re.compile(r"(?P<pre>[a-z]{0,3})\d+", re.IGNORECASE)),
    ("slug", re.compile(r"^[^-]+-[^-]+-.+")),
    ("word", re.compile(r".*")),
)
_PAGE = re.compile(r"p|pg|page|trang|paged|offset|start", re.IGNORECASE)
_WORK = re.compile(r"viec|tuyen|job|work|rao|tin\b|tin-|don-hang|bai-viet|post|career|lao-dong", re.IGNORECASE)
_OTHER = re.compile(
    r"cong-ty|company|companies|employer|nha-tuyen-dung|tag|danh-muc|category|nganh|blog|tin-tuc|news|login|dang-nhap|"
    r"dang-ky|tai-khoan|account|huong-dan|gioi-thieu|lien-he|cam-nang",
    re.IGNORECASE,
)
_FEW_DIRECTORIES = 3
_LONG_TITLE = 60
_LONGEST_SEGMENT = 300
"""Characters of an address that are looked at, from its end."""
_MOST_EXAMPLES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One group of links that are built alike."""

    pattern: str
    """Regular expression for addresses of this shape, as `advert_url` of a site file takes it."""
    urls: tuple[str, ...]
    """Its addresses on the pages looked at, each once, in page order."""
    weight: float
    """How much it looks like a site's adverts, before any of them is opened."""

    def fits(self, url: str) -> bool:
        """Tell whether an address is of this shape."""
        return re.search(self.pattern, url) is not None


def shapes_of(links: Mapping[str, str]) -> list[Shape]:
    """Group links (address → words of the link) by shape, the likeliest adverts first."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for url in links:
        groups[_key(url)].append(url)
    found = []
    for urls in groups.values():
        for members in _by_directory(urls):
            words = [links[url] for url in members]
            found.append(Shape(pattern=pattern_of(members), urls=tuple(members), weight=_weight(members, words)))
    return sorted(found, key=lambda shape: -shape.weight)


def pattern_of(urls: Iterable[str]) -> str:
    """Return a regular expression for addresses built like these, which share one key."""
    parts = [urlsplit(url) for url in urls]
    columns = list(zip(*[_segments(part.path) for part in parts], strict=True))
    directories = "".join(f"{_pattern_of_directory(column)}/" for column in columns[:-1])
    names = sorted({name for part in parts for name, _ in parse_qsl(part.query)})
    last = _pattern_of_last(list(columns[-1]), fixed=bool(names))
    query = rf"\?(?:.*&)?{_literal(names[0])}=\w+" if names else ""
    slash = "/?" if any(part.path.endswith("/") for part in parts) else ""
    return f"://[^/]+/{directories}{last}{slash}{query}$"


def _pattern_of_directory(segments: Sequence[str]) -> str:
    if all(segment.isdigit() for segment in segments):
        return r"\d+"  # a year that all of them have in common is no part of the shape
    return _literal(segments[0]) if len(set(segments)) == 1 else "[^/?]+"


def _literal(text: str) -> str:
    """Escape what a pattern needs escaped and nothing else, because people read the pattern."""
    return re.sub(r"[.^$*+?{}\[\]|()\\]", r"\\\g<0>", text)


def _pattern_of_last(segments: list[str], *, fixed: bool) -> str:
    if fixed and len(set(segments)) == 1:
        return _literal(segments[0])
    endings = {match.group() for segment in segments if (match := _ENDING.search(segment))}
    ending = _literal(endings.pop()) if len(endings) == 1 else ""
    kind, matches = _kind(segments[0]), [_stem_match(segment) for segment in segments]
    prefixed = "[a-z]{1,3}" if any((match.groupdict().get("pre") or "") for match in matches) else ""
    separators = {match.groupdict().get("sep") for match in matches}
    separator = _literal(next(iter(separators)) or "") if len(separators) == 1 else "[-_.]"
    return {
        "slug-id": rf"[^/?]+{separator}{prefixed}\d+",
        "id-slug": rf"\d+{separator}[^/?]+",
        "id": rf"{prefixed}\d+",
        "slug": r"[^/?]+-[^/?]+",
        "word": r"[^/?]+",
    }[kind] + ending


def _key(url: str) -> tuple[object, ...]:
    parts = urlsplit(url)
    segments = _segments(parts.path)
    ending = _ENDING.search(segments[-1])
    names = tuple(sorted({name for name, _ in parse_qsl(parts.query)}))
    return (len(segments), ending.group() if ending else "", _kind(segments[-1]), names)


def _segments(path: str) -> list[str]:
    return path.removeprefix("/").removesuffix("/").split("/") if path != "/" else [""]


def _kind(segment: str) -> str:
    stem = _ENDING.sub("", segment[-_LONGEST_SEGMENT:])
    return next(name for name, pattern in _KINDS if pattern.fullmatch(stem))


def _stem_match(segment: str) -> "re.Match[str]":
    stem = _ENDING.sub("", segment[-_LONGEST_SEGMENT:])
    return next(match for _, pattern in _KINDS if (match := pattern.fullmatch(stem)))


def _by_directory(urls: list[str], place: int = 0) -> list[list[str]]:
    """Split a group where a directory has few values, such as /viec-lam/ and /cong-ty/; from the first to the last."""
    paths = {url: _segments(urlsplit(url).path) for url in urls}
    if place >= len(paths[urls[0]]):
        return [urls]
    groups: dict[str, list[str]] = defaultdict(list)
    for url, segments in paths.items():
        # of a path without directories the page itself tells list from advert: /list.php?id=1, /show.php?id=1
        named = (place < len(segments) - 1 or urlsplit(url).query) and not segments[place].isdigit()
        groups[segments[place] if named else ""].append(url)
    is_telling = len(groups) <= _FEW_DIRECTORIES or len(groups) * 3 <= len(urls)
    parts = list(groups.values()) if is_telling else [urls]
    return [group for part in parts for group in _by_directory(part, place + 1)]


def _weight(urls: list[str], words: list[str]) -> float:
    """Many links, whose words are long and all different, to paths that speak of work."""
    path = urlsplit(urls[0]).path
    title_like = min(median(len(text) for text in words), _LONG_TITLE) / _LONG_TITLE
    different = len({fold(text) for text in words}) / len(words)
    weight = min(len(urls), _MOST_EXAMPLES) * (0.2 + title_like) * different
    weight *= 2.0 if _WORK.search(path) else 1.0
    weight *= 0.3 if _OTHER.search(path) else 1.0
    is_paging = any(_PAGE.fullmatch(name) for name, _ in parse_qsl(urlsplit(urls[0]).query))
    return weight * (0.1 if is_paging or _kind(_segments(path)[-1]) == "word" else 1.0)
