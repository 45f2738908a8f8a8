"""Words around a country's name: those of going there to work, and those that make it something that is here."""

import re

import re2

ABROAD = re2.compile(
    rb"xkld|xuat khau l(?:ao )?d|xuat canh|ldtbxh|gp-bnv|qlldnn|\btts\b|thuc tap sinh|dac dinh|tokutei|"
    rb"\bttd?d\b|visa|ho chieu|passport|thong hanh|bien gioi|nhap canh|bay (?:ngay|trong|sau|thang|lien|hang|dot|t\d)|"
    rb"ve may bay|nghiep doan|\byen\b|\d ?man\b|dai te|nt\$|\bwon\b|\beur(?:o|os)?\b|\bcad\b|\baud\b|\bnzd\b|"
    rb"\bsgd\b|\bkwd\b|"
    rb"riyal|\bqar\b|ringgit|\d ?rm\b|\bbaht\b|\d ?te\b|do (?:sing|uc)|[\x01-\x04]|"
    rb"don (?:hang )?(?:di|nhat|dai|han)|qua do|ben do|ben kia|xuat ngoai|trau don|giap bien|thang tay|"
    rb"\be-?[789]\b|\beps\b|the xanh|thoi vu (?:han|uc)"
)
PERHAPS_ABROAD = re2.compile(rb"nuoc ngoai|ngoai nuoc|usd|\d ?\$|\$ ?\d|\d ?do\b|du hoc|dinh cu|bien gioi")
SHORT_TEXT = 200
TO = rb"(?: (?:di|sang|lam viec|lam|viec|tai|o|ben|nuoc|tp|thanh pho|tinh|bang|cong|hang))*"
END = rb"(?: |: ?| ?\(|, | \")$|\b(?:di|sang|qua|ben)$"
# Words of going that tell by themselves, and those that tell in an advert about work abroad.
STRICTLY_GOING = re2.compile(
    rb"\b(?:d\.?i|sang|qua|ben|nhap canh|xkld|xuat khau(?: l(?:ao )?d(?:ong)?)?|bay(?: qua| sang)?|"
    rb"thoi vu(?: di)?)(?: lam| nuoc| lam viec| o| tai| thoi vu| xu)*" + END
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
    rb"chuyen|hai dau|linh kien|xu|cho)" + TO + END
)
ORDER = re2.compile(rb"\b(?:don|don hang|suat)(?: [\w/,\-]+){0,6} ?[,\-(:]? $")
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
LISTED = re2.compile(rb"(?:^|[\n(\[|+\x05>/\-])[ ?\d./)]*$|^ *$")
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
    rb"do choi) ?$"
)
STREET = re2.compile(rb"(?:duong|pho|nha hang|quan an|sua|bo|khach san) $")
ELSEWHERE = re2.compile(
    rb"(?:khach(?: hang)?|cua hang|thi truong|doi tac|chi nhanh|tru so|cong ty|song|hoc tap|dao tao|san xuat|"
    rb"hoc|nha may|phong kham|"
    rb"nha cung cap|hang hoa|chuyen mon|sinh vien|tung lam viec)(?: \w+)? (?:tai|o|ben)(?: thi truong)? $"
)
LISTING = re2.compile(rb"(?:,? (?:va |hoac )?[a-z]{0,6}(?: va )?|, ?|/|-)")
TECHNIQUE = re2.compile(rb"\b(?:cong nghe|ky thuat|may moc|thiet bi|day chuyen|phan mem|giong)(?: \w+){1,2} $")
GOODS = re2.compile(
    rb"\b(?:cho|xuat|giao|van chuyen|hang|hang hoa|go|san pham|xuat khau|lo hang|container|tau|xe tai|gui)"
    rb"(?: [a-z]+){0,2} (?:di|sang|qua) $"
)
PERSON = re.compile(
    r"(?<!\w)(?:anh|chị|em|cô|chú|bác|ông|bà|thầy|cậu|bé|mr|ms|dì|dượng|chi|bac|thay)"
    r"(?: (?!đi |sang |qua |ở |tại |bay |làm )[^\W\d_]{2,6})?[ .:]{1,2}$",
    re.IGNORECASE,
)
REFUSED = re2.compile(
    rb"(?:chua|khong|cam) (?:(?:he|con|co|duoc|cho|nhan|phep|cap phep|chap thuan|tuyen|dua|cong ty|nao|ai|"
    rb"lao dong|nguoi|"
    rb"don|ho so) )+(?:sang|di|qua|o|tai)? ?$"
)
GROUP_LINE = re2.compile(rb"^[^a-z0-9\n]*(?:hoi|nhom|group|cong dong)\b[^\n.]{0,50}$")
JOINT = re2.compile(rb" ?(?:[,/&+\-;]|va|hoac|hay|or) ?(?:di |sang |qua )?| ")
CAPITAL_BEFORE = re.compile(r"(?:^|[ (])[^\W\d_a-zà-ỹ][^\W\d_]+ $")
WORD_BEHIND = re.compile(r" ([^\W\d_]+)")
# Short names that are spelled so with all their accents; folded ones that hardly are another word in a list of orders;
# and those that are a common word with any accents.
PLAIN = frozenset(("sing", "sin", "uk", "tq", "cali", "indo", "phil", "malay", "campot", "cam", "anh", "nga", "phi"))
TELLING = frozenset(("nhat", "dai", "uc", "duc", "han", "phap", "sec"))
WORDS = frozenset(("ma", "phi", "cam", "sin", "mien", "anh", "y", "ao", "bi", "tau", "lao", "my"))
NEVER_SMALL = frozenset(("anh", "ma", "y", "bi", "ao", "tau"))
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
        "luat", "ly", "dien", "hoi", "truong", "bien", "pham", "thuat", "tien", "ky", "te", "nghe", "nhan", "che",
        "kien", "thuc", "tuong", "nghia", "chi", "loi", "so", "ung", "truyen", "phat", "lan", "van", "thun",
        "khoac", "quan", "chu", "qua",
    )
)  # fmt: skip
