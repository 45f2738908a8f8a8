"""What the office agreed on, as a page of settings; each change is one unit of work with the queue reckoned anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from review_app.language import _, language, ngettext
from review_app.service.database import engine, now
from review_app.service.logins import Person

# the modules that keep their settings themselves register them when they are read
from storage import office_names
from storage.database import reading, unit_of_work
from storage.errors import SettingChanged
from storage.office_settings import REGISTRY, BadSetting, OfficeSetting, change_setting, read_settings
from storage.personal_data import retention
from storage.tables import Account, Setting
from storage.worklist import ranking

DEED = "change_settings"
SECTIONS = ("queue", "work", "documents", "personal_data")
"""In the order of the page."""

_OF_OTHERS = {
    **dict.fromkeys((one.name for one in retention.CLOCKS.values()), "personal_data"),
    office_names.OFFICE_PARENT.name: "documents",
    office_names.OFFICE_NAME.name: "documents",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting as it stands."""

    name: str
    label: str
    kind: str
    value: Any
    default: Any
    least: float
    most: float
    section: str
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a change."""

    good: bool
    said: str


def read() -> list[SettingRow]:
    """Return every setting, by section."""
    with reading(engine()) as session:
        agreed = read_settings(session)
        query = select(Setting.name, Setting.changed_at, Account.full_name).outerjoin(
            Account, Account.id == Setting.changed_by
        )
        changed = {name: (at, who or "") for name, at, who in session.execute(query)}
    rows = [_row(setting, agreed[name], changed.get(name, (None, ""))) for name, setting in REGISTRY.items()]
    return sorted(rows, key=lambda row: SECTIONS.index(row.section))


def save(reader: Person, wanted: Mapping[str, Any], drawn: Mapping[str, Any] | None = None) -> Saved:
    """Change what differs, all of it or, where one value cannot be or is not as it was drawn any more, nothing."""
    if not reader.may(DEED):
        return Saved(good=False, said=_("Your role does not change settings. Nothing was changed."))
    try:
        with unit_of_work(engine()) as session:
            changed = [
                name
                for name, value in wanted.items()
                if change_setting(session, name, value, account_id=reader.id, now=now(), seen=(drawn or {}).get(name))
            ]
            if any(REGISTRY[name].ranks for name in changed):
                ranking.reckon_all(session, now=now())
    except BadSetting as bad:
        said = _("“{setting}” cannot have this value. Nothing was changed.")
        return _refused(said, bad.name)
    except SettingChanged as changed_since:
        said = _("“{setting}” was changed by somebody else meanwhile. Nothing was changed; look at it again.")
        return _refused(said, changed_since.name)
    if not changed:
        return Saved(good=True, said=_("Nothing differs from what is agreed on already."))
    said = ngettext("{number} setting was changed.", "{number} settings were changed.", len(changed))
    return Saved(good=True, said=said.format(number=len(changed)))


def _refused(said: str, name: str) -> Saved:
    setting = REGISTRY.get(name)
    return Saved(good=False, said=said.format(setting=_label(setting) if setting else name))


def _row(setting: OfficeSetting, value: Any, changed: tuple[datetime | None, str]) -> SettingRow:
    return SettingRow(
        name=setting.name,
        label=_label(setting),
        kind=setting.kind,
        value=value,
        default=setting.default,
        least=setting.least,
        most=setting.most,
        section=_OF_OTHERS.get(setting.name, "queue" if setting.ranks else "work"),
        changed_at=changed[0],
        changed_by=changed[1],
    )


def _label(setting: OfficeSetting) -> str:
    return setting.vietnamese if language() == "vi" else setting.english
