"""What an office agrees on and changes in the app: each setting with its default, its bounds and its words.

Other parts add theirs with `register`; what is read without a row is the default.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.errors import SettingChanged, StorageError
from storage.provinces import PROVINCES
from storage.tables import Setting

ACTION = "change_setting"
KINDS = ("share", "number", "whole", "provinces", "words")
"""A share of 1, a number, a whole number, a list of codes of provinces, or a line of at most `most` characters."""


class BadSetting(StorageError, ValueError):
    """Raised by `change_setting` for a value that the setting may not have; nothing was changed."""

    def __init__(self, message: str, *, name: str) -> None:
        """Say which setting."""
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSetting:
    """One thing that an office agrees on."""

    name: str
    kind: str
    """One of `KINDS`."""
    default: Any
    least: float = 0
    most: float = 1
    vietnamese: str
    english: str
    ranks: bool = False
    """The queue must be reckoned anew after a change."""


_REGISTRY: dict[str, OfficeSetting] = {}
REGISTRY: Mapping[str, OfficeSetting] = MappingProxyType(_REGISTRY)
"""Name → setting, in the order in which they were registered."""


def register(setting: OfficeSetting) -> OfficeSetting:
    """Add a setting, at import of the module that reads it.

    Raises:
        ValueError: the name is taken by another, or the default is out of bounds.
    """
    if _REGISTRY.get(setting.name, setting) != setting:
        msg = f"the setting {setting.name} is there already"
        raise ValueError(msg)
    checked(setting, setting.default)
    _REGISTRY[setting.name] = setting
    return setting


def read_setting(session: Session, name: str) -> Any:
    """Return a setting as agreed, or its default.

    Raises:
        KeyError: nobody registered a setting of that name.
    """
    setting = REGISTRY[name]
    row = session.get(Setting, name)
    return setting.default if row is None else row.value


def read_settings(session: Session) -> dict[str, Any]:
    """Return every setting as agreed."""
    agreed: dict[str, Any] = dict(session.execute(select(Setting.name, Setting.value)).all())
    return {name: agreed.get(name, setting.default) for name, setting in REGISTRY.items()}


def change_setting(
    session: Session, name: str, value: Any, *, account_id: int | None, now: datetime, seen: Any = None
) -> bool:
    """Change a setting, with one audit event that says before and after; return whether anything changed.

    After a change of one that `ranks`, call `ranking.reckon_all` in the same unit of work. `seen` is what stood
    on the screen of who changes it; None where nothing was shown.

    Raises:
        BadSetting: there is no such setting, or the value is none that it may have; nothing was changed.
        SettingChanged: it is neither as it was seen any more nor as it is wanted.
    """
    if name not in REGISTRY:
        msg = f"there is no setting {name!r}"
        raise BadSetting(msg, name=name)
    value = checked(REGISTRY[name], value)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('soitin settings'))"))
    before = read_setting(session, name)
    if value == before:
        return False
    if seen is not None and before != seen:
        msg = f"the setting {name} was changed in the meantime; look at it again"
        raise SettingChanged(msg, name=name)
    put_value(session, name, value, account_id=account_id, now=now)
    detail = {"before": before, "after": value}
    append_event(session, action=ACTION, subject=f"setting:{name}", account_id=account_id, at=now, detail=detail)
    return True


def put_value(session: Session, name: str, value: Any, *, account_id: int | None, now: datetime) -> None:
    """Keep a value without an audit event: for what the machine reckons by itself."""
    row = session.get(Setting, name)
    if row is None:
        session.add(Setting(name=name, value=value, changed_at=now, changed_by=account_id))
    else:
        row.value, row.changed_at, row.changed_by = value, now, account_id
    session.flush()


def checked(setting: OfficeSetting, value: Any) -> Any:
    """Return a value as it is kept.

    Raises:
        BadSetting: it is of another kind, or out of bounds.
    """
    if setting.kind == "provinces":
        return _checked_provinces(setting, value)
    if setting.kind == "words":
        return _checked_words(setting, value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not is_number or not setting.least <= value <= setting.most:
        msg = f"{setting.name} is a number from {setting.least:g} to {setting.most:g}, not {value!r}"
        raise BadSetting(msg, name=setting.name)
    if setting.kind != "whole":
        return float(value)
    if value != int(value):
        msg = f"{setting.name} is a whole number, not {value!r}"
        raise BadSetting(msg, name=setting.name)
    return int(value)


def _checked_words(setting: OfficeSetting, value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable() or len(value) > setting.most:
        msg = f"{setting.name} is a line of at most {setting.most:g} characters, not {value!r}"
        raise BadSetting(msg, name=setting.name)
    return value.strip()


def _checked_provinces(setting: OfficeSetting, value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or any(not isinstance(one, str) or one not in PROVINCES for one in value):
        msg = f"{setting.name} is a list of codes of provinces, not {value!r}"
        raise BadSetting(msg, name=setting.name)
    return sorted(set(value))


RANDOM_SHARE = register(
    OfficeSetting(
        name="random_share",
        kind="share",
        default=0.10,
        most=0.5,
        vietnamese="Phần hàng đợi lấy ngẫu nhiên từ các tin chưa thấy dấu hiệu",
        english="Part of the queue drawn at random from adverts without signs",
        ranks=True,
    )
)
HIDDEN_SHARE = register(
    OfficeSetting(
        name="hidden_share",
        kind="share",
        default=0.10,
        vietnamese="Phần mục không hiện điểm cho đến khi có kết luận (ngoài các mục lấy ngẫu nhiên, luôn được ẩn điểm)",
        english="Part of items shown without score until decided (besides those drawn at random, which always are)",
        ranks=True,
    )
)
HALF_LIFE = register(
    OfficeSetting(
        name="half_life_days",
        kind="number",
        default=14.0,
        least=1,
        most=365,
        vietnamese="Số ngày để mức ưu tiên của một tin giảm một nửa",
        english="Days after which an advert counts half in the order of the queue",
        ranks=True,
    )
)
REACH_WEIGHT = register(
    OfficeSetting(
        name="reach_weight",
        kind="number",
        default=0.25,
        most=2,
        vietnamese="Trọng số của số tin và số nguồn (0: không tính)",
        english="Weight of the number of copies and sources (0: none)",
        ranks=True,
    )
)
FOCUS_PROVINCES = register(
    OfficeSetting(
        name="focus_provinces",
        kind="provinces",
        default=[],
        vietnamese="Tỉnh, thành được ưu tiên",
        english="Provinces that come first",
        ranks=True,
    )
)
FOCUS_WEIGHT = register(
    OfficeSetting(
        name="focus_weight",
        kind="number",
        default=2.0,
        least=1,
        most=16,
        vietnamese="Hệ số ưu tiên của các tỉnh, thành đó",
        english="How much more those provinces count",
        ranks=True,
    )
)
LEASE_MINUTES = register(
    OfficeSetting(
        name="lease_minutes",
        kind="whole",
        default=20,
        least=2,
        most=480,
        vietnamese="Số phút một người được giữ một mục khi không làm gì",
        english="Minutes for which somebody holds an item without doing anything",
    )
)
SILENT_DAYS = register(
    OfficeSetting(
        name="silent_days",
        kind="whole",
        default=3,
        least=1,
        most=90,
        vietnamese="Số ngày một nguồn không thu thập được thì báo",
        english="Days without a good run after which a source is reported",
    )
)
