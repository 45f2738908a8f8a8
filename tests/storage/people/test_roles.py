"""Who may do what: the separations that an office rests on."""

import pytest

from storage.people.accounts import ROLES
from storage.people.roles import DEEDS, may


def test_every_role_of_an_account_has_its_deeds() -> None:
    assert set(DEEDS) == set(ROLES)


@pytest.mark.parametrize(
    ("deed", "roles"),
    [
        ("decide", {"officer", "leader"}),
        ("reveal", {"officer", "leader"}),
        ("approve", {"leader"}),
        ("promote", {"analyst"}),
        ("manage_accounts", {"administrator"}),
        ("read_audit", {"leader", "administrator"}),
        ("read_item", {"officer", "leader", "analyst", "operator"}),
    ],
)
def test_a_deed_belongs_to_some_roles_only(deed: str, roles: set[str]) -> None:
    assert {role for role in ROLES if may(role, deed)} == roles


def test_an_unknown_role_may_do_nothing() -> None:
    assert not may("director", "read_queue")


def test_a_slip_in_the_name_of_a_deed_is_an_error() -> None:
    with pytest.raises(ValueError, match="no deed 'dicide'"):
        may("officer", "dicide")
