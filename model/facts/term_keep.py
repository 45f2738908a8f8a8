"""What the worker gets or pays for living and travel: board, lodging, the way there; and where the interview is."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import re2

from model.facts.spelling import as_meant, is_bare
from model.facts.term_times import FoundTerm, found_term
from model.text import AlignedText

_MOST = 40
_GIVER = (
    rb"(?:chu|cty|cong ty|quan|xuong|nha may|xi nghiep|nghiep doan|phia \w+|benh vien|resort|truong|shop|"
    rb"ben em|nha chu|chi|tau|trai|chu tau|chu su dung(?: lao dong)?|tui|to|sep|vien|ben do|vua|lo|minh|me|team|"
    rb"hang tau|doi|tiem|spa|cong ty ma|ben chi)"
)
_FREE = (
    rb"(?:mien phi|free|0 dong|khong mat tien|khoi tra tien|cty lo|cong ty lo|chu lo|(?:"
    + _GIVER
    + rb" )(?:lo|tra|bao|chiu|cap|nau|dai tho|cung cap|ho tro))"
)
_BOARD_PAID = re2.compile(
    rb"\ban(?: uong| o)?[: ]{1,3}(?:\w+ ){0,2}(?:tu tuc|tu lo|tu tra|tu nau|tu chiu)|\btu (?:nau an|tuc an|"
    rb"lo an)\b|\bcom(?: trua)? tu (?:nau|tuc|lo)|\b(?:tien )?(?:an|com)\b[^\n.;,]{0,14}\btru\b|"
    rb"\btru (?:tien )?(?:an|com)|\ban[^\n.;,]{0,6}\d[^\n;]{0,12}tu tra|\ban (?:sang|trua|"
    rb"toi)[^\n.;]{0,14}tu (?:mang|tra|tuc)|\ban trua tu mang|\bkhau tru[^\n.;,]{0,16}an o|"
    rb"\bca an[^\n.;]{0,16}tu tra|"
    rb"\bbua an[^\n.;]{0,30}khau tru"
    rb"|[,;(/] ?tu nau\b|\btrua tu an|\bcom trua \d+k tu dong|\btru [\d.,]+ ?\w{0,4} tien an|\bcan tin \d"
    rb"|\ban o[^\n.;,]{0,26}\d[\d.,]* ?(?:trieu|tr|k)\b"
    rb"|\bcom thi tu nau|\btu di cho|\btru \d+k[^\n.;,]{0,8} tien an|\btien gao[^\n.;,]{0,24}\btru\b"
)
_BOARD = re2.compile(
    rb"\b(?:bao|nuoi|lo|cung cap|ho tro|bo tri|phuc vu|duoc|mien phi|free)(?: \w+){0,2} (?:an|com|bua)\b|"
    rb"\b(?:bao|nuoi|lo) a\.?n\b|\b(?:an|com)(?: uong| trua| ca| o| giua ca| toi)? ?[:\-]? ?"
    + _FREE
    + rb"|\b(?:an|com) (?:\d|ba|hai) bua|\b\d bua\b|\ban o (?:voi|cung|resort|lai|:)|\ban \w+ (?:voi|cung|"
    rb"o) (?:tiem|shop|chu|gia|nha|quan)|"
    rb"\ban,? o,?[^\n.;]{0,40}:? ?(?:chu|nha may|cong ty|cty|vien) (?:chiu|lo|bao|cung cap|$)|\bcom (?:ngay |"
    rb"gao )?(?:\d (?:bua|cu)|doi lo)|"
    rb"\ban uong tren tau|\bco banh mi|\ban cung bua|\bcom (?:trua|toi|chieu|ca|"
    rb"giua ca)[^\n.;,]{0,20}(?:cong ty|cty|chu|nau|bao|tra)|\ban (?:ca|tai quan|tai cho|giua ca|khuya|buffet|"
    rb"com)|"
    rb"\bbua (?:an ca|giua ca|com tu)|\+ com\b|\ban trua cung|\ban sang\b[^\n.;]{0,14}(?:trua|o truong)|"
    rb"\btrua (?:co )?com\b|\bcom tu thien|\bco an (?:khuya|sang|trua|toi|ca|uong|o)|\ban o tai|\ban,? ?ngu\b"
    rb"|\bcom[^\n.;,]{0,8} bao\b|\bgao[^\n.;]{0,14} (?:chu|bao|cho)\b|\ban (?:o )?(?:tren|trong|nha|ham|"
    rb"trai)\b|\ban nghi\b|\bcom nuoc day du|\ban o bao"
)
_LODGING_PAID = re2.compile(
    rb"\btru\b[^\n.;,]{0,22} nha\b|\bnha(?: o)?[^\n.;,]{0,20} tru \d|\b(?:chua )?tru (?:tien )?(?:nha|o)\b|"
    rb"\b(?:nha o|nha tro|tien nha|phong tro|ktx|ky tuc xa|ngu|o ktx|cho o|"
    rb"khach tro)\b(?: [a-z]+){0,3}[ :]{1,2}\d{1,3}(?:[.,]\d+)* ?(?:\x01|(?:yen|k|d|euro?|usd|won|te|man|tr\d?|"
    rb"000)\b)|"
    rb"\bkhau tru[^\n.;]{0,36}(?:tien nha|nha o|an o)|\bcho o,? khau tru|"
    rb"\btru [\d.,]+[^\n.;]{0,14} tien (?:an )?(?:o|nha)|"
    rb"\b(?:ktx|ky tuc(?: xa)?|nha nghi|nha|phong(?: o| tro)?|tro(?: chung)?|caravan|an o|thue phong|tien nha|"
    rb"tien phong)"
    rb"\b[^\n.;,\d]{0,30}(?:\d (?:thang|nguoi)[^\n.;,\d]{0,30})?\d[\d.,]* ?(?:yen|man|te|won|eur|euro|\x01|usd|"
    rb"dai|bang|kc|zl|"
    rb"do (?:uc|sing)|do/)|"
    rb"\b(?:ktx|ky tuc xa|phong|nha)[^\n.;,]{0,24} tru \d|\bo (?:tro|ky tuc xa)[^\n.;,]{0,24}\d|"
    rb"\bky tuc xa[^\n.;]{0,40}khau tru|\bthue nha[^\n]{0,30}tu tra|\b(?:o|"
    rb"nha|phong)[^\n.;,]{0,4} (?:tu tuc|tu lo|tu tra|tu thue)\b|\btro (?:gan|ngoai)[^\n.;]{0,14}\d|"
    rb"\bnha o[^\n.;,]{0,14}tru\b|\btu thang thu hai \d{2,3}[.k]"
)
_LODGING = re2.compile(
    rb"\bco (?:san |ca |luon )?(?:cho o|cho ngu|phong o|nha o|nha tro|noi o|ktx|ky tuc xa|an o|phong tro)\b|"
    rb"\bo:? [^\n.;,]{0,34}mien phi|\ban o (?:voi|cung|resort|lai)|\bo cung (?:gia|chu|nha)|\bngu (?:chung|"
    rb"choi)|\bcho o (?:khong|container)|"
    rb"\b(?:chu|cty|cong ty) cho (?:nha )?o\b|\bo (?:trong|tai) (?:xuong|spa|trai|vuon)|[,:;] ?phong \d nguoi|"
    rb"\bo \d ?ng|\bcabin ngu|"
    rb"\bkhoi tien (?:phong|nha)|\bphong tro (?:cong ty|cty) thue|\bcho o[^\n.;]{0,26} (?:sep|chu|cty|"
    rb"cong ty) (?:lo|bao|chiu)|"
    rb"\ban,? o[^\n.;]{0,14}: ?(?:vien|chu|nha may|cong ty|cty)|\bcho ngu\b|\ban o:? vien|"
    rb"\b(?:bao|nuoi|lo|cung cap|ho tro|bo tri|mien phi|free)(?: \w+){0,3} (?:o|cho o|cho ngu|ktx|ky tuc xa|"
    rb"nha o|phong o|nha tro|noi o|nha nghi|an o)\b|\bbao ?o\b|\b(?:o|cho o|ktx|ky tuc xa|nha o|phong o|"
    rb"nha tro|phong)(?: \w+){0,5} ?[:\-]? ?"
    + _FREE
    + rb"|\bo (?:lai duoc|lan\b|free|cung nha chu|nha ray|ktx|nha chung)|\bngu (?:lai|xe|nha kho|tren xe|"
    rb"o|giuong|ghe|doc duong)|\ban,? ?ngu\b|\bktx \d|\bks \d|\bkhach san \d sao|\bphong rieng|"
    rb"\bcho o[^\n.;]{0,6}(?:trang trai|nha chung)|"
    rb"\ban o tai|\bdung trai|\bba[co] (?:an )?o\b|\bphong may lanh|\bo tai (?:quan|xuong|nha)|"
    rb"\blo (?:an )?o\b|\bktx\b[^\n.;,]{0,20}(?:free|mien phi|may lanh)"
    rb"|\bngu lai\b|\bco lan\b|\bcho ngu(?: \w+){0,2} san\b|\bnha co san\b|\b(?:nha|phong) tap the\b|\bo ks\b|"
    rb"\bta tuc\b|\ban o (?:tren|trong|nha|ham)\b|\ban nghi tai\b|\bco khach san\b|\bo nha (?:thay|chu)\b|"
    rb"\bco giuong\b|\bo biet thu\b|\bphong o\b|\bco phong rieng|\bo tro v"
)
_NOT_GIVEN = re2.compile(rb"\b(?:khong|ko|k|chua) (?:\w+ )?$|\b(?:van|nau|tien|du|truc) $")
_A_SUM_BEHIND = re2.compile(rb"^ ?[:]? ?\d")
_WAY = rb"\bve(?: may bay| tau| xe| luot di| di| khu hoi| hai chieu| 2 chieu| 1 chieu| mot chieu)*"
_SUM = rb"\d[\d.,]* ?(?:tr\b|tr\d|trieu|usd|eur|euro|\x01|\$|vnd|d\b|k\b)"
_TRAVEL_SELF = re2.compile(
    rb"\bve\b[^\n.;]{0,60}\btu (?:mua|tuc|lo|tra|chiu|chi tra|thanh toan)\b|\btu chi tra:? ve\b|"
    rb"\btien (?:xe|ve)[^\n.;,]{0,14}tu tra|\bve\b[^\n.;]{0,40}(?:mua truoc|ung truoc)[^\n.;]{0,24}\btru\b"
)
_TRAVEL_COSTS = re2.compile(
    rb"\bve(?: may bay| khu hoi| di| luot di| mot chieu| 1 chieu| \+ visa| \+ bao hiem|, visa)*[ .(:]{1,30}"
    + _SUM
    + rb"|"
    + _SUM
    + rb" (?:tien |la )?ve\b|\b(?:gom|bao gom|tron goi):?[^\n.;]{0,30}\bve\b"
)
_TRAVEL_WORKER = re2.compile(
    _WAY + rb"[^\n;.]{0,24}(?:tu mua|tu tuc|tu lo|tu tra|tu tuc|lao dong mua|nld (?:tu )?(?:mua|tra|chiu)|"
    rb"ung vien (?:tu )?(?:mua|chiu))|"
    rb"\bve (?:may bay|khu hoi|1 chieu|mot chieu|hai chieu|2 chieu|luot di|"
    rb"may bay luot di)[^\n;.a-z]{0,4}(?:\([^)]*\))?[^\n;.]{0,14}\d{1,3}(?:[.,]\d{3}|[.,]?\d? ?(?:tr|trieu|usd|"
    rb"eur|\x01))|\bchua (?:co |gom |tinh )?ve\b|\bkhong bao gom ve|"
    rb"\bphi xe\b[^\n]{0,20}\d|\btien di[^\n]{0,16}gom ve|\bve may bay, visa: \d"
)
_TRAVEL_EMPLOYER = re2.compile(
    rb"\b(?:lo|bao|tra|mua|chiu|hoan|dat|cap|ho tro|thanh toan|mien phi|tai tro|tang|"
    rb"chi tra)\b[^\n;.]{0,30}\bve(?: may bay| xe| tau| di| hai| 2|,|\b)|"
    + _WAY
    + rb"[^\n;.]{0,26}(?:"
    + _GIVER
    + rb"|do \w+)(?: \w+)? (?:chiu|tra|mua|lo|bao|hoan|cap|ho tro|dai tho)|\bve[^\n;.]{0,24}(?:mien phi|"
    rb"hoan 100|free)|\bbao ?ve\b|"
    rb"\bxe (?:dua ruoc|dua don|don|ruoc|dua)[^\n;.]{0,26}(?:mien phi|khong (?:mat|tinh|lay)|k mat|hong tinh|"
    rb"free|tan noi|tan nha)|\b(?:khong|ko|hong) (?:lay|tinh) tien xe|\bbao tien xe|\bcho tien xe|"
    rb"\bxe (?:ruoc|don) tu\b|\b(?:mua|tra) ve\b|\bve,? (?:visa|khach san)[^\n.]{0,12}(?:cty|cong ty) lo|"
    rb"\bve\b[^\n.;]{0,60}\b" + _GIVER + rb"(?: \w+){0,2} (?:lo|chiu|tra|bao|mua|cap|chi|thanh toan|chi tra)\b|"
    rb"\bve[^\n;]{0,60}\.{3,} ?(?:xi nghiep|cong ty|chu)|"
    rb"\bve (?:1|mot|2|hai|khu hoi)[ a-z]{0,10} bao\b|\bmua ve\b|\b"
    + _GIVER
    + rb" (?:tra|lo|bao|chiu)(?: \w+)? (?:tien xe|xe om)|\btien xe[^\n.;,]{0,10} "
    + _GIVER
    + rb" (?:chiu|tra|lo|bao)|\bbao:? xe (?:xuong|len|tu|om)|\bxe\b[^\n.;]{0,40}khong tinh tien|"
    rb"\bduoc mien phi[^\n]{0,30}ve may bay|\b(?:chu|cty|cong ty) (?:tra|lo|bao|chiu):? [^\n;.]{0,10}ve"
)
_RIDE = re2.compile(rb"\b(?:tien xe|xe (?:dua|don|ruoc|om|len|xuong|tu|cho|khach|\d)|bao:? xe|lo xe|tra xe)\b")
_BY_ONESELF = re2.compile(rb"\btu (?:mua|lo|tra|tuc)|khong bao gom|bao gom|\bban ve|chua bao")
_CHECKING = re2.compile(rb"\b(?:soat|kiem tra|thu) ve$")  # the work of looking at tickets
_INTERVIEW = re2.compile(
    rb"\b(?:gap truc tiep|gap mat|casting|dia diem thi|phong van(?: va test| va thi| truc tiep| thu)*|thi tuyen|"
    rb"thi nau|test tay nghe|thi tay nghe|so tuyen|pv)"
    rb"(?:[^\n.;]{0,40}? (?:tai|o)|:| (?:qua|truc tuyen qua|online qua))[: ]{1,2}"
)
_ONLINE = re2.compile(rb"(?:truc tuyen|online) qua ")
_END_OF_PLACE = re2.compile(
    rb"[\n.;|]|, (?:goi|dau|phi|thi|truot|nho|se|neu|co|mien)\b|:| voi | \d+ phut|,? (?:ngay|luc|vao|sang|chieu|"
    rb"toi thu|toi|chu nhat|thu (?:hai|ba|tu|nam|sau|bay|\d)|gap|mang|"
    rb"truoc|hang ngay|hoac|de|\d{1,2}h|\d{1,2}/\d|voi|khong mat|luon)\b"
)
_NO_PLACE = re2.compile(rb"day\b|khong\b|mien phi|\d+[.\d]* ?(?:d|k|tr)")
_LONGEST_PLACE, _SHORTEST_PLACE = 90, 3


def read_keep(text: AlignedText) -> Iterator[FoundTerm]:
    """Yield who pays for board, lodging and travel, and the places of interviews."""
    yield from _kept(text, "board", _BOARD, _BOARD_PAID)
    yield from _kept(text, "lodging", _LODGING, _LODGING_PAID)
    if _speaks_of_travel(text):
        oneself, employer, worker, costs = (
            _ticket(text, pattern) for pattern in (_TRAVEL_SELF, _TRAVEL_EMPLOYER, _TRAVEL_WORKER, _TRAVEL_COSTS)
        )
        worker = worker or costs
        if oneself:
            yield found_term(oneself, "travel_paid_by", "worker")
        elif employer:
            yield found_term(employer, "travel_paid_by", "employer")
        elif worker:
            yield found_term(worker, "travel_paid_by", "worker")
    for match in islice(_INTERVIEW.finditer(text.ascii), _MOST):
        online = _ONLINE.search(match[0])
        yield from _place(text, match.start() + online.start() if online else match.end())


def _speaks_of_travel(text: AlignedText) -> bool:
    """Tell whether a ticket or a ride is named at all: the patterns for who pays are too many for every advert."""
    if any(word in text.text for word in ("vé", "Vé", "VÉ")) or _RIDE.search(text.ascii):
        return True
    return b"ve" in text.ascii and is_bare(text.text)


def _ticket(text: AlignedText, pattern: Any) -> tuple[int, int] | None:
    """Return the first match that speaks of tickets or of the ride, and not of guards or of what one buys oneself."""
    for match in islice(pattern.finditer(text.ascii), _MOST):
        start, end = match.span()
        bare = text.text[start:end].isascii()
        odd = bare and not _is_ticket(text.ascii[start : end + 14], len(match[0]))
        if odd or _CHECKING.search(text.ascii[start:end]) or not _spelled(text, start, end):
            continue
        if pattern is _TRAVEL_EMPLOYER and _BY_ONESELF.search(text.ascii[max(0, start - 12) : start + 8]):
            continue
        return start, end
    return None


def _kept(text: AlignedText, what: str, given: Any, paid: Any) -> Iterator[FoundTerm]:
    found = next((match for match in islice(paid.finditer(text.ascii), _MOST) if _is_paid(text, *match.span())), None)
    if found:
        yield found_term(found.span(), what, "paid")
        return
    for match in islice(given.finditer(text.ascii), _MOST):
        start, end = match.span()
        if _NOT_GIVEN.search(text.ascii[max(0, start - 16) : start]) or not _spelled(text, start, end):
            continue
        if b"ho tro" in match[0] and _A_SUM_BEHIND.search(text.ascii[end : end + 6]):
            continue  # a sum towards the rent
        yield found_term(match.span(), what, "provided")
        return


# "phụ cấp nhà ở 200.000đ" is given, not taken
_ALLOWANCE = re2.compile(rb"(?:phu cap|ho tro|tro cap)[^\n.;,]{0,10}$")


def _is_paid(text: AlignedText, start: int, end: int) -> bool:
    return _spelled(text, start, end) and _ALLOWANCE.search(text.ascii[max(0, start - 20) : start]) is None


def _place(text: AlignedText, start: int) -> Iterator[FoundTerm]:
    ahead = text.ascii[start : start + _LONGEST_PLACE]
    found = _END_OF_PLACE.search(ahead)
    end = start + (found.start() if found else len(ahead))
    value = text.quote(start, end).text.strip(" ,-–") if end > start else ""
    if _NO_PLACE.match(text.ascii, start):
        return
    if len(value) > _SHORTEST_PLACE or (value and value[0].isupper()):
        yield FoundTerm(start, start + len(text.text[start:end].rstrip(" ,-")), "interview_place", value)


_MEANINGS = {
    "an": "ăn", "o": "ở", "com": "cơm", "bua": "bữa", "ve": "vé", "lo": "lo", "bao": "bao", "tru": "trừ",
    "nha": "nhà", "tro": "trọ trợ", "ngu": "ngủ", "lan": "lán", "phong": "phòng", "nuoi": "nuôi",
}  # fmt: skip
# Accent-free "ve" is a ticket only beside what it is for; "bao ve" is a guard.
_TICKET = re2.compile(
    rb"ve (?:may|xe|tau|khu|2|1|hai|mot|di\b|luot|visa|sang|\d)|\btien ve|(?:mua|dat|tien|gom|hoan) ve|\bxe\b|"
    rb"chieu|ve,|chua ve|ve \+|\+ ve|ve bay|ve chu|gom:? ve|visa,? ve|\d ve\b"
)


_RETURN = re2.compile(
    rb"\bbao ve\b|\bve (?:nuoc|que|tay|nha|phep|lai|truoc|den|toi|som|cong ty|cty|sinh|cho|vn|viec|thang|tieu|"
    rb"gan|phong|dau|"
    rb"dia|di[a-z])"
)


def _is_ticket(written: bytes, end: int) -> bool:
    """Tell whether an accent-free "ve" is a ticket, and neither a guard nor the way home."""
    return _TICKET.search(written[: end + 8]) is not None or _RETURN.search(written) is None


def _spelled(text: AlignedText, start: int, end: int) -> bool:
    return as_meant(text.text, start, end, _MEANINGS)
