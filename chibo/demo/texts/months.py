"""What every cell of a commune takes up in a month, by the calendar of a year."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MonthText:
    """One month: what is told, what everybody does, and what the chair stresses."""

    news: tuple[str, str]
    task: str
    target: str
    result: str
    stress: str


MONTHS: dict[int, MonthText] = {
    1: MonthText(
        (
            "Thông báo kết quả thực hiện nhiệm vụ năm trước và chương trình công tác năm của Đảng ủy xã.",
            "Phổ biến kế hoạch tổ chức Tết Nguyên đán, kỷ niệm ngày thành lập Đảng 03/02.",
        ),
        "Rà soát hộ khó khăn, gia đình chính sách để thăm hỏi, tặng quà dịp Tết",
        "100% gia đình chính sách được thăm hỏi trước Tết",
        "Đã rà soát, lập danh sách và tặng quà đủ các gia đình chính sách",
        "lo cho mọi nhà có Tết, giữ gìn an ninh trật tự, không đốt pháo trái phép",
    ),
    2: MonthText(
        (
            "Thông tin tình hình trong dịp Tết Nguyên đán trên địa bàn xã: vui tươi, an toàn, tiết kiệm.",
            "Phổ biến kế hoạch Tết trồng cây và lễ giao nhận quân của xã.",
        ),
        "Tổ chức Tết trồng cây, chăm sóc tuyến đường hoa",
        "trồng mới ít nhất 60 cây, mỗi đảng viên trồng một cây",
        "Đã trồng 68 cây, phân công từng nhóm chăm sóc",
        "bắt tay vào việc ngay từ ngày làm việc đầu năm, không để tháng giêng là tháng ăn chơi",
    ),
    3: MonthText(
        (
            "Thông báo kết quả giao nhận quân và tình hình sản xuất vụ xuân của xã.",
            "Phổ biến hướng dẫn về nâng cao chất lượng sinh hoạt chi bộ của Ban Tổ chức Trung ương.",
        ),
        "Ra quân làm sạch đường làng, khơi thông mương tiêu nhân Tháng Thanh niên",
        "mỗi gia đình đảng viên tham gia ít nhất một buổi",
        "Đã huy động gần 90 lượt người, khơi thông hơn 1,1 km mương",
        "nêu gương trong việc nhỏ, gắn học tập và làm theo Bác với việc làm hằng ngày",
    ),
    4: MonthText(
        (
            "Thông tin về kết quả quý I và nhiệm vụ quý II của Đảng bộ xã.",
            "Tuyên truyền kỷ niệm ngày Giải phóng miền Nam 30/4 và ngày Quốc tế Lao động 01/5.",
        ),
        "Tuyên truyền, treo cờ Tổ quốc dịp lễ; trực bảo đảm an ninh trật tự ngày nghỉ",
        "100% gia đình đảng viên treo cờ đúng quy định",
        "Đã treo cờ đủ, phân công trực hai ca mỗi ngày trong dịp nghỉ lễ",
        "đánh giá thẳng thắn việc chưa đạt của quý I, mỗi việc chậm phải có người nhận",
    ),
    5: MonthText(
        (
            "Thông báo kết luận của Đảng ủy xã sau kiểm tra việc duy trì sinh hoạt chi bộ.",
            "Tuyên truyền kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh 19/5.",
        ),
        "Mỗi đảng viên đăng ký một việc cụ thể học tập và làm theo Bác",
        "100% đảng viên có bản đăng ký được chi bộ góp ý",
        "Các đồng chí đã đăng ký, chi ủy phân công theo dõi từng việc",
        "đăng ký việc vừa sức, làm được, kiểm được",
    ),
    6: MonthText(
        (
            "Phổ biến phương án phòng, chống thiên tai và tìm kiếm cứu nạn của xã.",
            "Thông tin việc chuẩn bị sơ kết công tác sáu tháng đầu năm.",
        ),
        "Sơ kết sáu tháng, tự chấm điểm chất lượng sinh hoạt và đề ra việc khắc phục",
        "hoàn thành báo cáo sơ kết trước ngày 20 của tháng",
        "Đã hoàn thành báo cáo sơ kết, gửi Đảng ủy xã đúng hạn",
        "nhìn lại từng chỉ tiêu của nửa năm, chỉ tiêu nào chậm thì nêu rõ nguyên nhân",
    ),
    7: MonthText(
        (
            "Thông báo kết quả sáu tháng đầu năm và nhiệm vụ trọng tâm sáu tháng cuối năm.",
            "Phổ biến kế hoạch thăm, tặng quà nhân ngày Thương binh - Liệt sĩ 27/7.",
        ),
        "Chỉnh trang nghĩa trang liệt sĩ, thăm gia đình thương binh, liệt sĩ",
        "thăm đủ các gia đình chính sách, thắp nến tri ân tối 26/7",
        "Đã thăm đủ các gia đình; lễ thắp nến có đông đủ đoàn viên, đảng viên",
        "đền ơn đáp nghĩa là việc làm thường xuyên, không chỉ trong ngày 27/7",
    ),
    8: MonthText(
        (
            "Thông tin tình hình mưa bão, việc tiêu úng và giữ an toàn đê, cống trên địa bàn.",
            "Tuyên truyền kỷ niệm Cách mạng tháng Tám và Quốc khánh 02/9.",
        ),
        "Trực phòng, chống bão; vận động nhân dân chằng chống nhà cửa, cắt tỉa cây",
        "có danh sách hộ cần di chuyển và người giúp từng hộ",
        "Đã lập danh sách, mỗi hộ có hai đồng chí nhận giúp đỡ khi có bão",
        "chủ động từ sớm, không để bị động khi mưa bão về",
    ),
    9: MonthText(
        (
            "Thông báo kết quả khai giảng năm học mới và công tác khuyến học của xã.",
            "Phổ biến chỉ thị của Ban Bí thư về tiếp tục đổi mới sinh hoạt chi bộ.",
        ),
        "Vận động quỹ khuyến học, tặng quà học sinh có hoàn cảnh khó khăn",
        "không có học sinh phải nghỉ học vì hoàn cảnh gia đình",
        "Đã trao 24 suất quà, nhận đỡ đầu 3 cháu có hoàn cảnh khó khăn",
        "quan tâm việc học của các cháu là lo cho quê hương về lâu dài",
    ),
    10: MonthText(
        (
            "Thông tin kết quả chín tháng và việc rà soát các chỉ tiêu của năm.",
            "Phổ biến kế hoạch hưởng ứng ngày Chuyển đổi số quốc gia 10/10.",
        ),
        "Hướng dẫn người dân nộp hồ sơ trực tuyến, dùng dịch vụ công",
        "mỗi đảng viên hướng dẫn ít nhất hai người thân, hàng xóm",
        "Đã hướng dẫn 57 người nộp hồ sơ trực tuyến thành công",
        "cầm tay chỉ việc, nhất là với người cao tuổi",
    ),
    11: MonthText(
        (
            "Phổ biến kế hoạch tổ chức Ngày hội Đại đoàn kết toàn dân tộc 18/11.",
            "Thông tin hướng dẫn kiểm điểm, đánh giá tổ chức đảng, đảng viên cuối năm.",
        ),
        "Chuẩn bị Ngày hội Đại đoàn kết; bình xét gia đình văn hóa công khai",
        "trên 90% gia đình đạt danh hiệu gia đình văn hóa",
        "Ngày hội tổ chức đầm ấm, 93% gia đình đạt gia đình văn hóa",
        "đoàn kết phải thấy được trong việc chung của chi bộ",
    ),
    12: MonthText(
        (
            "Thông tin tiến độ các chỉ tiêu cuối năm và việc chuẩn bị tổng kết.",
            "Tuyên truyền kỷ niệm ngày thành lập Quân đội nhân dân 22/12.",
        ),
        "Kiểm điểm, đánh giá chất lượng chi bộ và đảng viên cuối năm",
        "100% đảng viên tự kiểm điểm bằng văn bản trước ngày 15",
        "Các đồng chí đã nộp bản kiểm điểm, chi ủy đã đọc và gợi ý",
        "tự phê bình thẳng thắn, xếp loại đúng thực chất",
    ),
}
