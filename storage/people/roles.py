"""What each role may do. A page that a role may not open is not in its menu, and a typed address is refused as well.

Nobody approves what they proposed; that is not a matter of roles and is checked with the deed itself.
"""

from types import MappingProxyType

OFFICER, LEADER, ANALYST, OPERATOR, ADMINISTRATOR = "officer", "leader", "analyst", "operator", "administrator"

_READS = frozenset({"read_queue", "read_item", "read_broker", "check_text"})
_DECIDES = frozenset({"claim", "decide", "judge_broker", "reveal", "propose", "record_outcome", "export", "take_reply"})

DEEDS = MappingProxyType(
    {
        # works the queue
        OFFICER: _READS | _DECIDES | {"read_overview", "read_sites"},
        # the same, and answers for it: signs, gives items to others, sees who did what, agrees on settings
        LEADER: _READS
        | _DECIDES
        | {
            *("approve", "reassign", "answer_reply", "change_settings"),
            *("read_overview", "read_sites", "read_quality", "read_audit"),
        },
        # makes the model better; sees no contact and decides on nobody
        ANALYST: _READS | {"read_overview", "read_sites", "read_quality", "read_models", "promote"},
        # answers calls: looks adverts up, checks what is read to them, takes down replies
        OPERATOR: _READS | {"take_reply"},
        # runs the machine and the accounts; has no business with adverts
        ADMINISTRATOR: frozenset(
            {"manage_accounts", "change_settings", "read_sites", "read_audit", "read_overview", "erase"}
        ),
    }
)
"""Role → what it may do."""


def may(role: str, deed: str) -> bool:
    """Tell whether a role may do something; an unknown role may do nothing.

    Raises:
        ValueError: no role has such a deed, so the name is a slip.
    """
    if not any(deed in deeds for deeds in DEEDS.values()):
        msg = f"there is no deed {deed!r}; storage/people/roles.py lists them"
        raise ValueError(msg)
    return deed in DEEDS.get(role, frozenset())
