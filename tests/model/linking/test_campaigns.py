import random
from collections.abc import Callable

import pytest

from model.campaigns import CampaignIndex, group_campaigns, slots_side_by_side
from model.linking.records import LinkReading
from model.obfuscation import obfuscate, strip_accents

Advert = Callable[..., LinkReading]
OFFER = (
    "Xưởng gốm bên mình nhận người tô tượng tại nhà, cần {count} bạn khéo tay\n"
    "Mỗi tượng {wage}, tô xong xe tới tận nhà lấy và trả tiền ngay trong ngày\n"
    "Đặt cọc {fee} giữ màu và cọ, nghỉ làm trả lại đủ không thiếu một đồng\n"
    "Ai cũng làm được kể cả học sinh sinh viên, người lớn tuổi\n"
    "Liên hệ chị {name} {phone}"
)
LAW = (
    "Theo quy định hiện hành doanh nghiệp không được thu bất kỳ khoản tiền nào của người lao động trước khi ký "
    "hợp đồng, tiền dịch vụ chỉ nộp sau khi hợp đồng được đăng ký và được hoàn lại theo phần thời gian chưa làm nếu về "
    "nước không do lỗi của người lao động, mọi thắc mắc xin hỏi cơ quan lao động nơi cư trú để được hướng dẫn"
)


def offer(count: str = "15", wage: str = "7k", fee: str = "300k", name: str = "Bích", phone: str = "0905112233") -> str:
    return OFFER.format(count=count, wage=wage, fee=fee, name=name, phone=phone)


def grouped(advert: Advert, *texts: str) -> list[str]:
    places = group_campaigns([advert(f"a{number}", text) for number, text in enumerate(texts)])
    return [places[f"a{number}"].campaign for number in range(len(texts))]


def test_copies_that_differ_in_slots_only_are_one_campaign(advert: Advert) -> None:
    other = offer(count="8", wage="9.500đ", fee="450 ngàn", name="Vân", phone="0866.777.888")
    assert len(set(grouped(advert, offer(), other))) == 1


@pytest.mark.parametrize(
    "copy",
    [
        strip_accents(offer(phone="0866777888")),
        strip_accents(offer()).lower(),
        obfuscate(offer(fee="350k"), 3),
        "🔥🔥 TIN MỚI 🔥🔥\n" + offer() + "\nAi quan tâm thả tim mình nhắn lại nha cả nhà ơi",
        "\n".join(offer().split("\n")[:2] + offer().split("\n")[3:]),
        offer() + f"\n{LAW}",
    ],
    ids=["without accents", "small letters", "disguised", "words added", "a line dropped", "a paragraph added"],
)
def test_a_changed_copy_is_a_copy(advert: Advert, copy: str) -> None:
    assert len(set(grouped(advert, offer(), copy))) == 1


def test_a_paragraph_that_firms_share_joins_no_offers(advert: Advert) -> None:
    first = "Tuyển hộ lý làm viện dưỡng lão, lương 33.000 Đài tệ, học tiếng bốn tháng ở trung tâm công ty, phòng riêng"
    second = "Đơn hàng sơn tàu tại xưởng ven biển, nam dưới 40 tuổi, phụ cấp nóng mỗi tháng, thi tay nghề vào thứ bảy"
    assert len(set(grouped(advert, f"{first}. {LAW}", f"{second}. {LAW}"))) == 2


def test_short_texts_need_to_be_nearly_the_same(advert: Advert) -> None:
    assert len(set(grouped(advert, "Cần hai bạn phụ quán bún buổi sáng", "Cần hai bạn phụ quán cơm buổi tối"))) == 2


def test_a_tiny_text_is_a_copy_only_with_the_same_contact(advert: Advert) -> None:
    found = grouped(advert, "Tuyển nữ 0905112233", "Tuyển nữ 0866777888", "Tuyển nữ 0905.112.233")
    assert found[0] == found[2] != found[1]


@pytest.mark.parametrize("text", ["", "việc", "🔥", "0905112233"])
def test_a_text_of_one_word_is_alone_with_its_like(advert: Advert, text: str) -> None:
    assert len(set(grouped(advert, text, offer()))) == 2


def test_the_order_of_adverts_changes_nothing(advert: Advert) -> None:
    readings = [advert(f"a{n}", offer(count=str(n + 2)), day=f"2025-03-{n % 3 + 1:02}") for n in range(12)]
    readings += [advert(f"b{n}", f"{LAW} Tin số {n}", day="2025-03-02") for n in range(4)]
    shuffled = random.Random(5).sample(readings, len(readings))  # noqa: S311 - a fixed order
    assert group_campaigns(readings) == group_campaigns(shuffled)


def test_adding_an_advert_finds_its_campaign_and_moves_no_other(advert: Advert) -> None:
    old = [advert(f"a{n}", offer(fee=f"{n + 2}00k"), day=f"2025-03-0{n + 1}") for n in range(4)]
    index = CampaignIndex()
    before = [index.add(reading).campaign for reading in old]
    added = index.add(advert("z", offer(phone="0866777888"), day="2025-04-01"))
    assert added.campaign == before[0]
    assert [index.current(campaign) for campaign in before] == before


def test_an_index_restored_from_storage_keeps_the_ids_it_is_told(advert: Advert) -> None:
    index = CampaignIndex()
    index.add(advert("a", offer()), campaign="c-kept")
    assert index.add(advert("b", offer(count="40"))).campaign == "c-kept"


def between() -> tuple[str, str, str]:
    """Two texts that went apart, and the one between them."""
    lines = [
        "Nhận thợ phụ làm bánh ca đêm ở lò gần chợ Cũ",
        "bao cơm và chỗ ngủ sạch sẽ cho người ở xa",
        "trả công mỗi tuần vào thứ hai không sót đồng nào",
        "ai chưa biết nghề vẫn nhận vì có người chỉ dẫn",
        "lò nướng bằng điện nên không nóng như lò củi",
        "cuối năm được thưởng thêm nửa tháng và một giỏ quà",
    ]
    return " ".join(lines[:4]), " ".join(lines[2:]), " ".join(lines[1:5])


def halves() -> tuple[str, str, str]:
    """Two texts that are no copies, and one that is a copy of each."""
    first = "Nhận thợ phụ làm bánh ca đêm ở lò gần chợ, bao cơm và chỗ ngủ sạch sẽ, trả công mỗi tuần vào "
    first += "thứ hai, ai chưa biết nghề vẫn nhận vì có người lớn tuổi đứng cạnh chỉ dẫn từng bước"
    second = "Ai siêng năng thật thà đều nhận, không cần hồ sơ, tới thử việc một buổi rồi tính, hỏi chú Sáu đầu "
    second += "hẻm nha, nhớ mang theo dép và áo cũ vì bột mì bay trắng cả người chứ không sạch như văn phòng"
    return first, second, f"{first}. {second}"


def test_a_digest_of_several_offers_makes_them_no_one_offer(advert: Advert) -> None:
    first, second, both = halves()
    index = CampaignIndex()
    one, other = index.add(advert("a", first)).campaign, index.add(advert("b", second)).campaign
    digest = index.add(advert("c", f"{both}. {offer()}. {LAW}"))
    assert not digest.absorbs
    assert index.current(one) != index.current(other)


def test_a_bridge_makes_one_of_small_campaigns_and_says_so(advert: Advert) -> None:
    first, second, both = between()
    index = CampaignIndex()
    one, other = index.add(advert("a", first)).campaign, index.add(advert("b", second)).campaign
    assert one != other
    bridge = index.add(advert("c", both))
    assert {bridge.campaign, *bridge.absorbs} == {one, other}
    assert index.current(one) == index.current(other)


def test_a_bridge_between_big_campaigns_is_only_a_suggestion(advert: Advert) -> None:
    first, second, both = halves()
    index = CampaignIndex()
    for number in range(4):
        one = index.add(advert(f"a{number}", first)).campaign
        other = index.add(advert(f"b{number}", second)).campaign
    bridge = index.add(advert("c", both))
    assert {bridge.campaign, *bridge.bridges} == {one, other}
    assert not bridge.absorbs
    assert index.current(one) != index.current(other)


def test_a_campaign_with_a_decision_is_never_taken_into_another(advert: Advert) -> None:
    first, second, both = halves()
    plain = CampaignIndex()
    one, other = plain.add(advert("a", first)).campaign, plain.add(advert("b", second)).campaign
    index = CampaignIndex(decided={one, other})
    index.add(advert("a", first))
    index.add(advert("b", second))
    assert index.add(advert("c", both)).absorbs == ()


def test_the_template_is_shown_once_with_the_slots_side_by_side(advert: Advert) -> None:
    shown = advert("a", offer())
    copy = advert("b", strip_accents(offer(count="8", wage="9k", fee="450k", phone="0866 777 888")))
    page = slots_side_by_side([shown, copy], {"a": offer()})
    columns = dict(zip(page.slots, zip(page.members["a"], page.members["b"], strict=True), strict=True))
    assert columns["phone"] == ("0905112233", "0866 777 888")
    assert columns["count"] == ("15", "8")
    assert "Xưởng gốm bên mình nhận người tô tượng tại nhà, cần {1:count} bạn khéo tay" in page.template


def test_a_copy_with_another_head_and_foot_is_still_a_copy(advert: Advert) -> None:
    body = "\n".join(offer().split("\n")[1:4])
    first = f"Nhóm thợ gốm làng Hạ đang thiếu người phụ việc dịp này\n{body}\nHỏi chị Bích 0905112233 buổi tối"
    other = f"Chị em nào rảnh thì nhận thêm nghề tay trái nha cả nhà\n{body}\nNhắn zalo cô Vân 0866777888 kèm quê quán"
    assert len(set(grouped(advert, first, other))) == 1
