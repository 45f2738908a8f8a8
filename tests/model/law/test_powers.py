"""Who may fine and record an act, and whom a finding goes to."""

from datetime import date

import pytest

from model.law.fines import Penalty, who_may_fine, who_may_record
from model.law.recipients import numbers_to_show, routes_for
from model.law.tables import rows_on
from model.wording import TYPOLOGIES

TODAY = date(2026, 11, 21)


def penalty(key: str) -> Penalty:
    return next(row for row in rows_on(Penalty, TODAY) if row.id == key)


@pytest.mark.parametrize("key", ["false_promises", "advertises_work_abroad_without_function"])
def test_the_department_director_may_not_impose_the_two_heaviest_fines(key: str) -> None:
    offices = {office.id for office in who_may_fine(penalty(key), TODAY)}

    assert "department_director" not in offices
    assert {"province_chairman", "province_police_director"} <= offices
    assert ("overseas_bureau_director" in offices) is key.startswith("advertises")


@pytest.mark.parametrize(
    ("key", "lowest"),
    [
        ("charges_applicants", "commune_chairman"),
        ("keeps_papers_or_security", "commune_chairman"),
        ("inaccurate_advert_by_licensed", "commune_chairman"),
        ("service_fee_by_licensed", "commune_chairman"),
        ("illegal_exit_or_exploitation", "overseas_bureau_director"),
        ("lends_or_borrows_licence", "overseas_bureau_director"),
    ],
)
def test_organisations_are_measured_by_twice_the_power(key: str, lowest: str) -> None:
    assert who_may_fine(penalty(key), TODAY)[0].id == lowest


def test_police_fine_only_what_they_may_record() -> None:
    offices = {office.id for office in who_may_fine(penalty("charges_applicants"), TODAY)}
    makers = {maker.id for maker in who_may_record(penalty("charges_applicants"), TODAY)}

    assert "commune_police" not in offices
    assert "police" not in makers
    assert "department_of_home_affairs" in makers


def test_inspectors_record_but_never_fine() -> None:
    for row in rows_on(Penalty, TODAY):
        assert not any("thanh tra" in office.who.lower() for office in who_may_fine(row, TODAY))


def test_acts_of_another_decree_have_no_power_in_the_table() -> None:
    assert who_may_fine(penalty("false_information_online"), TODAY) == []


def test_every_typology_goes_to_somebody_and_danger_goes_first() -> None:
    assert [code for code in TYPOLOGIES if not routes_for([code], TODAY)] == []
    assert routes_for(TYPOLOGIES, TODAY)[0].id == "danger_to_people"


def test_only_numbers_that_may_be_shown_are_handed_out() -> None:
    shown = {hotline.number for hotline in numbers_to_show(TODAY)}

    assert "111" in shown
    assert "18001567" not in shown
    assert {hotline.status for hotline in numbers_to_show(TODAY)} == {"live", "dated"}
