"""Why two adverts are linked, in plain words: one sentence a comparison, Vietnamese first, with its weight in bits."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from model.linking.profiles import Profile
from model.linking.records import LinkReason
from model.linking.scoring import Scored


class _Words(NamedTuple):
    columns: tuple[str, ...]
    same: tuple[str, str]
    differs: tuple[str, str]


_NUMBER = ("phone", "phone_shared")
_FIRM = ("firm_here", "firm", "firm_claimed", "firm_part")
_WORDS: Mapping[str, _Words] = {
    "phone": _Words(_NUMBER, ("cùng số điện thoại {}", "same phone {}"), ("số điện thoại khác nhau", "other phones")),
    "handle": _Words(
        ("handle",),
        ("cùng tài khoản mạng {}", "same name in a network {}"),
        ("tài khoản mạng khác nhau", "other names"),
    ),
    "bank": _Words(
        ("bank",),
        ("cùng tài khoản nhận tiền {}", "same account for money {}"),
        ("tài khoản nhận tiền khác", "other accounts"),
    ),
    "mail": _Words(("mail",), ("cùng thư điện tử {}", "same e-mail {}"), ("thư điện tử khác nhau", "other e-mail")),
    "web": _Words(("web",), ("cùng trang {}", "same site {}"), ("trang khác nhau", "other sites")),
    "address": _Words(("address",), ("cùng địa chỉ {}", "same address {}"), ("địa chỉ khác nhau", "other addresses")),
    "company": _Words(
        _FIRM, ("cùng tên đơn vị {}", "same name of firm {}"), ("tên đơn vị khác nhau", "other names of firms")
    ),
    "person": _Words(
        ("person", "person_short"),
        ("cùng tên người {}", "same person's name {}"),
        ("tên người khác", "other persons' names"),
    ),
    "licence": _Words(
        ("licence",), ("cùng giấy phép {}", "same licence {}"), ("giấy phép khác nhau", "other licences")
    ),
    "text": _Words((), ("cùng một mẫu tin", "copies of one text"), ("nội dung khác nhau", "other texts")),
}
_PRIOR = (
    "trước khi so sánh: hai tin bất kỳ hiếm khi cùng một người đăng",
    "before comparing: two adverts seldom have one poster",
)


def reasons_of(scored: Scored, first: Profile, second: Profile) -> tuple[LinkReason, ...]:
    """Return the reasons of a scored pair, those that weigh nothing left out; they add up to its bits."""
    reasons = [LinkReason(comparison="prior", vietnamese=_PRIOR[0], english=_PRIOR[1], bits=scored.parts["prior"])]
    for name, words in _WORDS.items():
        bits = scored.parts[name]
        if bits == 0:
            continue
        common = _common(words.columns, first, second)
        same = bool(common) or (name == "text" and bits > 0)
        vietnamese, english = (
            pattern.format(", ".join(common[:3])) for pattern in (words.same if same else words.differs)
        )
        reasons.append(LinkReason(comparison=name, vietnamese=vietnamese, english=english, bits=bits))
    return (reasons[0], *sorted(reasons[1:], key=lambda one: (-abs(one.bits), one.comparison)))


def _common(columns: Iterable[str], first: Profile, second: Profile) -> list[str]:
    mine = {_shown(value) for column in columns for value in first.values[column]}
    theirs = {_shown(value) for column in columns for value in second.values[column]}
    return sorted(mine & theirs)


def _shown(value: str) -> str:
    """Return a value as people write it: without holder, board and form."""
    name = value.split("|", 1)[0].split("#", 1)[0]
    return name.split(":", 1)[1] if ":" in name and not name.startswith("+") else name
