"""The demo's four people, each with a password made for this one demo; outside its folder the app refuses to start."""

from datetime import UTC, datetime

from rich.table import Table
from sqlalchemy import Engine

from storage.database import unit_of_work
from storage.doctor.machine import DEMO_FULL_NAMES
from storage.people.accounts import NewAccount, Post, make_account
from storage.people.passwords import make_password

NAMES = {"officer": "canbo", "leader": "lanhdao", "analyst": "phantich", "administrator": "quantri"}
"""Role → login name."""
_ROLES = {
    "officer": "cán bộ kiểm tra / officer",
    "leader": "lãnh đạo / leader",
    "analyst": "người phân tích / analyst",
    "administrator": "quản trị / administrator",
}


def add_demo_accounts(engine: Engine) -> dict[str, str]:
    """Add one account a role and return role → password; they need not be changed, since they end with the demo."""
    passwords = {role: make_password() for role in NAMES}
    with unit_of_work(engine) as session:
        for role, name in NAMES.items():
            new = NewAccount(name=name, full_name=DEMO_FULL_NAMES[role], password=passwords[role], post=Post(role=role))
            make_account(session, new, by=None, now=datetime.now(UTC))
    return passwords


def table_of_accounts(passwords: dict[str, str]) -> Table:
    """Return the accounts as a table for a screen."""
    table = Table("tài khoản / account", "mật khẩu / password", "vai trò / role")
    for role, password in passwords.items():
        table.add_row(NAMES[role], password, _ROLES[role])
    return table
