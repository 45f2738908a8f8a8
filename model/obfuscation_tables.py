"""What disguised copies are written with: look-alike characters, joints, and the shorthand of messages."""

JOINTS = (".", ".", "_", "*", " ")
EMOJI = ("📞", "☎️", "👉", "🌸")
INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
WIDE_DIGITS = "０１２３４５６７８９"
CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
WIDE_LETTERS = {chr(code): chr(code + 0xFEE0) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
DRAWN = dict(zip("aceopxyiAEOPCTXHKMB", "асеорхуіАЕОРСТХНКМВ", strict=True))
"""Latin letters and the Cyrillic ones that are drawn alike."""
LETTER_DIGITS = {"o": "0", "i": "1"}
SPOKEN = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SHORTHAND: dict[str, tuple[str, ...]] = {
    "không": ("ko", "k", "hông", "kg"),
    "khong": ("ko", "k", "hong"),
    "được": ("dc", "đc"),
    "duoc": ("dc",),
    "liên hệ": ("lh", "l.h", "LH"),
    "lien he": ("lh", "LH"),
    "số điện thoại": ("sđt", "sdt"),
    "nhân viên": ("nv",),
    "hợp đồng": ("hđ", "HĐ"),
    "hop dong": ("hd", "HD"),
    "kinh nghiệm": ("kn",),
    "kinh nghiem": ("kn",),
    "lao động": ("lđ",),
    "phỏng vấn": ("pv",),
    "phong van": ("pv",),
    "tăng ca": ("tc",),
    "anh em": ("ae",),
    "mọi người": ("mn",),
    "người": ("ng",),
    "với": ("vs",),
    "rồi": ("r", "rùi"),
    "gì": ("j",),
    "triệu": ("tr",),
    "trieu": ("tr",),
    "xuất khẩu lao động": ("xklđ", "xkld"),
    "thu nhập": ("tn",),
    "công việc": ("cv",),
    "hồ sơ": ("hs",),
    "yêu cầu": ("yc",),
}
