"""Countries where the work is: by their many names, only where somebody goes there to work.

"Tiếng Nhật", "vốn Hàn Quốc", "quả cam" and chị Nga are no destinations: a name counts after a word of going, or in an
advert that speaks of working abroad at all and unless the words around make it something else.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import re2

from model.facts.country_names import CountryName, country_names, is_short_name, squeezed
from model.facts.spelling import can_be
from model.records import Destination
from model.text import AlignedText
from storage.folding import fold

_MOST = 400
_ABROAD = re2.compile(
    rb"xkld|xuat khau l(?:ao )?d|xuat canh|ldtbxh|gp-bnv|qlldnn|\btts\b|thuc tap sinh|dac dinh|tokutei|"
    rb"\bttd?d\b|visa|ho chieu|passport|thong hanh|bien gioi|nhap canh|bay (?:ngay|trong|sau|thang|lien|hang|dot|t\d)|"
    rb"ve may bay|nghiep doan|\byen\b|\d ?man\b|dai te|nt\$|\bwon\b|\beur(?:o|os)?\b|\bcad\b|\baud\b|\bnzd\b|\bsgd\b|\bkwd\b|"
    rb"riyal|\bqar\b|ringgit|\d ?rm\b|\bbaht\b|\d ?te\b|do (?:sing|uc)|[\x01-\x04]|"
    rb"don (?:hang )?(?:di|nhat|dai|han)|qua do|ben do|ben kia|xuat ngoai|trau don|giap bien|thang tay|"
    rb"\be-?[789]\b|\beps\b|the xanh|thoi vu (?:han|uc)"
)
_PERHAPS_ABROAD = re2.compile(rb"nuoc ngoai|ngoai nuoc|usd|\d ?\$|\$ ?\d|\d ?do\b|du hoc|dinh cu|bien gioi")
_SHORT_TEXT = 200
_TO = rb"(?: (?:di|sang|lam viec|lam|viec|tai|o|ben|nuoc|tp|thanh pho|tinh|bang|cong|hang))*"
_END = rb"(?: |: ?| ?\(|, | \")$|\b(?:di|sang|qua|ben)$"
# Words of going that tell by themselves, and those that tell in an advert about work abroad.
_STRICTLY_GOING = re2.compile(
    rb"\b(?:d\.?i|sang|qua|ben|nhap canh|xkld|xuat khau(?: l(?:ao )?d(?:ong)?)?|bay(?: qua| sang)?|thoi vu(?: di)?)(?: lam| nuoc| lam viec| o| tai| thoi vu| xu)*"
    + _END
)
_GOING_TO_WORK = re2.compile(
    rb"\b(?:di|sang|qua|ben|o|tai|bay|don|don hang|xkld|xuat khau ld|lam|lam viec|viec|thoi vu|nhap canh|cong xuong|trang trai|"
    rb"nong trai|casino|nuoc)" + _TO + _END
)
_GOING = re2.compile(
    rb"\b(?:di|sang|qua|ben|o|tai|toi|den|bay|ve|thi truong|don|don hang|dh|xkld|lao dong|nuoc|tts|visa|tuyen|lam|viec|job|"
    rb"khu|kcn|thoi vu|nhap canh|dieu duong|cong xuong|trang trai|nong trai|xuong|casino|tinh|tp|thanh pho|bang|suat|"
    rb"chuyen|hai dau|linh kien|xu|cho)" + _TO + _END
)
_ORDER = re2.compile(rb"\b(?:don|don hang|suat)(?: [\w/,\-]+){0,6} ?[,\-(:]? $")
_GOING_ENDS = (
    *(
        b"di ",
        b"d.i ",
        b"sang ",
        b"qua ",
        b"ben ",
        b"canh ",
        b"xkld ",
        b"ld ",
        b"dong ",
        b"khau ",
        b"bay ",
        b"vu ",
        b"lam ",
        b"viec ",
    ),
    *(b"nuoc ", b"o ", b"tai ", b"xu ", b"don ", b"cu ", b"hang ", b"hoc ", b"qua: ", b"di: ", b"visa ", b"ve "),
)
_AT = re2.compile(rb"\b(?:o|tai|don|don hang|xkld|lao dong) $")
_LISTED = re2.compile(rb"(?:^|[\n(\[|+\x05>/\-])[ ?\d./)]*$|^ *$")
# What makes a country's name an attribute of something that is here.
_ATTRIBUTE = re2.compile(
    rb"(?:tieng|nguoi|chu|von|khach(?: hang)?|chuyen gia|sep|doi tac|hang|mon|am thuc|nha hang|quan|phim|tap doan|doanh nghiep|"
    rb"cong nghe|kieu|quy trinh|lau|banh mi|banh|tra|goi|nhac|my pham|thoi trang|tieu chuan|chuan|gio|luat|doi|phia|giao vien|"
    rb"cong ty(?: me)?(?: o| ben| tai)?|cty(?: me)?(?: o| ben)?|thuong hieu|nhap khau(?: tu)?|xuat khau (?:sang|di)|ve nuoc tu|nguoi ve tu|do|"
    rb"bien gioi|ngon ngu|van hoa|cau lac bo|du lich|tour|duong|pho|can visa|k can visa|khach san|ve|may|xe|hoc|"
    rb"thi truong xuat khau|cong vien|truong|benh vien|gao|sau rieng|xoai|rau|trai cay|keo|thit|bo|dien thoai|do choi) ?$"
)
_STREET = re2.compile(rb"(?:duong|pho|nha hang|quan an|sua|bo|khach san) $")
_ELSEWHERE = re2.compile(
    rb"(?:khach(?: hang)?|cua hang|thi truong|doi tac|chi nhanh|tru so|cong ty|song|hoc tap|dao tao|san xuat|hoc|nha may|phong kham|"
    rb"nha cung cap|hang hoa|chuyen mon|sinh vien|tung lam viec)(?: \w+)? (?:tai|o|ben)(?: thi truong)? $"
)
_GOODS = re2.compile(
    rb"\b(?:cho|xuat|giao|van chuyen|hang|hang hoa|go|san pham|xuat khau|lo hang|container|tau|dua|xe tai|gui)"
    rb"(?: [a-z]+){0,2} (?:di|sang|qua) $"
)
_PERSON = re.compile(
    r"(?<!\w)(?:anh|chị|em|cô|chú|bác|ông|bà|thầy|cậu|bé|mr|ms|dì|dượng|chi|bac|thay)(?: [^\W\d_]{2,6})?[ .:]{1,2}$",
    re.IGNORECASE,
)
_REFUSED = re2.compile(
    rb"(?:chua|khong|cam) (?:(?:he|con|co|duoc|cho|nhan|phep|cap phep|chap thuan|tuyen|dua|cong ty|nao|ai|lao dong|nguoi|"
    rb"don|ho so) )+(?:sang|di|qua|o|tai)? ?$"
)
_GROUP_LINE = re2.compile(rb"^[^a-z0-9\n]*(?:hoi|nhom|group|cong dong)\b[^\n.]{0,50}$")
_JOINT = re2.compile(rb" ?(?:[,/&+\-;]|va|hoac|hay|or) ?(?:di |sang |qua )?| ")
_CAPITAL_BEFORE = re.compile(r"(?:^|[ (])[^\W\d_a-zà-ỹ][^\W\d_]+ $")
_WORD_BEHIND = re.compile(r" ([^\W\d_]+)")


class _Mention(NamedTuple):
    name: CountryName
    start: int
    end: int


def read_destinations(text: AlignedText) -> tuple[Destination, ...]:
    """Return each country of work once, in reading order."""
    mentions = list(islice(_mentions(text), _MOST))
    if not mentions:
        return ()
    abroad = _abroad(text)
    refused = {mention.name.country for mention in mentions if _REFUSED.search(_before(text, mention.start, 60))}
    found: dict[str, Destination] = {}
    doubtful: list[_Mention] = []
    last_end = -99
    for mention in mentions:
        country = mention.name.country
        chained = 0 <= mention.start - last_end <= 8 and _JOINT.fullmatch(text.ascii[last_end : mention.start])  # noqa: PLR2004
        if not (chained or _is_meant(text, mention, abroad=abroad)):
            doubtful.append(mention)
            continue
        last_end = mention.end
        if country not in refused and country not in found:
            found[country] = Destination(country=country, quote=text.quote(mention.start, mention.end))
    return tuple(found.values()) or _only_hint(text, doubtful, refused, abroad=abroad)


def _abroad(text: AlignedText) -> bool | None:
    """Tell whether the text is about work abroad; None where it may be, or is too short to say."""
    if _ABROAD.search(text.ascii) is not None:
        return True
    return None if len(text.ascii) < _SHORT_TEXT or _PERHAPS_ABROAD.search(text.ascii) is not None else False


def _only_hint(
    text: AlignedText, doubtful: list[_Mention], refused: set[str], *, abroad: bool | None
) -> tuple[Destination, ...]:
    """Fall back on the one country that is named most, though each time in passing: "gia đình người Kuwait"."""
    full = [mention for mention in doubtful if mention.name.kind != "short" and mention.name.country not in refused]
    counts = [mention.name.country for mention in full]
    if not abroad or not counts or max(map(counts.count, counts)) < 2:  # noqa: PLR2004 - named once says too little
        return ()
    most = max(counts, key=counts.count)
    mention = next(mention for mention in full if mention.name.country == most)
    return (Destination(country=most, quote=text.quote(mention.start, mention.end)),)


def _mentions(text: AlignedText) -> Iterator[_Mention]:
    scan, names = country_names()
    for match in scan.finditer(text.ascii):
        name = names.get(squeezed(match[1]))
        if name is None:
            continue
        start, end = match.span(1)
        written = text.text[start:end]
        # most of these are everyday words: no further look without a word of going right before
        if name.kind == "short" and (written.islower() or fold(written) in _WORDS) and not _follows_going(text, start):
            continue
        if can_be(written, name.keys):
            yield _Mention(name, start, end)


def _follows_going(text: AlignedText, start: int) -> bool:
    return text.ascii.endswith(_GOING_ENDS, max(0, start - 8), start)


def _is_meant(text: AlignedText, mention: _Mention, *, abroad: bool | None) -> bool:
    start, kind = mention.start, mention.name.kind
    before = _before(text, start, 34)
    if _GOODS.search(before) or _ELSEWHERE.search(before) or _GROUP_LINE.search(_line_before(text, start)):
        return False
    if kind == "towns" and _STREET.search(before):
        return False
    attribute = _ATTRIBUTE.search(before) is not None and not before.endswith(b"don hang ")
    if kind != "towns" and (attribute or _PERSON.search(text.text[max(0, start - 14) : start])):
        return False
    if kind == "short":
        return _is_short_meant(text, mention, before, abroad=abroad)
    if abroad or (abroad is None and len(text.ascii) < _SHORT_TEXT):
        return True
    if _ORDER.search(before) is not None and kind == "towns":
        return True
    return (_GOING if abroad is None else _GOING_TO_WORK).search(before) is not None


def _is_short_meant(text: AlignedText, mention: _Mention, before: bytes, *, abroad: bool | None) -> bool:
    written, behind = (
        text.text[mention.start : mention.end],
        _WORD_BEHIND.match(text.text, mention.end, mention.end + 24),
    )
    strictly = _STRICTLY_GOING.search(before) is not None
    listed = _LISTED.search(before) is not None
    word = fold(written)
    if behind and _is_other_name(written, behind[1]):
        return False
    if written.islower():
        # small letters are the word itself (hàn is to weld, cam an orange) unless somebody goes there
        going = strictly and (abroad or word in _TELLING or abroad is None)
        return bool(going) and word not in ("anh", "ma", "y", "bi", "ao", "tau") and _is_bare(text, mention, word)
    if written.isascii() and word not in _PLAIN:
        return _is_bare(text, mention, word) and (strictly or bool(abroad and _is_told(before, word, listed=listed)))
    if strictly:
        return word != "anh" or before.endswith((b"sang ", b"qua ", b"di "))
    going = _GOING.search(before) is not None
    if word in _WORDS and not (going and abroad):
        return going and _AT.search(before) is not None
    if not (going or listed) and _CAPITAL_BEFORE.search(text.text[max(0, mention.start - 12) : mention.start]):
        return False  # Thủ Đức, Lửa Hàn Việt
    return bool(abroad or (going and abroad is None))


def _is_told(before: bytes, word: str, *, listed: bool) -> bool:
    """Tell whether an accent-free short name stands where a list of orders names its country."""
    return word in _TELLING and (listed or _GOING.search(before) is not None)


def _is_bare(text: AlignedText, mention: _Mention, word: str) -> bool:
    """Tell whether a name without its accents stands among words without theirs: "lao động" is not Lào."""
    written = text.text[mention.start : mention.end]
    return not written.isascii() or word in _PLAIN or text.text[max(0, mention.start - 24) : mention.end + 24].isascii()


def _is_other_name(written: str, behind: str) -> bool:
    """Tell whether the next word makes it a place or person of Việt Nam: Mỹ Tho, Đức Trọng, Nga Sơn, hàn xì."""
    if fold(written) == "han" and fold(behind) in _WELDING:
        return True
    if behind.lower() in _TAILS or (written.isascii() and behind.isascii() and fold(behind) in _TOWNS):
        return True
    return written.istitle() and behind.istitle() and not is_short_name(behind)


# Short names that are spelled so with all their accents; folded ones that hardly are another word in a list of orders;
# and those that are a common word with any accents.
_PLAIN = frozenset(("sing", "sin", "uk", "tq", "cali", "indo", "phil", "malay", "campot", "cam", "anh", "nga", "phi"))
_TELLING = frozenset(("nhat", "dai", "uc", "duc", "han", "phap", "sec"))
_WORDS = frozenset(("ma", "phi", "cam", "sin", "mien", "anh", "y", "ao", "bi", "tau", "lao", "my"))
_WELDING = frozenset(
    ("xi", "khung", "tig", "mig", "que", "dien", "hoi", "ho", "kim", "noi", "sat", "thep", "inox", "nhom", "robot")
)
_TAILS = frozenset(
    (
        "độ", "luật", "lý", "phẩm", "thuật", "nghệ", "truyền", "phát", "kiến", "thức", "tưởng", "nghĩa", "chí", "thun",
        "khoác", "kết", "sành", "nhân", "chế", "y", "bỉ", "cúng", "các", "báo", "bếp", "ký", "the", "ranh", "phép", "lộ",
    )
)  # fmt: skip
# Second words of Vietnamese places and persons whose first word is also a country's short name, without accents.
_TOWNS = frozenset(
    (
        "tho", "duyen", "dinh", "trong", "son", "nguyen", "binh", "hung", "linh", "hoa", "xuan", "hanh", "phuc", "thuy",
        "hao", "loc", "xuyen", "trinh", "le", "huong", "ranh", "ket", "pha", "giang", "tin", "dong", "do", "luat", "ly",
        "dien", "hoi", "truong", "bien", "pham", "thuat", "tien", "ky", "te", "nghe", "nhan", "che", "kien", "thuc",
        "tuong", "nghia", "chi", "loi", "so", "ung", "truyen", "phat", "lan", "van", "thun", "khoac", "quan", "chu", "qua",
    )
)  # fmt: skip


def _before(text: AlignedText, start: int, reach: int) -> bytes:
    window: bytes = text.ascii[max(0, start - reach) : start]
    return window[window.rfind(b"\n") :] if b"\n" in window else window


def _line_before(text: AlignedText, start: int) -> bytes:
    begin = text.ascii.rfind(b"\n", 0, start) + 1
    return text.ascii[begin : min(start, begin + 30)]
