"""Settings of the office: bounds are kept, each change leaves before and after in the audit chain."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from storage.database import reading, unit_of_work
from storage.office_settings import (
    REGISTRY,
    BadSetting,
    OfficeSetting,
    change_setting,
    read_setting,
    read_settings,
    register,
)
from storage.tables import AuditEvent


def change(office: Any, name: str, value: Any) -> bool:
    with unit_of_work(office.engine) as session:
        return change_setting(session, name, value, account_id=office.person("an"), now=office.now)


def test_what_nobody_agreed_on_has_its_default(office: Any) -> None:
    with reading(office.engine) as session:
        assert read_setting(session, "random_share") == 0.1
        assert read_settings(session) == {name: one.default for name, one in REGISTRY.items()}
        with pytest.raises(KeyError):
            read_setting(session, "no such thing")


def test_a_change_is_kept_with_one_event_that_says_before_and_after(office: Any) -> None:
    assert change(office, "random_share", 0.25)

    with reading(office.engine) as session:
        assert read_setting(session, "random_share") == 0.25
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "change_setting"))
        assert event.subject == "setting:random_share"
        assert json.loads(event.detail) == {"before": 0.1, "after": 0.25}


def test_what_changes_nothing_leaves_no_event(office: Any) -> None:
    assert not change(office, "random_share", 0.1)

    with reading(office.engine) as session:
        assert session.scalars(select(AuditEvent).where(AuditEvent.action == "change_setting")).all() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("random_share", 0.51), ("random_share", -0.1), ("random_share", "0.2"), ("random_share", True),
     ("random_share", None), ("random_share", float("nan")), ("random_share", float("inf")), ("lease_minutes", 1),
     ("lease_minutes", 2.5), ("lease_minutes", 10**9), ("focus_provinces", ["99"]), ("focus_provinces", "40"),
     ("focus_provinces", [["40"]]), ("focus_provinces", None), ("lot_cut", 1), ("", 1)],
)  # fmt: skip
def test_a_value_that_it_may_not_have_is_refused_and_nothing_changes(office: Any, name: str, value: Any) -> None:
    with pytest.raises(BadSetting), unit_of_work(office.engine) as session:
        change_setting(session, name, value, account_id=None, now=office.now)

    with reading(office.engine) as session:
        assert read_settings(session) == {name: one.default for name, one in REGISTRY.items()}


def test_provinces_are_kept_in_order_and_once(office: Any) -> None:
    change(office, "focus_provinces", ["40", "01", "40"])

    with reading(office.engine) as session:
        assert read_setting(session, "focus_provinces") == ["01", "40"]


def test_two_settings_cannot_have_one_name() -> None:
    other = OfficeSetting(name="random_share", kind="share", default=0.2, vietnamese="", english="")

    with pytest.raises(ValueError, match="is there already"):
        register(other)
    assert register(REGISTRY["random_share"]) is REGISTRY["random_share"]


def test_every_setting_has_words_in_both_languages() -> None:
    assert [one.name for one in REGISTRY.values() if not (one.vietnamese.strip() and one.english.strip())] == []
