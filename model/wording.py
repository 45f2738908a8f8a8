"""What people read of the model, in Vietnamese: one sentence an indicator, names of typologies and bands.

The score is a *dấu hiệu cần xác minh*, a sign to verify; no sentence here accuses.
"""

NO_SERVICE_FEE = "Theo bảng mức trần, thị trường hoặc công việc này không được thu tiền dịch vụ của người lao động"
"""Begins the sentence of a service fee where the table of ceilings allows none."""

SENTENCES: dict[str, str] = {
    "asks_brokerage_fee": (
        "Tin đòi người lao động trả tiền môi giới; luật cấm thu khoản này với bất kỳ mức nào{reckoned}."
    ),
    "asks_deposit_where_none_is_lawful": "Tin đòi đặt cọc hoặc giữ chỗ cho thị trường không được thu tiền ký quỹ.",
    "asks_deposit_above_ceiling": "Tiền ký quỹ {asked} vượt mức trần {ceiling} của thị trường này.",
    "asks_security_for_domestic_job": "Tin đòi đặt cọc hoặc tiền bảo đảm để được nhận việc trong nước.",
    "asks_payment_to_be_hired": "Người xin việc phải nộp tiền hồ sơ, đào tạo, đồng phục hoặc thẻ trước khi làm.",
    "asks_selection_fee_for_work_abroad": (
        "Tin đòi tiền giữ chỗ hoặc tuyển chọn; việc tuyển chọn đi nước ngoài phải miễn phí."
    ),
    "service_fee_above_ceiling": "{reckoned}; tin đòi {asked}{excess}.",
    "travels_without_work_visa": (
        "Đường đi không phải bằng thị thực lao động: du lịch, thăm thân, thư mời hoặc miễn thị thực."
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
    "offers_desk_work_on_the_way_to_compounds": (
        "Việc gõ máy, trực chat, bán hàng trên mạng tại nước mà báo chí nêu là đường sang tụ điểm lừa đảo."
    ),
    "trades_in_organs_or_surrogacy": "Tìm người bán, hiến bộ phận cơ thể, trứng hoặc mang thai hộ để lấy tiền.",
    "arranges_marriage_abroad": "Mai mối kết hôn với người nước ngoài dưới dạng tin tuyển.",
    "wants_silent_couriers": "Tìm người chở, bốc hàng không được hỏi, qua biên giới hoặc phải kín miệng.",
    "gives_advance_for_sea_work": "Việc đi biển kèm ứng tiền hoặc trả nợ giùm, dễ thành ràng buộc vì nợ.",
    "appeals_to_debtors": "Tin nhắm vào người đang nợ hoặc cần tiền gấp.",
    "keeps_original_papers": "Người lao động phải nộp lại bản gốc giấy tờ tuỳ thân, bằng cấp hoặc giấy tờ tài sản.",
    "seeks_minors_for_banned_place": "Tuyển người dưới 18 tuổi vào nơi hoặc việc cấm người chưa thành niên làm.",
    "seeks_minors_for_work_abroad": "Tuyển người dưới 18 tuổi đi làm việc ở nước ngoài.",
    "seeks_young_women_for_entertainment": (
        "Tuyển nữ trẻ, ngoại hình vào nơi giải trí, hứa tiền bo hoặc hứa không ép buộc."
    ),
    "moves_to_private_messenger": "Dẫn người xin việc sang Telegram, Signal hoặc WhatsApp.",
    "hides_the_employer": "Không nêu nơi tuyển dụng nào, chỉ có cách nhắn riêng.",
    "money_to_a_personal_account": "Tiền được yêu cầu chuyển vào tài khoản của một cá nhân.",
    "pays_before_the_contract": "Phải nộp tiền đi nước ngoài trước khi có hợp đồng: làm hồ sơ, phỏng vấn, giữ suất.",
    "collects_at_branch": "Tin thu tiền hoặc ký hợp đồng tại chi nhánh, nơi không được làm hai việc này.",
    "takes_debt_from_wages": "Tiền ứng, vé hoặc phí được cho nợ rồi trừ vào lương, dễ thành ràng buộc vì nợ.",
    "sells_the_start_of_work": "Phải mua bộ sản phẩm, gói dụng cụ hoặc kích hoạt mới được nhận việc.",
    "charges_what_the_employer_pays": (
        "Tin thu vé, visa, giấy phép hoặc tiền khám của thị trường mà bên sử dụng lao động phải trả."
    ),
    "names_one_price_for_everything": (
        "Chi phí đi nước ngoài nêu trọn một giá, không tách tiền dịch vụ (nơi hợp pháp cũng có, không đủ để kết luận)."
    ),
    "charges_for_state_programme": (
        "Tin bán suất, dịch vụ của chương trình Hàn Quốc mà theo nguồn thứ cấp (cần kiểm tra lại) "
        "chỉ cơ quan nhà nước được tuyển (EPS, thời vụ)."
    ),
    "fines_for_leaving": "Nghỉ giữa chừng thì bị phạt, mất tiền, hoặc chưa trừ hết nợ thì chưa được về.",
    "withholds_wages": "Lương bị giữ lại một phần, hoặc rất lâu mới trả một lần.",
    "isolates_the_worker": "Người làm bị hạn chế ra ngoài hoặc phải gửi lại điện thoại.",
    "wants_secrecy": "Tin dặn giữ kín việc này, hoặc dặn cách trả lời khi có người hỏi.",
    "underpays_probation": "Thử việc không lương hoặc hưởng dưới mức tối thiểu so với lương của công việc.",
    "pays_below_minimum_wage": "Lương cao nhất nêu trong tin thấp hơn lương tối thiểu của mọi vùng.",
    "works_minors_too_long": "Nhận người dưới 18 tuổi mà giờ làm mỗi ngày dài hơn mức cho phép.",
    "promises_wage_above_market": "Lương hứa cao hơn hẳn mức thường gặp ở nước đó (số tham khảo, cần kiểm tra lại).",
    "crosses_border_unofficially": "Đường đi qua biên giới bằng lối mòn, qua sông hoặc không cần giấy tờ.",
    "recruits_at_border_gate": "Việc văn phòng, trực tuyến ngay cửa khẩu, có người đón hoặc ăn ở trong khu.",
    "recruits_for_compound_place": "Nơi làm là địa danh mà báo chí gắn với tụ điểm lừa đảo (nguồn thứ cấp).",
    "promises_settlement_abroad": "Hứa định cư, nhập tịch hoặc đưa cả gia đình theo cùng việc làm ở nước ngoài.",
    "offers_many_countries": "Một tin tuyển người đi ba nước trở lên (nơi hợp pháp cũng có, không đủ để kết luận).",
    "persuades_to_stay_on": "Tin gợi ý ở lại hoặc bỏ ra ngoài làm trái quy định của nước đến.",
    "recruits_for_banned_work_abroad": "Công việc thuộc loại cấm đưa người lao động đi làm ở nước ngoài.",
    "asks_photos_of_identity_card": "Yêu cầu gửi ảnh giấy tờ tuỳ thân qua tin nhắn trước khi gặp.",
    "wants_bank_account_of_worker": "Việc là cho mượn tài khoản, thẻ, tên hoặc mã ngân hàng, nhận và chuyển tiền hộ.",
    "names_brand_with_private_contact": (
        "Nêu tên một hãng hoặc ngân hàng lớn mà liên hệ qua hộp thư miễn phí, Telegram hoặc WhatsApp."
    ),
    "names_state_body_with_private_contact": "Nêu tên cơ quan nhà nước mà tiền hoặc hồ sơ gửi về cho cá nhân.",
    "shows_business_number_as_licence": (
        "Giấy đăng ký kinh doanh hoặc hợp đồng tư vấn thị thực được nêu thay giấy phép đưa lao động đi nước ngoài."
    ),
    "offers_typing_at_home": "Việc gõ, nhập liệu hoặc dịch tại nhà, thường dùng để thu phí trước.",
    "pays_by_the_day_for_work_at_home": "Việc tại nhà, trên mạng mà trả tiền theo ngày hoặc trả ngay.",
    "seeks_child_models_for_a_fee": "Tìm mẫu nhí kèm khoá học, bộ ảnh, nhiệm vụ hoặc khoản phải nộp.",
    "seats_women_with_guests": "Tuyển nữ để ngồi, uống hoặc đi cùng khách.",
    "sells_papers_without_exam": "Nhận lo bằng lái hoặc chứng chỉ mà không cần thi.",
    "poses_as_somebody_else": "Việc là gọi, nhắn cho người khác dưới danh nghĩa cơ quan, ngân hàng, người quen.",
    "works_under_anothers_licence": "Nơi tuyển dùng giấy phép của doanh nghiệp khác, hoặc hẹn gửi số giấy phép sau.",
    "takes_deposit_in_hand": "Tiền ký quỹ thu tiền mặt hoặc nơi tuyển giữ, không vào tài khoản phong toả.",
    "enterprise_not_in_register": "Tên doanh nghiệp nêu trong tin không có trong danh bạ đã nhập. {said}",
    "branch_collects_money": "Tin của chi nhánh mà có thu tiền của người lao động. {said}",
    "licence_number_not_in_register": "Số giấy phép nêu trong tin không có trong danh bạ đã nhập. {said}",
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
