"""What people read of the model, in Vietnamese: one sentence an indicator, names of typologies and bands.

The score is a *dấu hiệu cần xác minh*, a sign to verify; no sentence here accuses.
"""

SENTENCES: dict[str, str] = {
    "asks_brokerage_fee": "Tin đòi người lao động trả tiền môi giới; luật cấm thu khoản này với bất kỳ mức nào.",
    "asks_deposit_where_none_is_lawful": "Tin đòi đặt cọc hoặc giữ chỗ cho thị trường không được thu tiền ký quỹ.",
    "asks_deposit_above_ceiling": "Tiền ký quỹ {asked} vượt mức trần {ceiling} của thị trường này.",
    "asks_security_for_domestic_job": "Tin đòi đặt cọc hoặc tiền bảo đảm để được nhận việc trong nước.",
    "asks_payment_to_be_hired": "Người xin việc phải nộp tiền hồ sơ, đào tạo, đồng phục hoặc thẻ trước khi làm.",
    "asks_selection_fee_for_work_abroad": (
        "Tin đòi tiền giữ chỗ hoặc tuyển chọn; việc tuyển chọn đi nước ngoài phải miễn phí."
    ),
    "service_fee_above_ceiling": (
        "Lương {wage} × {months} tháng = trần {ceiling}; tin đòi {asked}, vượt {excess} (quy đổi ước tính)."
    ),
    "travels_without_work_visa": (
        "Đường đi không phải bằng thị thực lao động: du lịch, thăm thân, thư mời, tiểu ngạch hoặc miễn thị thực."
    ),
    "leaves_within_days": "Hứa bay hoặc xuất cảnh trong ít ngày, nhanh hơn mọi đơn hàng hợp pháp.",
    "guarantees_success": "Cam kết chắc chắn đậu, bao visa hoặc có suất nội bộ.",
    "no_skill_asked_for_work_abroad": "Việc ở nước ngoài mà không cần biết tiếng, tay nghề hay kinh nghiệm.",
    "recruiter_takes_care_of_the_way": "Có người đón và lo toàn bộ đường đi tới nước có nhiều khu lừa đảo.",
    "recruits_for_compound_country": (
        "Tuyển người sang Campuchia, Myanmar hoặc Lào, nơi không có kênh hợp pháp cho loại tin này."
    ),
    "recruits_for_market_without_channel": (
        "Tuyển người sang nước mà theo nguồn thứ cấp năm 2025 (cần kiểm tra lại) "
        "chưa doanh nghiệp nào được phép đưa lao động đi."
    ),
    "names_no_enterprise_for_work_abroad": (
        "Tin tuyển đi nước ngoài mà không nêu doanh nghiệp, giấy phép hay cơ quan nào."
    ),
    "shows_no_licence_for_work_abroad": "Tin tuyển đi nước ngoài có thu tiền mà không nêu số giấy phép.",
    "offers_paid_tasks_with_top_up": (
        "Làm nhiệm vụ, đơn hàng trên mạng hưởng hoa hồng, phải ứng tiền trước hoặc được hoàn tiền sau ít phút."
    ),
    "offers_online_tasks": "Công việc là thả tim, đánh giá hoặc đặt đơn hàng trên mạng.",
    "offers_home_piecework": "Việc gia công đơn giản tại nhà, thường dùng để lừa tiền cọc.",
    "promises_high_pay_for_easy_work": "Việc được tả là nhẹ nhàng mà lương rất cao.",
    "offers_desk_work_in_compound_country": (
        "Việc đánh máy, chăm sóc khách, game hoặc casino tại nước có nhiều khu lừa đảo."
    ),
    "trades_in_organs_or_surrogacy": "Tìm người bán, hiến bộ phận cơ thể, trứng hoặc mang thai hộ để lấy tiền.",
    "arranges_marriage_abroad": "Mai mối kết hôn với người nước ngoài dưới dạng tin tuyển.",
    "wants_silent_couriers_or_accounts": "Tìm người chở hàng không được hỏi, hoặc cho thuê tài khoản ngân hàng.",
    "gives_advance_for_sea_work": "Việc đi biển kèm ứng tiền hoặc trả nợ giùm, dễ thành ràng buộc vì nợ.",
    "appeals_to_debtors": "Tin nhắm vào người đang nợ hoặc cần tiền gấp.",
    "keeps_original_papers": "Người lao động phải nộp lại bản gốc giấy tờ tuỳ thân, bằng cấp hoặc giấy tờ tài sản.",
    "seeks_minors_for_banned_place": "Tuyển người dưới 18 tuổi vào nơi cấm người chưa thành niên làm việc.",
    "seeks_minors_for_work_abroad": "Tuyển người dưới 18 tuổi đi làm việc ở nước ngoài.",
    "seeks_young_women_for_entertainment": (
        "Tuyển nữ trẻ, ngoại hình vào nơi giải trí, hứa tiền bo hoặc hứa không ép buộc."
    ),
    "moves_to_private_messenger": "Dẫn người xin việc sang Telegram, Signal hoặc WhatsApp.",
    "hides_the_employer": "Không nêu nơi tuyển dụng nào, chỉ có cách nhắn riêng.",
    "licence_number_not_in_register": "Số giấy phép nêu trong tin không có trong danh sách đã nhập. {said}",
    "imitates_licensed_enterprise": "Tên nêu trong tin dễ nhầm với một doanh nghiệp có phép. {said}",
    "number_and_name_differ": "Số và tên nêu trong tin không phải của cùng một doanh nghiệp. {said}",
    "licence_expired_or_suspended": "Giấy phép của doanh nghiệp nêu trong tin không còn dùng được. {said}",
    "pays_for_bringing_others": "Thưởng tiền cho ai dẫn thêm người (nơi tử tế cũng có, không đủ để kết luận).",
}

TYPOLOGIES: dict[str, str] = {
    "scam_compound": "Dụ vào tụ điểm lừa đảo",
    "unlicensed_overseas_broker": "Đưa đi nước ngoài không phép",
    "excess_or_illegal_fee": "Thu phí vượt mức, trái luật",
    "deposit_or_upfront_fee": "Đặt cọc, nộp tiền trước",
    "task_scam": "Lừa làm nhiệm vụ",
    "home_piecework": "Lừa gia công tại nhà",
    "brand_impersonation": "Mạo danh thương hiệu",
    "id_retention": "Giữ giấy tờ tuỳ thân",
    "underage_or_sexual_exploitation": "Bóc lột trẻ em, tình dục",
    "fishing_debt_bondage": "Lệ thuộc vì nợ trên tàu cá",
    "organ_surrogacy_marriage": "Bán tạng, mang thai hộ, môi giới hôn nhân",
    "money_mule_or_smuggling": "Thuê tài khoản, vận chuyển lậu",
    "fake_training": "Đào tạo, du học trá hình",
    "licence_lookalike": "Nhái doanh nghiệp có phép",
}
"""The same words as in the review app's catalogue; a test holds the two together."""

BANDS: dict[str, str] = {
    "high": "Cao",
    "medium": "Trung bình",
    "low": "Thấp",
    "not_enough_information": "Chưa đủ thông tin",
}
"""The same."""


def sentence_of(code: str, figures: dict[str, str] | None = None) -> str:
    """Return the sentence of an indicator with its figures filled in."""
    return SENTENCES[code].format(**(figures or {}))


def vnd(amount: int) -> str:
    """Write a sum as an inspector says it: 91,5 triệu đồng."""
    if amount >= 1_000_000:  # noqa: PLR2004 - a million
        return f"{amount / 1_000_000:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " triệu đồng"
    return f"{amount:,}".replace(",", ".") + " đồng"
