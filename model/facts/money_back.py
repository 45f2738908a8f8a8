"""Sums that flow back: what a poster promises to return, what is taken off the wage, what he pays first and deducts."""

import re

from model.facts.cues import Cue
from model.facts.purpose import rest_of_line
from model.facts.surroundings import Setting

_RETURNED = re.compile(
    rb"\b(?:hoan(?: lai| tra| phi| tien)?|tra lai|tra l|dua lai|nhan lai|rut lai|xin lai|hoan lai cho|thu lai)"
    rb"(?: (?:cho |du |ngay |lai |toan bo |them |nguyen |gap doi |dung |tien |the |phi |coc |ban |em |tui |1 |mot )*)?"
    rb" ?$"
)
_TO_BREAK_OFF = re.compile(
    rb"nghi (?:ngang|truoc|som|giua)|bo (?:ngang|hoc|viec|ve|giua|tron|don|hop dong|len)|pha (?:hop dong|hd)|vi pham|"
    rb"don phuong|boi |den |nghi viec truoc|cham dut|khong du \d|chua du|rang buoc|phai hoan|\bai pha\b|pha don"
)
_DAMAGES = re.compile(rb"den\b|phat|boi|pat\b|tien xe")
_ADVANCED = re.compile(rb"\b(?:ung|muon)\b")
_WORKED_OFF = re.compile(rb"\btru\b|lam tru|tra dan|tra sau|gop")


def is_returned(near: Setting) -> bool:
    """Tell sums that the poster gives back: "rớt hoàn 8tr", "làm đủ 2 tháng trả lại 200k"."""
    return _RETURNED.search(near.segment[-60:]) is not None and not _breaks_off(near)


def is_owed_back(near: Setting) -> bool:
    """Tell what a worker has to pay back who breaks off: "làm chưa đủ 6 tháng hoàn lại 28 triệu"."""
    return _RETURNED.search(near.segment[-60:]) is not None and _breaks_off(near)


def _breaks_off(near: Setting) -> bool:
    return _TO_BREAK_OFF.search(near.text.ascii, near.sentence, near.amount.start) is not None


def lent_for(near: Setting, cue: Cue) -> Cue | None:
    """Return what an advance is for: "vé + visa công ty ứng 12tr, trừ dần"; None where cash is lent."""
    if cue.kind != "advance" or _ADVANCED.search(near.text.ascii, cue.start, cue.end) is None:
        return None
    if _WORKED_OFF.search(rest_of_line(near, 60).partition(b". ")[0]) is None:
        return None
    own = [other for other in near.own_cues() if other.end <= cue.start]
    line = near.text.ascii
    named = [
        other
        for other in own
        if other.family == "fee"
        and other.kind in ("other", "service", "uniform")
        and not _DAMAGES.match(line, other.start)
    ]
    if not named or cue.start - named[-1].end > 36:  # noqa: PLR2004
        return None
    between = line[named[-1].end : cue.start]
    return None if b"," in between or b"." in between else named[-1]
