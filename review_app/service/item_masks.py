"""What of one item is personal: what its readers of facts and of contacts took for it, at its place and elsewhere."""

from review_app.service.masking import Mask, Sight
from storage.personal_data.masks import FIGURE_FACTS, OPEN_FACTS, PERSON, PERSONAL_CONTACTS, PERSONAL_FACTS, Span
from storage.personal_data.names import word_spans
from storage.worklist.items import Item


def mask_of(item: Item, seen: Sight) -> Mask:
    """Return how strings of an item are shown: what its readers of facts took for personal is hidden everywhere."""
    personal = [fact.quote_text for fact in item.facts if _is_personal(fact.kind, fact.value.get("kind"))]
    personal += [
        str(fact.value.get("value") or "")
        for fact in item.facts
        if fact.kind == "contacts" and _is_personal(fact.kind, fact.value.get("kind"))
    ]
    personal += [found.quote_text or found.shown for found, kind in item.contacts if kind in PERSONAL_CONTACTS]
    spared = [fact.quote_text for fact in item.facts if fact.kind in OPEN_FACTS | FIGURE_FACTS]
    names = [found.shown for found, kind in item.contacts if kind == PERSON]
    return Mask(
        lifted=seen.lifted,
        known=tuple(filter(None, personal)),
        spared=tuple(filter(None, spared)),
        names=tuple(filter(None, names)),
    )


def personal_spans_of(item: Item) -> list[Span]:
    """Return the places in the text of an item's version that readers took for personal."""
    spans = [
        (fact.quote_start, fact.quote_end) for fact in item.facts if _is_personal(fact.kind, fact.value.get("kind"))
    ]
    spans += [(found.quote_start, found.quote_end) for found, kind in item.contacts if kind in PERSONAL_CONTACTS]
    named = [found for found, kind in item.contacts if kind == PERSON and found.quote_start is not None]
    text = item.version.text
    spans += [word for found in named for word in word_spans(text, found.quote_start or 0, found.quote_end or 0)]
    return [(start, end) for start, end in spans if start is not None and end is not None]


def _is_personal(kind: str, network: object) -> bool:
    return kind in PERSONAL_FACTS and not (kind == "contacts" and network == "web")
