"""One sum said twice: "180.000 yên/tháng (khoảng 30 triệu)", "3.600 USD tương đương 90 triệu"."""

import re

from model.facts.surroundings import Setting

_LONGEST_RESTATING = 44
_RESTATED = re.compile(
    rb"(?: ?/ ?[a-z]+| mot thang| 1 thang)? ?[(=~?>\-,.]* ?"
    rb"(?:tuc |uoc |co |cung |tuong duong|tuong ung|tuong duong voi|khoang|tam|xap xi|tuc la|"
    rb"tinh tron|quy doi|quy ra|quy|hon|gan|~|=|, )*"
    rb"(?: khoang| tam)? ?"
)
_SIGN_OF_SAME = re.compile(rb"[(=~?>]|, uoc|tuong|tuc|, co |quy|khoang|tam|xap xi|tinh tron")
_ASIDE_OF_SAME = re.compile(
    rb"(?: ?/ ?[a-z]+| [a-z]{2,7}){0,3} ?(?:[(~=>]|\. tuc|, tuc|, tinh ra|, uoc|la) ?"
    rb"(?:(?:~|=|>|tuc|la|uoc|khoang|chung|gan|tam|hon|co|xap xi|tinh ra|tuong duong|quy doi|bang|quy ra) ?)*"
)
_THOUGH = re.compile(rb"(?: ?/ ?[a-z]+)? ?(?:thoi|\([^()]{3,30}),? ?(?:khoang|chung|gan|tam|xap xi|co|hon) $")
_SIGNED = re.compile(rb"(?: ?/ ?[a-z]+)?(?: net| gross| thang)? ?\(? ?[~=] ?")
_SAME_AT_LAST = re.compile(
    rb"(?:tuong duong|quy doi|tinh ra|quy ra|"
    rb"doi ra|doi sang tien viet|ra tien viet|tuc la|tuc)(?: (?:voi|khoang|gan|hon|tam|chung|la|xap xi|co))*:? ?$"
)


def restates(near: Setting) -> bool:
    """Tell whether a sum says the one before it again, in another currency."""
    if near.previous is None or near.previous.currency == near.amount.currency:
        return False
    between = near.between
    if len(between) > _LONGEST_RESTATING:
        return False
    if _RESTATED.fullmatch(between) is not None and _SIGN_OF_SAME.search(between) is not None:
        return True
    if "VND" not in (near.previous.currency, near.amount.currency):
        return _SIGNED.fullmatch(between) is not None
    foreign_first = near.amount.currency == "VND" and _THOUGH.fullmatch(between) is not None
    return (
        foreign_first
        or _ASIDE_OF_SAME.fullmatch(between) is not None
        or (_SAME_AT_LAST.search(between) is not None and b"\n" not in between)
    )
