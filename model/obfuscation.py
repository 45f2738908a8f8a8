"""Disguised copies of an advert, as senders write them to pass a filter: for training, and for proving the readers.

The ways are those observed in real postings and SMS (letters joined by dots, look-alike letters, O for 0, split
phones, CamelCase, shorthand, no accents: the domain reference, 5.7 "Evasion") and, as hypotheses, invisible characters
and digits as emoji. A copy says what the original says: no number changes its value, and what a reader has to type
(e-mail, web addresses, names on networks) stays as it is.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from model.look_alikes import MARKS
from model.obfuscation_tables import (
    CIRCLED,
    DRAWN,
    EMOJI,
    INVISIBLE,
    JOINTS,
    LETTER_DIGITS,
    SHORTHAND,
    SPOKEN,
    WIDE_DIGITS,
    WIDE_LETTERS,
)
from storage.folding import FOLDING

_PLAIN: dict[int, str | None] = dict.fromkeys(range(*MARKS))
_PLAIN |= {
    code: base.upper() if chr(code).isupper() else base for code, base in FOLDING.items() if not chr(code).isascii()
}
_NETWORK = (
    r"(?:tele(?:gram)?|we ?chat|line(?: ?id)?|facebook|fb|fan ?page|page|mess(?:enger)?|qq|zalo oa|group|nhóm|oa|id)"
)
_ASIDE = re.compile(
    r"https?://\S+|\S{1,200}@\S+|@ ?[\w.]+|\b[\w\-]{1,100}(?:\.[\w\-]{1,100}){0,9}\.[a-z]{2,8}(?:/\S*)?\b(?=[\s,;.)]|$)"
    r"|\S{0,200}_\S*"
    rf"|(?:\b(?:{'|'.join(SPOKEN)}|\d)\b[ ,.\-]{{1,3}}){{2,}}(?:{'|'.join(SPOKEN)}|\d)\b"
    rf"|\b{_NETWORK}\b[^\n]{{0,48}}|\b(?:stk|tk|tài khoản|tai khoan|mã|ma so|mst|\w*bank)\b[^\n]{{0,40}}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,/\-+(])0[35789]\d{1,2}(?:[ .\-]?\d{2,4}){2,3}(?![\w/]|[.,\-]\d| \d)")
_SUM = re.compile(r"(?<![\w.,/\-])\d[\d.]*(?=(?: ?(?:triệu|trieu|tr|k|đ|củ|cu|đồng|dong|nghìn|ngàn)\b))")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHORT = re.compile(r"(?<![^\W_])(?:" + "|".join(sorted(SHORTHAND, key=len, reverse=True)) + r")(?![^\W_])")
_RUN = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?: [^\W\d_]{2,}){2,3}(?![^\W_])")
_MOBILE, _LEAST_WORD, _LEAST_JOINED = 10, 3, 4


class Way(NamedTuple):
    """One way of disguising: where it may be used, on what share of these places, and what it writes there."""

    places: re.Pattern[str]
    rate: float
    write: Callable[[str, random.Random], str]


def strip_accents(text: str) -> str:
    """Return the text as typed without a Vietnamese keyboard, as in SMS; everything but accents stays."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def obfuscate(text: str, seed: int, *, what: Iterable[str] | None = None) -> str:
    """Return a disguised copy; the same for the same text, seed and ways.

    `what` names ways of `WAYS`; all of them where it is not given. Each place is disguised in one way at most, each way
    at its own rate. An unknown name is a KeyError.
    """
    chance = random.Random(f"{seed}:{len(text)}")  # noqa: S311 - a choice that is the same each time
    names = tuple(WAYS) if what is None else tuple(what)
    edits: list[tuple[int, int, str]] = []
    taken = [match.span() for match in _ASIDE.finditer(text)]
    for way in (WAYS[name] for name in names):
        for start, end in list(_free(way.places, text, taken)):
            if chance.random() < way.rate:
                taken.append((start, end))
                edits.append((start, end, way.write(text[start:end], chance)))
    out, last = [], 0
    for start, end, written in sorted(edits):
        out += [text[last:start], written]
        last = end
    return "".join([*out, text[last:]])


def _free(places: re.Pattern[str], text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for match in places.finditer(text):
        start, end = match.span()
        if not any(first < end and start < last for first, last in taken):
            yield start, end


def _split(number: str, chance: random.Random) -> str:
    """Part a phone: by signs, spaces or emoji, digit by digit or in groups."""
    digits = "".join(filter(str.isdigit, number))
    if len(digits) != _MOBILE:
        return number
    sizes = chance.choice(((1,) * 10, (2,) * 5, (4, 3, 3), (3, 3, 4), (4, 2, 2, 2), (3, 2, 2, 3)))
    gap = chance.choice((" ", ".", "-", " . ", " - ", "*", "~", *EMOJI))
    ends = [sum(sizes[: index + 1]) for index in range(len(sizes))]
    return gap.join(digits[end - size : end] for size, end in zip(sizes, ends, strict=True))


def _spoken(number: str, chance: random.Random) -> str:
    """Say some digits of a phone in words."""
    digits = "".join(filter(str.isdigit, number))
    if len(digits) != _MOBILE:
        return number
    place = chance.choice((0, 4, 7))
    said = " ".join(SPOKEN[int(digit)] for digit in digits[place : place + 3])
    return " ".join(part for part in (digits[:place], said, digits[place + 3 :]) if part)


def _as_letters(number: str, chance: random.Random) -> str:
    """Write O for 0, and l or I for a 1 that stands among digits."""
    zero, one = chance.choice("oO"), chance.choice("lI")
    return re.sub(r"(?<=\d)1(?=\d)", one, number.replace("0", zero)) if len(number) > 1 else number


def _as_pictures(number: str, chance: random.Random) -> str:
    table = chance.choice((WIDE_DIGITS, CIRCLED, None))
    keycap = "\ufe0f\u20e3"
    return "".join(digit if not digit.isdigit() else table[int(digit)] if table else digit + keycap for digit in number)


def _joined(word: str, chance: random.Random) -> str:
    """Put dots, bars, stars or spaces between the letters, or one dot inside: l.ư.ơ.n.g, tuyể.n."""
    joint = chance.choice(JOINTS)
    return joint.join(word) if len(word) >= _LEAST_JOINED else word


def _drawn(word: str, chance: random.Random) -> str:
    """Write letters that look the same: Cyrillic, or the full-width ones for the whole word."""
    if word.isascii() and chance.random() < 1 / 3:
        return "".join(WIDE_LETTERS[letter] for letter in word)
    return "".join(DRAWN.get(letter, letter) for letter in word)


def _hidden(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word))
    return word[:place] + chance.choice(INVISIBLE) + word[place:]


def _with_digits(word: str, chance: random.Random) -> str:
    """Write digits for letters: tr0n g0i, g1ay."""
    del chance
    plain = strip_accents(word)
    place = next(
        (
            place
            for place, letter in enumerate(plain)
            if 0 < place < len(plain) - (letter == "i") and letter in LETTER_DIGITS
        ),
        None,
    )
    return word if place is None else plain[:place] + LETTER_DIGITS[plain[place]] + plain[place + 1 :]


def _long(word: str, chance: random.Random) -> str:
    return word + word[-1] * chance.randrange(2, 5) if strip_accents(word[-1]) in "aeiuyngptmch" else word


def _camel(run: str, chance: random.Random) -> str:
    del chance
    return "".join(word[0].upper() + word[1:].lower() for word in run.split())


WAYS: dict[str, Way] = {
    "split phones": Way(_PHONE, 0.4, _split),
    "spoken digits": Way(_PHONE, 0.15, _spoken),
    "pictures for digits": Way(re.compile(f"{_PHONE.pattern}|{_SUM.pattern}"), 0.1, _as_pictures),
    "letters for digits": Way(re.compile(f"{_PHONE.pattern}|{_SUM.pattern}"), 0.2, _as_letters),
    "shorthand": Way(_SHORT, 0.3, lambda word, chance: chance.choice(SHORTHAND[word])),
    "no spaces": Way(_RUN, 0.02, _camel),
    "joined letters": Way(_WORD, 0.03, _joined),
    "look-alike letters": Way(_WORD, 0.03, _drawn),
    "invisible characters": Way(_WORD, 0.03, _hidden),
    "digits for letters": Way(_WORD, 0.01, _with_digits),
    "repeated letters": Way(_WORD, 0.01, _long),
}
"""Ways by name, in the order in which they choose their places, with the share of places each of them takes."""
