"""Hide what reaches or names a person until somebody has a reason to see it: pure, and the length stays.

Hidden: phones, bank accounts, numbers of citizens, mailboxes, names in networks. Never: licence numbers, tax codes,
names of enterprises, their sites, money, dates. Every character stays at its place, so offsets and quotes hold.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from storage.personal_data.names import name_spans, word_spans

Span = tuple[int, int]
"""Start, and the place after the last character."""

SIGN = "•"
"""Stands for one hidden character."""

PERSONAL_FACTS = frozenset(("phones", "contacts", "bank_accounts"))
"""Kinds of facts whose value and quote are hidden."""
OPEN_FACTS = frozenset(("licences", "tax_codes", "approvals"))
"""Kinds of facts whose quotes are never hidden, though they are numbers."""
FIGURE_FACTS = frozenset(("wages", "fees", "offers"))
"""The same of sums: a reader of facts took them for money."""
PERSONAL_CONTACTS = frozenset(
    ("phone", "zalo", "telegram", "facebook", "viber", "wechat", "line", "qq", "kakao", "instagram", "email", "bank")
)
"""Kinds of contact points by which somebody is reached; hidden, and so is `PERSON`. Those of firms are not."""
PERSON = "person"
"""Kind of contact point and slot: the name of a private person to ask for, hidden but for first letters."""
PERSONAL_SLOTS = frozenset(("phone", "contact", "bank"))
"""Kinds of slots of a template that are hidden."""

_FEWEST_DIGITS = 8
"""Digits of the shortest number that is looked for; a shorter one is hidden only where a reader of facts told."""
_LONG_NUMBER = 9
_SHORTEST_KNOWN, _MOST_KNOWN = 4, 60
"""Words of a reader that are looked for elsewhere: how short, and how many."""

_RUN = re.compile(r"\+?\(?\d(?:[^\S\n]?[.,\-–()·_/]?[^\S\n]?\d)+")
_MAILBOX = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64} ?@ ?[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_HANDLE = re.compile(r"(?<![\w@.])@[^\W\d]\w{2,60}(?:\.\w{1,60}){0,3}")
_IN_NETWORK = re.compile(
    r"(?i)(?:zalo\.me|\bt\.me|telegram\.me|wa\.me|facebook\.com|\bfb\.(?:com|me)|\bm\.me|instagram\.com|tiktok\.com"
    r"|line\.me|viber\.(?:com|me))/([^\s<>\"']{1,200})"
)
_APART = re.compile(r"\s[\-–/]\s|,\s|\s/|/\s")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])[\-./ ](?:0?[1-9]|1[0-2])[\-./ ](?:19|20)\d{2}"
_GROUPS = r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+|(?: \d{3})+)"
_FIGURE = rf"(?:{_DAY}|(?:19|20)\d{{2}}|{_GROUPS})"
_FIGURES = re.compile(rf"{_FIGURE}(?: ?[\-–/] ?{_FIGURE})+|{_DAY}")
_SUM = re.compile(rf"{_GROUPS}|[1-9]\d+")
_ROUND = re.compile(rf"{_GROUPS}(?<=000)")
_CURRENCY = re.compile(
    r"(?i)\s{0,2}(?:đ|₫|vnđ|vnd|đồng|dong\b|usd|\$|yên|yen|jpy|won|krw|eur|€|nt\$|twd|ndt|triệu|tr\b|k\b)"
)
_OF_A_FIRM = re.compile(
    r"(?i)(?:\bmst|mã số (?:thuế|doanh nghiệp|dn)|msdn|gpkd|đkkd|đkdn|giấy (?:phép|chứng nhận)[^\d\n]{0,40})"
    r"[^\d\n]{0,8}$"
)
_BESIDE = 64
"""Characters before a number in which it is called that of a firm."""


def mask_text(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length with what stands in some spans hidden, but for enough to recognise it.

    Args:
        text: any text.
        spans: places in it, in any order; they may overlap, and what lies outside of the text is left out.
    """
    pieces, place = [], 0
    for start, end in _merged(spans, len(text)):
        pieces += [text[place:start], _hidden(text[start:end])]
        place = end
    return "".join([*pieces, text[place:]])


def mask_personal(
    text: str, known: Iterable[str] = (), spared: Iterable[str] = (), names: Iterable[str] | None = None
) -> str:
    """Return a text with all that looks personal hidden; for titles, sentences, snippets, what nobody read facts of.

    Args:
        text: any text.
        known: words that readers of facts took for personal; hidden wherever they stand.
        spared: words that are never hidden, such as licence numbers and tax codes of the same advert.
        names: of private persons, hidden with all that look like one; None where the words are a colleague's own.
    """
    spans = [] if names is None else name_spans(text, names)
    return mask_text(text, [*spans, *personal_spans(text, known, spared)])


def mask_value(kind: str, value: str) -> str:
    """Return the value of a fact, contact point or slot, hidden if its kind is personal or if it looks so."""
    if kind in PERSONAL_FACTS or kind in PERSONAL_CONTACTS or kind in PERSONAL_SLOTS:
        return _hidden(value)
    if kind == PERSON:
        return mask_text(value, word_spans(value, 0, len(value)))
    is_open = kind in OPEN_FACTS or kind in FIGURE_FACTS or kind in ("licence", "tax_code", "money")
    return value if is_open else mask_personal(value)


def personal_spans(text: str, known: Iterable[str] = (), spared: Iterable[str] = ()) -> list[Span]:
    """Return where a text has something personal.

    That is long numbers that are no sum, day or number of a firm; mailboxes, names in networks, and known words.
    """
    apart = [match.span() for match in _found(spared, text)]
    spans = [span for match in _RUN.finditer(text) for span in _numbers(text, *match.span())]
    spans = [span for span in spans if not any(start <= span[0] and span[1] <= end for start, end in apart)]
    spans += [match.span() for pattern in (_MAILBOX, _HANDLE) for match in pattern.finditer(text)]
    spans += [match.span(1) for match in _IN_NETWORK.finditer(text)]
    spans += [match.span() for match in _found(known, text)]
    return spans


def _numbers(text: str, start: int, end: int) -> list[Span]:
    """Return the personal numbers in a run of digits; several that stand side by side are judged one by one."""
    pieces, place = [], start
    for match in _APART.finditer(text, start, end):
        pieces.append((place, match.start()))
        place = match.end()
    pieces.append((place, end))
    apart = any(_digits(text[a:b]) >= _FEWEST_DIGITS or _is_figure(text, a, b) for a, b in pieces)
    return [(a, b) for a, b in (pieces if apart else [(start, end)]) if _is_personal(text, a, b)]


def _is_personal(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    if _digits(said) < _FEWEST_DIGITS or _is_figure(text, start, end):
        return False
    single = len(re.findall(r"\d+", said)) == _digits(said)
    # "1, 2, 3, 4 …" is a list, "0 9 0 0 …" a number that hides from readers
    return not single or said.lstrip("+(").startswith(("0", "8"))


def _is_figure(text: str, start: int, end: int) -> bool:
    """Tell whether a run of digits is money, days or years, or the number of a firm."""
    said = text[start:end]
    if _FIGURES.fullmatch(said) or _ROUND.fullmatch(said):
        return True
    if _SUM.fullmatch(said) and _CURRENCY.match(text, end):
        return True
    return _OF_A_FIRM.search(text[max(0, start - _BESIDE) : start]) is not None


def _hidden(said: str) -> str:
    digits = [place for place, letter in enumerate(said) if letter.isdigit()]
    if len(digits) >= _FEWEST_DIGITS:
        kept = 3 if len(digits) >= _LONG_NUMBER else 2
        return _cover(said, digits[kept], digits[-kept])
    name, at, host = said.partition("@")
    if at and name.strip():
        return _cover(name, _first_letter(name) + min(1, len(name.strip()) - 1), len(name)) + at + host
    # an address of a network tells nothing but its last part; neither does the sign before a name
    start = max(said.rfind("/"), said.find("@"), said.find(":")) + 1
    rest = said[start:]
    if not any(letter.isalnum() for letter in rest):
        start, rest = 0, said
    return said[:start] + _cover(rest, _first_letter(rest) + min(2, len(rest) // 3), len(rest))


def _cover(said: str, start: int, end: int) -> str:
    return said[:start] + "".join(SIGN if one.isalnum() else one for one in said[start:end]) + said[end:]


def _first_letter(said: str) -> int:
    return next((place for place, letter in enumerate(said) if letter.isalnum()), 0)


def _digits(said: str) -> int:
    return sum(letter.isdigit() for letter in said)


def _merged(spans: Iterable[Span], length: int) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _found(words: Iterable[str], text: str) -> Sequence[re.Match[str]]:
    wanted = sorted({word.strip() for word in words if len(word.strip()) >= _SHORTEST_KNOWN}, key=lambda one: -len(one))
    return list(_any_of(tuple(wanted[:_MOST_KNOWN])).finditer(text)) if wanted else []


@lru_cache(maxsize=32)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
