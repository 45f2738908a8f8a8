"""A provision as a document names it, with its mark where nobody has read it in the legal text."""

from typing import Any

from review_app.case_file.vietnamese import vnd
from review_app.case_file.wording import UNVERIFIED

Json = dict[str, Any]


def law_words(law: Json) -> str:
    """Return one provision: where it stands, what it says, its fines, and its mark if it was not verified."""
    words = f"{law.get('document', '')}, {law.get('article', '')}: {law.get('act', '')}"
    fines = [
        f"{name} {band_words(law[key])}"
        for name, key in (("cá nhân", "fine_vnd_individual"), ("tổ chức", "fine_vnd_organisation"))
        if law.get(key)
    ]
    if fines:
        words += f"; mức phạt tiền quy định: {', '.join(fines)}"
    return words + ("." if law.get("verified") else f" ({UNVERIFIED}).")


def band_words(band: list[int]) -> str:
    """Return the lowest and highest fine."""
    low, high = band
    return f"từ {vnd(low).removesuffix(' đồng')} đến {vnd(high)}" if low != high else vnd(low)
