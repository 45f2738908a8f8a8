"""Words around a country's name: those of going there to work, and those that make it something that is here."""

import re

import re2

ABROAD = re2.compile(
    rb"xkld|xuat khau l(?:ao )?d|xuat canh|ldtbxh|gp-bnv|qlldnn|\btts\b|thuc tap sinh|dac dinh|tokutei|"
    rb"\bttd?d\b|visa|ho chieu|passport|thong hanh|bien gioi|nhap canh|bay (?:ngay|trong|sau|thang|lien|hang|"
    rb"dot|t\d)|"
    rb"ve may bay|nghiep doan|\byen\b|\d ?man\b|dai te|nt\$|\bwon\b|\beur(?:o|os)?\b|\bcad\b|\baud\b|\bnzd\b|"
    rb"\bsgd\b|\bkwd\b|dinar|dirham|zloty|kroner|\bhkd\b|\bmop\b|\bpeso\b|\bfranc\b|"
    rb"riyal|\bqar\b|ringgit|\d ?rm\b|\bbaht\b|\d ?te\b|do (?:sing|uc)|[\x01-\x04]|"
    rb"don (?:hang )?(?:di|nhat|dai|han)|qua do|ben do|ben kia|xuat ngoai|trau don|giap bien|thang tay|"
    rb"\bxu (?:so )?(?:hoa anh|anh dao|phu tang|kim chi|chuot|kangaroo|la phong|co hoa|bach duong|suong mu|chua|"
    rb"trieu voi)|"
    rb"\be-?[789]\b|\beps\b|the xanh|thoi vu (?:han|uc)"
)
PERHAPS_ABROAD = re2.compile(rb"nuoc ngoai|ngoai nuoc|usd|\d ?\$|\$ ?\d|\d ?do\b|du hoc|dinh cu|bien gioi")
SHORT_TEXT = 200
TO = rb"(?: (?:di|sang|lam viec|lam|viec|tai|o|ben|nuoc|tp|thanh pho|tinh|bang|cong|hang))*"
END = rb"(?: |: ?| ?\(|, | \")$|\b(?:di|sang|qua|ben)$"
# Words of going that tell by themselves, and those that tell in an advert about work abroad.
STRICTLY_GOING = re2.compile(
    rb"\b(?:d\.?i|sang|qua|ben|nhap canh|xkld|xuat khau(?: l(?:ao )?d(?:ong)?)?|bay(?: qua| sang)?|"
    rb"thoi vu(?: di)?)(?: lam| nuoc| lam viec| o| tai| thoi vu| xu)*" + END + rb"|\b(?:quay lai|tro lai) $"
)
GOING_TO_WORK = re2.compile(
    rb"\b(?:di|sang|qua|ben|o|tai|bay|don|don hang|xkld|xuat khau ld|lam|lam viec|viec|thoi vu|nhap canh|"
    rb"cong xuong|trang trai|"
    rb"nong trai|casino|nuoc)" + TO + END
)
GOING = re2.compile(
    rb"\b(?:di|sang|qua|ben|o|tai|toi|den|bay|ve|thi truong|don|don hang|dh|xkld|lao dong|nuoc|tts|visa|tuyen|"
    rb"lam|viec|job|"
    rb"khu|kcn|thoi vu|nhap canh|dieu duong|cong xuong|trang trai|nong trai|xuong|casino|tinh|tp|thanh pho|bang|suat|"
    rb"chuyen|hai dau|linh kien|xu|cho|du hoc|quay lai|tro lai)" + TO + END
)
SHIP = re2.compile(rb"\b(?:tau (?:ca|cau|hang|vien|luoi)|thuyen vien)(?: [a-z]+){0,4} $")
ORDER = re2.compile(
    rb"\b(?:vung|huyen|hoi nghe ca) $|\b(?:don|don hang|suat|chuong trinh)(?: [\w/,\-]+){0,6} ?[,\-(:]? $"
)
GOING_ENDS = (
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
GOING_SPELLED = frozenset(
    (
        "đi",
        "bên",
        "ở",
        "tại",
        "vụ",
        "khẩu",
        "làm",
        "việc",
        "cảnh",
        "đơn",
        "nước",
        "học",
        "về",
        "hàng",
        "cư",
        "xứ",
        "động",
        "xklđ",
        "lđ",
    )
)
AT = re2.compile(rb"\b(?:o|tai|don|don hang|xkld|lao dong) $")
LISTED = re2.compile(rb"(?:^|[\n(\[|+\x05>/\-;])[ ?\d./)]*$|^ *$")
# What makes a country's name an attribute of something that is here.
ATTRIBUTE = re2.compile(
    rb"(?:tieng|nguoi|chu|von|khach(?: hang)?|chuyen gia|sep|doi tac|hang|mon|am thuc|nha hang|quan|phim|"
    rb"tap doan|doanh nghiep|"
    rb"cong nghe|kieu|quy trinh|lau|banh mi|banh|tra|goi|nhac|my pham|thoi trang|tieu chuan|chuan|gio|luat|doi|"
    rb"phia|giao vien|"
    rb"cong ty(?: me)?(?: o| ben| tai)?|cty(?: me)?(?: o| ben)?|thuong hieu|nhap khau(?: tu)?|"
    rb"xuat khau (?:sang|di)|ve nuoc tu|nguoi ve tu|do|"
    rb"bien gioi|ngon ngu|van hoa|cau lac bo|du lich|tour|duong|pho|can visa|k can visa|khach san|ve|may|xe|hoc|"
    rb"thi truong xuat khau|cong vien|truong|benh vien|gao|sau rieng|xoai|rau|trai cay|keo|thit|bo|dien thoai|"
    rb"tra sua|nuong|quan nuong|ga ran|pizza|bbq|hang noi dia|phong cach|(?:[^ ]i|hang|long|go|tom|ca|gach) xuat|"
    rb"do choi|xop|panel|tu|nhap hang|vang|shop) ?$"
)
STREET = re2.compile(
    rb"(?:duong|(?:^|[^h] )pho|nha hang|quan an|sua|bo|khach san|\bxa(?: bac| nam| dong| tay)?|phuong|huyen|kcn) $"
)


def is_street(before: bytes, name: str) -> bool:
    """Tell whether a town's name is that of a street or ward here; a district of one foreign word is abroad."""
    if before.endswith(b"huyen ") and name.isascii() and " " not in name:
        return False
    return STREET.search(before) is not None


ELSEWHERE = re2.compile(
    rb"(?:khach(?: hang)?|cua hang|thi truong|doi tac|chi nhanh|tru so|cong ty|song|hoc tap|dao tao|san xuat|"
    rb"hoc|nha may|phong kham|"
    rb"nha cung cap|hang hoa|ky su|chuyen mon|sinh vien|tung lam viec)(?: \w+)? (?:tai|o|ben)(?: thi truong)? $"
)
LISTING = re2.compile(rb"(?:,? (?:va |hoac |hay )?[a-z]{0,6}(?: va | hay )?|, ?|/| ?- ?(?:[a-z]{2,6} ?- ?)?)")
TECHNIQUE = re2.compile(rb"\b(?:cong nghe|ky thuat|may moc|thiet bi|day chuyen|phan mem|giong)(?: \w+){1,2} $")
GOODS = re2.compile(
    rb"\b(?:cho|xuat|giao|van chuyen|hang|hang hoa|go|san pham|xuat khau|lo hang|container|tau hang|tau cho|"
    rb"xe tai|gui)"
    rb"(?: [a-z]+){0,2} (?:di|sang|qua) $"
)
PERSON = re.compile(
    r"(?<!\w)(?:co|ba) $|(?<!\w)(?:anh|chị|em|cô|chú|bác|ông|bà|thầy|cậu|bé|mr|ms|dì|dượng|chi|"
    r"(?<!mien )(?<!phia )bac|thay)"
    r"(?: (?!đi |di |sang |qua |ở |o |tại |tai |bay |làm |lam )[^\W\d_]{2,6})?[ .:]{1,2}$",
    re.IGNORECASE,
)
# Where somebody was before, what an order is measured against, a route, and where one only calls or learns.
BEFORE_NOW = re2.compile(
    rb"\b(?:tung|da tung|tro ve tu|ve tu|ve nuoc tu|nguoi nha o|nguoi than o|rot|truot)(?: di| lam| sang| bien|"
    rb" viec| qua| o)* $"
    rb"|\b(?:chay|tan|hang|xe|tau|roi) tuyen (?:[a-z]+ ){0,3}(?:- )?$|\bnhay (?:qua|sang) $|\bcong tac\b[^.\n]{0,30}$"
    rb"|\b(?:nhap|len|xuong) tau (?:tai|o) $|thuyen vien tai $|\b(?:teu|dwt|tan|container|"
    rb"tau) chay (?:[a-z]+ - )?$|\bchu tau $"
    rb"|\b(?:tu van|chuong trinh) du hoc $|\b(?:dao tao|du hoc|hoc tap|tham quan|du lich|"
    rb"nghi mat)\b[^.\n]{0,40}\((?:[a-z]+, )?$"
)
COMPARED = re2.compile(rb"\b(?:so voi|khong bang|cao bang|bang nua|gap doi|re hon)(?: [^ .\n]+){0,4} (?:di )?$")
VISITED = re2.compile(
    rb"^ (?:duong\b|choi|tham quan|du lich|cong tac|hoc may|hoc viec|tap huan|nghi mat)\b"
    rb"|^ (?:[a-z]+ )?choi\b"
)
NO_ATTRIBUTE = (b"vien duong ", b"don hang ", b"du hoc ", b"xa bo ", b"gan bo ", b"ven bo ")
# Names that are other words as well when typed in small letters without accents: thuỷ điện, ăn đó, ba lần.
PLAIN_WORDS = frozenset(
    ("thuy dien", "an do", "ba lan", "van lam", "thuong hai", "dai nam", "binh dong", "quang chau", "ca ta", "ai len",
     "ha khau", "hoa lien", "clark", "mie", "san dau", "dai han", "do thai")
)  # fmt: skip
# The same, in whatever letters: districts of Việt Nam.
TWO_PLACES = frozenset(("van lam", "dong hung", "binh dong", "dai nam", "quang chau"))
DENIED_BEHIND = re2.compile(
    rb"^ (?:thi |la )?[^.,\n]{0,24}(?:chua cho|chua duoc|chua cap|khong cho|"
    rb"khong duoc phep)\b|^ ?\? (?:khong|ko|hong)\b"
)
PASSED_THROUGH = re2.compile(rb"^ (?:roi|xong|sau do) (?:moi )?(?:qua|sang)\b")
# Second words of places whose first word is a country's short name: "Duc Tho", but "ben Duc tho nail".
PLACE_TAILS = frozenset(
    ("tho", "duyen", "dinh", "trong", "son", "nguyen", "binh", "hung", "linh", "hoa", "xuan", "hanh", "phuc", "thuy",
     "hao", "loc", "xuyen", "trinh", "le", "huong", "ranh", "pha", "giang", "tin", "dong", "hoi", "truong", "bien",
     "tien", "ky", "lan", "van", "chu", "quan")
)  # fmt: skip
REFUSED = re2.compile(
    rb"(?:chua|khong|cam) (?:(?:he|con|co|duoc|cho|nhan|phep|cap phep|chap thuan|tuyen|dua|cong ty|nao|ai|"
    rb"lao dong|nguoi|"
    rb"don|ho so) )+(?:sang|di|qua|o|tai)? ?$"
)
GROUP_LINE = re2.compile(rb"^[^a-z0-9\n]*(?:hoi|nhom|group|cong dong)\b[^\n.]{0,50}$")
JOINT = re2.compile(rb" ?(?:[,/&+\-;]|va|hoac|hay|or) ?(?:di |sang |qua )?| ")
CAPITAL_BEFORE = re.compile(r"(?:^|[ (\"“])[^\W\d_a-zà-ỹ][^\W\d_]+ $")
WORD_BEHIND = re.compile(r" ([^\W\d_]+)")
# Short names that are spelled so with all their accents; folded ones that hardly are another word in a list of orders;
# and those that are a common word with any accents.
PLAIN = frozenset(("sing", "sin", "uk", "tq", "cali", "indo", "phil", "malay", "campot", "cam", "anh", "nga", "phi"))
TELLING = frozenset(("nhat", "dai", "uc", "duc", "han", "phap", "sec"))
WORDS = frozenset(("ma", "phi", "cam", "sin", "mien", "anh", "y", "ao", "bi", "tau", "lao", "my"))
NEVER_SMALL = frozenset(("anh", "ma", "y", "bi", "ao", "tau", "tiep"))
WELDING = frozenset(
    (
        "xi",
        "khung",
        "tig",
        "mig",
        "que",
        "dien",
        "hoi",
        "ho",
        "kim",
        "noi",
        "ban",
        "sat",
        "thep",
        "inox",
        "co",
        "mag",
        "ar",
        "nhom",
        "robot",
    )
)
TAILS = frozenset(
    (
        "độ", "luật", "lý", "phẩm", "thuật", "nghệ", "truyền", "phát", "kiến", "thức", "tưởng", "nghĩa", "chí",
        "thun", "khoác", "kết", "sành", "nhân", "chế", "y", "bỉ", "cúng", "các", "báo", "bếp", "ký", "the", "ranh",
        "phép", "lộ",
    )
)  # fmt: skip
# Second words of Vietnamese places and persons whose first word is also a country's short name, without accents.
TOWNS = frozenset(
    (
        "tho", "duyen", "dinh", "trong", "son", "nguyen", "binh", "hung", "linh", "hoa", "xuan", "hanh", "phuc",
        "thuy", "hao", "loc", "xuyen", "trinh", "le", "huong", "ranh", "ket", "pha", "giang", "tin", "dong", "do",
        "luat", "ly", "dien", "hoi", "truong", "bien", "pham", "thuat", "tien", "ky", "nghe", "nhan", "che",
        "kien", "thuc", "tuong", "nghia", "chi", "loi", "so", "ung", "truyen", "phat", "lan", "van", "thun",
        "khoac", "quan", "chu", "qua", "dang", "nop", "chot", "cuoi", "ngo", "su", "hoc", "pho", "tu",
    )
)  # fmt: skip
