import math
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from model.brokers import contact_uses, link_brokers
from model.campaigns import group_campaigns
from model.linking.records import Grouping, Judgement, LinkReading, SharedContact

Advert = Callable[..., LinkReading]
JOBS = (
    "Cần thợ hàn khung xe, làm ca ngày, trả công mỗi tuần",
    "Quán cơm tuyển người rửa chén buổi trưa, bao ăn",
    "Nhận giữ trẻ tại nhà cho mẹ bận rộn, có sân chơi",
    "Tìm tài xế xe tải nhỏ chạy tuyến nội thành ban đêm",
    "Xưởng may cần người cắt chỉ, ngồi máy lạnh, có xe đón",
    "Dạy đàn cho bé hai buổi mỗi tuần, cần kiên nhẫn",
    "Bảo vệ kho hàng ca tối, có chỗ nghỉ, đồng phục phát",
)


def linked(readings: Sequence[LinkReading], **given: object) -> Grouping:
    campaigns = {advert: place.campaign for advert, place in group_campaigns(readings).items()}
    return link_brokers(readings, campaigns, **given)  # type: ignore[arg-type]


def together(grouping: Grouping, *adverts: str) -> bool:
    return len({grouping.brokers[advert] for advert in adverts}) == 1


def test_adverts_with_one_phone_are_one_brokers_and_the_rest_stay_alone(advert: Advert) -> None:
    found = linked(
        [
            advert("a", f"{JOBS[0]} 0905112233"),
            advert("b", f"{JOBS[1]} O9O5.112.233"),
            advert("c", f"{JOBS[2]} 0866777888"),
        ]
    )
    assert together(found, "a", "b")
    assert not together(found, "a", "c")


def test_a_broker_who_changes_numbers_is_followed_through_what_he_keeps(advert: Advert) -> None:
    found = linked(
        [
            advert("a", f"{JOBS[0]} gọi 0905112233, tele @hai_tho_han"),
            advert("b", f"{JOBS[1]} tele @hai_tho_han, stk MB Bank 889044172236"),
            advert("c", f"{JOBS[2]} cọc vào MB 8890 4417 2236"),
        ]
    )
    assert together(found, "a", "b", "c")


def test_the_reasons_of_every_link_add_up_to_its_weight(advert: Advert) -> None:
    found = linked([advert(f"a{n}", f"{job} chị Thu Hà 0905112233") for n, job in enumerate(JOBS)])
    assert found.links
    for link in found.links:
        assert sum(reason.bits for reason in link.reasons) == pytest.approx(link.bits, abs=1e-9)
        assert link.probability == pytest.approx(1 / (1 + 2**-link.bits), abs=1e-9)
        assert all(reason.vietnamese and reason.english for reason in link.reasons)
    assert any("0905112233" in reason.vietnamese for reason in found.links[0].reasons)


def test_a_hotline_of_many_firms_links_nobody_and_waits_for_approval(advert: Advert) -> None:
    readings = [
        advert(f"a{n}", f"{job}. Gọi 0908 000 111", employer=f"Công ty TNHH {name}", site="bang-viec.example")
        for n, (job, name) in enumerate(
            zip(JOBS, ["Lam Hà Vân", "Tân Gia Mộc", "Khánh Đông Sơn", "Phúc Yên Thảo", "Minh Cát An", "Vĩnh Hoà Lộc",
                       "Đại Xuân Bình"], strict=True)
        )
    ]  # fmt: skip
    found = linked(readings)
    assert len(set(found.brokers.values())) == len(readings)
    assert [(one.kind, one.value) for one in found.learned] == [("phone", "0908000111")]
    own = SharedContact(kind="phone", value="0908000111", why="", learned=False, weighs=True)
    assert together(linked(readings, shared=[own]), *(one.id for one in readings))


def test_a_contact_that_was_approved_as_shared_weighs_nothing(advert: Advert) -> None:
    readings = [advert("a", f"{JOBS[0]} 0905112233"), advert("b", f"{JOBS[1]} 0905112233")]
    shared = [SharedContact(kind="phone", value="0905112233", why="số quầy", learned=False)]
    assert not together(linked(readings, shared=shared), "a", "b")


def test_firms_in_one_tower_are_not_one(advert: Advert) -> None:
    tower = "phòng 1502 Sao Mai Tower, 219 đường Nguyễn Cảnh, tổng đài tòa nhà 024 3555 1200"
    found = linked(
        [
            advert("a", f"{JOBS[0]}, {tower} máy lẻ 512", employer="Công ty CP Lam Hà Vân"),
            advert("b", f"{JOBS[6]}, {tower} máy lẻ 77", employer="Công ty TNHH Tân Gia Mộc"),
        ]
    )
    assert not together(found, "a", "b")


def test_a_common_personal_name_links_nobody(advert: Advert) -> None:
    text = "Em Thu Hà nhận hồ sơ đi làm ở Đài Loan, gọi em nha"
    found = linked([advert("a", f"{text} 0905112233"), advert("b", f"{text} 0866777888")])
    assert not together(found, "a", "b")


def test_a_number_given_to_somebody_else_after_a_year_is_another_contact(advert: Advert) -> None:
    found = linked(
        [
            advert("a", "Giúp việc Macao, chủ người Hoa, 0905112233", day="2024-01-05"),
            advert("b", f"{JOBS[5]} 0905112233", day="2025-10-05"),
        ]
    )
    assert not together(found, "a", "b")


def test_a_number_silent_for_a_year_in_the_same_trade_is_the_same_brokers(advert: Advert) -> None:
    found = linked(
        [
            advert("a", "Cần tài xế xe tải 0905112233", day="2024-01-05"),
            advert("b", "Tuyển lái xe giao hàng 0905112233", day="2025-10-05"),
        ]
    )
    assert together(found, "a", "b")


FIRM = "Công ty CP Phát triển Nhân lực Đông Lam Hà"
NOTICE = (
    f"{FIRM} (giấy phép 7183/LĐTBXH-GP) thông báo tuyển 24 thực tập sinh chế biến thủy sản tại Miyagi, lương cơ bản "
    "172.000 yên một tháng, thời hạn 3 năm, nhà ở do xí nghiệp bố trí, tiền dịch vụ nộp sau khi ký hợp đồng."
)


def test_an_impersonator_with_name_licence_and_text_of_a_firm_is_held_apart(advert: Advert) -> None:
    found = linked(
        [
            advert("firm", f"{NOTICE} Gọi 0904117882, donglamha.vn", employer=FIRM, site="bang-viec.example"),
            advert("other", f"{NOTICE} Đăng ký qua trợ lý 0566 190 127", employer=FIRM, site="bang-viec.example"),
        ]
    )
    assert not together(found, "firm", "other")
    assert [link.status for link in found.suggestions] == ["suggested"]


def test_twin_names_in_one_house_are_two_firms(advert: Advert) -> None:
    first, second = "Công ty CP Nhân lực Sao Lam Bắc", "Công ty TNHH Nhân lực Sao Bắc Lam"
    house = "8 Lê Văn Cũ, 024 3555 1200"
    found = linked(
        [
            advert("a", f"{JOBS[0]} GP 7762/LĐTBXH-GP, saolam.vn, tại {house}", employer=first),
            advert("b", f"{JOBS[4]} GP 7948/LĐTBXH-GP, baclam.vn, tại {house}", employer=second),
        ]
    )
    assert not together(found, "a", "b")


def test_two_licences_are_two_firms_even_on_one_site_and_a_person_is_asked(advert: Advert) -> None:
    found = linked(
        [
            advert("a", f"{JOBS[0]} GP 7762/LĐTBXH-GP, vieclamxa.vn"),
            advert("b", f"{JOBS[4]} GP 7948/LĐTBXH-GP, vieclamxa.vn"),
        ]
    )
    assert not together(found, "a", "b")
    assert [(link.status, link.held_by) for link in found.suggestions] == [("held", "licence")]


def test_one_persons_phone_links_adverts_for_two_licensed_firms(advert: Advert) -> None:
    found = linked(
        [
            advert("a", f"{JOBS[0]} GP 7762/LĐTBXH-GP, gọi 0905112233"),
            advert("b", f"{JOBS[4]} GP 7948/LĐTBXH-GP, gọi 0905112233"),
        ]
    )
    assert together(found, "a", "b")


def test_an_employer_on_one_board_is_one_though_its_contacts_differ(advert: Advert) -> None:
    firm = {"employer": "Công ty TNHH Kho vận Lam Sơn Hà", "site": "bang-viec.example"}
    found = linked([advert("a", f"{JOBS[3]} 0905112233", **firm), advert("b", f"{JOBS[6]} 0866777888", **firm)])
    assert together(found, "a", "b")


@pytest.mark.parametrize("name", ["Công ty", "Cá nhân", ""])
def test_employers_that_name_nobody_link_nobody(advert: Advert, name: str) -> None:
    readings = [advert(f"a{n}", job, employer=name, site="bang-viec.example") for n, job in enumerate(JOBS)]
    assert len(set(linked(readings).brokers.values())) == len(JOBS)


def test_a_contact_in_very_many_adverts_makes_no_pairs_and_is_reported(advert: Advert) -> None:
    one = advert("a", f"{JOBS[0]} 0905112233")
    many = [one] + [type(one)(**{**_fields(one), "id": f"a{n}"}) for n in range(2_500)]
    found = linked(many)
    assert [shared.value for shared in found.learned] == ["0905112233"]
    assert not found.links


def _fields(reading: LinkReading) -> dict[str, object]:
    return {name: getattr(reading, name) for name in type(reading).__dataclass_fields__}


def crew(advert: Advert, name: str, count: int) -> list[LinkReading]:
    """Make a crew whose numbers are all tied to one another, two by two."""
    chance = random.Random(name)  # noqa: S311 - invented numbers
    phones = [f"09{chance.randrange(10**8):08d}" for _ in range(count)]
    pairs = [(phones[n], phones[(n + step) % count]) for n in range(count) for step in (1, 2)]
    return [advert(f"{name}{n}", f"{JOBS[0]} {one} hoặc {two}") for n, (one, two) in enumerate(pairs)]


def test_a_giant_is_cut_where_one_advert_ties_two_crews_and_reported(advert: Advert) -> None:
    first, second = crew(advert, "x", 24), crew(advert, "y", 24)
    numbers = [next(point.value for point in group[0].contacts if point.kind == "phone") for group in (first, second)]
    bridge = advert("bridge", f"{JOBS[3]} {numbers[0]} hoặc {numbers[1]}", day="2025-05-01")
    found = linked([*first, *second, bridge])
    assert together(found, *(one.id for one in first))
    assert not together(found, first[0].id, second[0].id)
    assert [sorted(cut.sizes) for cut in found.cuts] == [[24, 24]]
    assert "24" in found.cuts[0].sentence


def judged(a: str, b: str, verdict: str, day: int = 1) -> Judgement:
    made_at = datetime(2026, 1, day, tzinfo=UTC)
    return Judgement(a=a, b=b, verdict=verdict, made_at=made_at, id=f"{a}{b}{day}")  # type: ignore[arg-type]


def test_what_people_judge_the_same_is_one_and_so_is_what_follows(advert: Advert) -> None:
    readings = [advert(name, job) for name, job in zip("abcd", JOBS, strict=False)]
    found = linked(readings, judgements=[judged("a", "b", "same"), judged("b", "c", "same")])
    assert together(found, "a", "b", "c")
    assert not together(found, "a", "d")


def test_what_people_judge_different_stays_apart_though_a_number_links_it(advert: Advert) -> None:
    readings = [advert(name, f"{job} 0905112233") for name, job in zip("abc", JOBS, strict=False)]
    found = linked(readings, judgements=[judged("a", "b", "different")])
    assert not together(found, "a", "b")
    assert any(
        {link.a, link.b} == {"a", "b"} and link.held_by == "judgement" for link in found.suggestions
    ) or together(found, "b", "c")


def test_different_reaches_through_same(advert: Advert) -> None:
    readings = [advert(name, f"{job} 0905112233") for name, job in zip("abc", JOBS, strict=False)]
    found = linked(readings, judgements=[judged("a", "b", "same"), judged("b", "c", "different")])
    assert together(found, "a", "b")
    assert not together(found, "a", "c")


def test_the_newest_word_on_a_pair_counts_and_takes_the_older_back(advert: Advert) -> None:
    readings = [advert(name, job) for name, job in zip("ab", JOBS, strict=False)]
    judgements = [judged("a", "b", "same", 1), judged("b", "a", "different", 2)]
    assert not together(linked(readings, judgements=judgements), "a", "b")
    assert together(linked(readings, judgements=[*judgements, judged("a", "b", "same", 3)]), "a", "b")


def test_unsure_joins_nothing_and_is_not_suggested_again(advert: Advert) -> None:
    readings = [
        advert("firm", f"{NOTICE} Gọi 0904117882", employer=FIRM),
        advert("other", f"{NOTICE} Gọi 0566190127", employer=FIRM),
    ]
    assert linked(readings).suggestions
    assert not linked(readings, judgements=[judged("firm", "other", "unsure")]).suggestions


def test_a_cycle_of_contradictions_ends_and_is_reported(advert: Advert) -> None:
    readings = [advert(name, job) for name, job in zip("abcd", JOBS, strict=False)]
    ring = [judged("a", "b", "same", 1), judged("b", "c", "same", 2), judged("c", "d", "same", 3)]
    found = linked(readings, judgements=[*ring, judged("d", "a", "different", 4), judged("a", "c", "different", 5)])
    assert not together(found, "a", "d")
    assert not together(found, "a", "c")
    assert together(found, "a", "b")
    assert len(found.conflicts) >= 1
    assert all(one.judgement.verdict == "same" and one.sentence for one in found.conflicts)


def test_brokers_keep_their_ids_and_a_merge_says_what_became_of_the_other(advert: Advert) -> None:
    readings = [advert("a", f"{JOBS[0]} 0905112233"), advert("b", f"{JOBS[1]} 0905112233"), advert("c", JOBS[2])]
    known = {"a": "b-old", "b": "b-old", "c": "b-other"}
    found = linked(readings, known=known, judgements=[judged("b", "c", "same")])
    assert set(found.brokers.values()) == {"b-old"}
    assert [(one.was, one.into, one.members) for one in found.lineage] == [("b-other", "b-old", ("c",))]


def test_a_split_takes_a_merge_back_and_the_bigger_part_keeps_the_id(advert: Advert) -> None:
    readings = [advert(name, f"{job} 0905112233") for name, job in zip("abc", JOBS, strict=False)]
    known = dict.fromkeys("abc", "b-old")
    apart = [judged("a", "c", "different"), judged("b", "c", "different")]
    found = linked(readings, known=known, judgements=apart)
    assert found.brokers["a"] == found.brokers["b"] == "b-old"
    assert found.brokers["c"] != "b-old"
    assert [(one.was, one.members) for one in found.lineage] == [("b-old", ("c",))]


def test_fresh_adverts_join_brokers_as_they_would_in_a_run_on_everything(advert: Advert) -> None:
    old = [
        advert(f"a{n}", f"{JOBS[n % 7]} 09051122{n % 4}3 @tele_{n % 3}x", day=f"2025-03-{n + 1:02}") for n in range(12)
    ]
    new = [advert("z1", f"{JOBS[2]} 0905112213", day="2025-04-01"), advert("z2", JOBS[4], day="2025-04-02")]
    before = linked(old)
    fresh = linked([*old, *new], known=before.brokers, fresh={"z1", "z2"}, uses=contact_uses([*old, *new]))
    whole = linked([*old, *new], known=before.brokers)
    assert fresh.brokers == whole.brokers
    assert together(fresh, "z1", "a1")


def test_the_order_of_adverts_and_judgements_changes_nothing(advert: Advert) -> None:
    readings = [
        advert(f"a{n}", f"{JOBS[n % 7]} 09051122{n % 5}3 tele @nick_{n % 4}a", day=f"2025-03-{n % 9 + 1:02}")
        for n in range(20)
    ]
    judgements = [judged("a1", "a7", "different", 1), judged("a2", "a3", "same", 2)]
    first = linked(readings, judgements=judgements)
    shuffled = random.Random(7).sample(readings, len(readings))  # noqa: S311 - a fixed order
    second = linked(shuffled, judgements=judgements[::-1])
    assert first == second


def test_no_adverts_are_no_brokers() -> None:
    assert linked([]).brokers == {}


def test_probabilities_follow_from_weights_that_no_run_changes(advert: Advert) -> None:
    small = linked([advert("a", f"{JOBS[0]} 0905112233"), advert("b", f"{JOBS[1]} 0905112233")])
    big = linked([advert(f"a{n}", f"{JOBS[n % 7]} 0905112233") for n in range(30)])
    phone = {round(r.bits, 9) for link in (*small.links, *big.links) for r in link.reasons if r.comparison == "phone"}
    assert len(phone) == 1
    assert math.isfinite(phone.pop())


def test_a_toll_free_number_alone_links_nobody(advert: Advert) -> None:
    found = linked([advert("a", f"{JOBS[0]}, gọi 1900 6363"), advert("b", f"{JOBS[5]}, gọi 1900 6363")])
    assert not together(found, "a", "b")


def test_a_line_at_the_foot_of_other_peoples_adverts_is_learned_as_shared(advert: Advert) -> None:
    readings = [advert(f"a{n}", f"{job}, gọi 09051122{n}3\nCần giúp: 0799 111 222") for n, job in enumerate(JOBS[:5])]
    found = linked(readings)
    assert [one.value for one in found.learned] == ["0799111222"]
    assert len(set(found.brokers.values())) == len(readings)


def test_one_nickname_in_one_trade_ties_an_advert_without_a_number_and_not_two_with_numbers(advert: Advert) -> None:
    found = linked(
        [
            advert("a", "Ghe câu mực cần bạn đi biển hai mươi ngày. Ba Sển 0905112233"),
            advert("b", "Kiếm thợ máy đi biển rành máy cũ, chia phần rưỡi. Hỏi Ba Sển."),
            advert("c", "Tàu cá xa bờ thiếu đầu bếp, ăn chia theo chuyến. Gọi Ba Sển 0866777888"),
        ]
    )
    assert together(found, "a", "b") or together(found, "b", "c")
    assert not together(found, "a", "c")


def test_a_firms_warning_of_a_number_does_not_tie_it_to_the_impostor(advert: Advert) -> None:
    warning = "Hiện có đối tượng dùng số 0566 190 127 tự xưng là công ty. Tổng đài 0904117882, donglamha.vn"
    found = linked([advert("firm", warning), advert("other", f"{JOBS[1]} gọi 0566190127")])
    assert not together(found, "firm", "other")


def test_one_number_under_three_trade_names_is_one_brokers(advert: Advert) -> None:
    names = ("Việc Nhanh Xứ Đoài", "Nhân lực Đoài Phương", "Cung ứng Tây Đằng Xanh")
    adverts = [advert(name, f"{job} gọi 0905112233", employer=name) for name, job in zip(names, JOBS, strict=False)]
    assert together(linked(adverts), *names)
