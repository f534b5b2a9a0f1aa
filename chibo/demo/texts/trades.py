"""Fields of work of the cells: what a village, a school or a police post resolves, does and reports."""

from dataclasses import dataclass
from enum import StrEnum


class Trade(StrEnum):
    """What the people of a cell do for a living, as far as its meetings speak of it."""

    VILLAGE = "village"
    SCHOOL = "school"
    POLICE = "police"
    MILITARY = "military"
    HEALTH = "health"
    PARTY_OFFICE = "party_office"
    PEOPLE_OFFICE = "people_office"
    CREDIT = "credit"
    COOPERATIVE = "cooperative"


@dataclass(frozen=True, slots=True)
class Work:
    """One task: how it is resolved, its target, how it is reported and what somebody says about it."""

    task: str
    target: str
    result: str
    speech: str


WORKS: dict[Trade, tuple[Work, ...]] = {
    Trade.VILLAGE: (
        Work(
            "Vận động nhân dân hiến đất, chỉnh trang tuyến đường trục thôn",
            "giải phóng mặt bằng {n} m đường trước cuối tháng",
            "Đã có {n} m đường được giải phóng mặt bằng, còn hai hộ đang vận động",
            "Nhà tôi xin hiến trước 12 m² để bà con cùng làm theo; đề nghị cắm mốc rõ ràng để không ai thắc mắc.",
        ),
        Work(
            "Thu gom, phân loại rác tại hộ gia đình",
            "trên {n}% số hộ phân loại rác tại nguồn",
            "Đã có {n}% số hộ phân loại rác; điểm tập kết sạch hơn trước",
            "Xe gom rác đi muộn làm rác ùn ở đầu ngõ, đề nghị thống nhất lại giờ và báo trên loa thôn.",
        ),
        Work(
            "Tuyên truyền, vận động tham gia bảo hiểm y tế hộ gia đình",
            "nâng tỷ lệ tham gia lên {n}%",
            "Tỷ lệ tham gia bảo hiểm y tế đạt {n}%",
            "Nhiều hộ chưa mua vì đi làm xa, nên gọi điện cho từng nhà và hướng dẫn nộp qua mạng.",
        ),
        Work(
            "Hòa giải mâu thuẫn ở khu dân cư, không để phát sinh đơn thư vượt cấp",
            "hòa giải thành trên {n}% số vụ",
            "Tổ hòa giải giải quyết xong {n}% số vụ, không có đơn vượt cấp",
            "Việc tranh chấp lối đi giữa hai hộ cần mời cả hai bên cùng ra thực địa, tôi nhận cùng tổ hòa giải.",
        ),
        Work(
            "Chuyển đổi cơ cấu cây trồng, đưa giống lúa chất lượng cao vào sản xuất",
            "gieo cấy {n}% diện tích bằng giống chất lượng cao",
            "Đã gieo cấy {n}% diện tích bằng giống chất lượng cao, cây phát triển tốt",
            "Giống mới cho gạo ngon nhưng dễ đổ khi gặp mưa, cần hướng dẫn bà con bón phân đúng lịch.",
        ),
        Work(
            "Duy trì tổ tự quản về an ninh trật tự, lắp camera ở các ngã ba",
            "tổ tự quản tuần tra ít nhất ba buổi mỗi tuần, {n}% điểm trọng yếu có camera",
            "Tổ tự quản tuần tra đủ buổi, {n}% điểm trọng yếu đã có camera",
            "Từ khi có camera, nạn trộm vặt giảm hẳn; đề nghị mỗi xóm góp thêm một điểm nữa.",
        ),
    ),
    Trade.SCHOOL: (
        Work(
            "Nâng cao chất lượng giờ dạy, dự giờ và góp ý theo tổ chuyên môn",
            "{n}% giáo viên được dự giờ trong tháng",
            "Đã dự giờ {n}% giáo viên, góp ý cụ thể sau từng tiết",
            "Góp ý sau dự giờ nên làm ngay trong ngày, nói thẳng việc chưa được và cách sửa.",
        ),
        Work(
            "Phụ đạo học sinh còn yếu, bồi dưỡng học sinh có năng khiếu",
            "{n}% học sinh yếu tiến bộ sau kỳ kiểm tra",
            "{n}% học sinh yếu đã tiến bộ",
            "Tôi nhận kèm nhóm học sinh yếu môn Toán hai buổi mỗi tuần, không thu tiền.",
        ),
        Work(
            "Xây dựng trường học an toàn, phòng, chống bạo lực học đường",
            "{n}% lớp có quy tắc ứng xử do học sinh cùng lập",
            "{n}% lớp đã lập quy tắc ứng xử, không có vụ việc bạo lực",
            "Giáo viên chủ nhiệm cần nắm tâm lý học sinh qua gia đình, không chờ đến khi có việc.",
        ),
        Work(
            "Ứng dụng công nghệ thông tin trong quản lý, soạn giảng",
            "{n}% hồ sơ chuyên môn được quản lý bằng bản điện tử",
            "{n}% hồ sơ chuyên môn đã chuyển sang bản điện tử",
            "Các đồng chí lớn tuổi còn lúng túng, đề nghị tổ tin học hướng dẫn từng người một.",
        ),
        Work(
            "Phối hợp với cha mẹ học sinh giáo dục đạo đức, lối sống",
            "{n}% gia đình có liên lạc thường xuyên với giáo viên chủ nhiệm",
            "{n}% gia đình giữ liên lạc thường xuyên với giáo viên chủ nhiệm",
            "Buổi họp cha mẹ học sinh nên bàn một việc cụ thể, đừng chỉ đọc báo cáo.",
        ),
        Work(
            "Thực hiện quy chế dân chủ, công khai tài chính trong nhà trường",
            "công khai đủ các khoản, {n}% ý kiến được trả lời",
            "Đã công khai các khoản thu, chi; {n}% ý kiến được trả lời",
            "Bảng công khai nên đặt ở chỗ phụ huynh dễ đọc và ghi số điện thoại người trả lời.",
        ),
    ),
    Trade.POLICE: (
        Work(
            "Tuần tra, kiểm soát ban đêm trên các tuyến trọng điểm",
            "tuần tra đủ {n}% kế hoạch, giảm vi phạm trật tự công cộng",
            "Tuần tra đạt {n}% kế hoạch, không để xảy ra vụ việc phức tạp",
            "Tuyến ven đê vắng người, đề nghị phối hợp dân quân tuần tra chung vào cuối tuần.",
        ),
        Work(
            "Tuyên truyền phòng, chống lừa đảo qua mạng",
            "{n}% hộ dân nhận được tờ hướng dẫn",
            "{n}% hộ dân đã được hướng dẫn, ngăn được hai vụ chuyển tiền cho kẻ gian",
            "Người cao tuổi dễ bị lừa nhất, nên nói chuyện trực tiếp ở câu lạc bộ người cao tuổi.",
        ),
        Work(
            "Giải quyết thủ tục cư trú, định danh điện tử cho nhân dân",
            "{n}% hồ sơ trả trước hạn",
            "{n}% hồ sơ trả trước hạn, không có phản ánh về thái độ",
            "Cần bố trí một buổi tối mỗi tuần để người đi làm xa đến làm thủ tục.",
        ),
        Work(
            "Kiểm tra an toàn phòng cháy, chữa cháy tại hộ kinh doanh",
            "kiểm tra {n}% số hộ kinh doanh có nguy cơ",
            "Đã kiểm tra {n}% số hộ kinh doanh, yêu cầu khắc phục tại chỗ",
            "Nhiều hộ vừa ở vừa bán hàng chưa có lối thoát thứ hai, phải hướng dẫn làm ngay.",
        ),
        Work(
            "Quản lý, giúp đỡ người hoàn thành án phạt tù tái hòa nhập cộng đồng",
            "{n}% người được phân công giúp đỡ",
            "{n}% người đã có đảng viên nhận giúp đỡ, ba người có việc làm",
            "Quan trọng nhất là việc làm, đề nghị phối hợp với hợp tác xã nhận người.",
        ),
        Work(
            "Chấn chỉnh điều lệnh, văn hóa ứng xử trong tiếp dân",
            "{n}% ý kiến góp ý của nhân dân là hài lòng",
            "Lấy ý kiến nhân dân đạt {n}% hài lòng",
            "Tiếp dân phải đứng dậy chào và nói rõ hẹn ngày nào, đừng để bà con đi lại nhiều lần.",
        ),
    ),
    Trade.MILITARY: (
        Work(
            "Huấn luyện dân quân theo kế hoạch, bảo đảm an toàn",
            "quân số huấn luyện đạt {n}%",
            "Huấn luyện bảo đảm nội dung, quân số đạt {n}%",
            "Một số chiến sĩ đi làm xa, nên xếp thành hai đợt để không ai vắng.",
        ),
        Work(
            "Đăng ký, quản lý nguồn sẵn sàng nhập ngũ",
            "nắm chắc {n}% nguồn trên địa bàn",
            "Đã nắm chắc {n}% nguồn, hồ sơ đầy đủ",
            "Cần đến từng nhà gặp gia đình thanh niên, nói rõ chính sách và nguyện vọng.",
        ),
        Work(
            "Trực sẵn sàng chiến đấu, trực phòng, chống thiên tai",
            "trực đủ ca, phương tiện bảo đảm {n}% hệ số kỹ thuật",
            "Trực đủ ca; phương tiện bảo đảm {n}% hệ số kỹ thuật",
            "Hai máy bơm đã cũ, đề nghị kiểm tra trước mùa mưa để khỏi bị động.",
        ),
        Work(
            "Làm công tác dân vận, giúp gia đình chính sách",
            "huy động {n} ngày công giúp dân",
            "Đã huy động {n} ngày công giúp dân sửa đường, dọn vệ sinh",
            "Nên gắn ngày công với việc làm đường của các thôn để thấy rõ kết quả.",
        ),
        Work(
            "Quản lý kỷ luật, tư tưởng bộ đội địa phương và dân quân",
            "{n}% quân nhân chấp hành nghiêm, không có vi phạm",
            "{n}% chấp hành nghiêm kỷ luật, không có vi phạm",
            "Chỉ huy phải nắm hoàn cảnh từng đồng chí, có khó khăn thì báo chi bộ cùng giúp.",
        ),
        Work(
            "Tăng gia sản xuất, cải thiện đời sống",
            "tự túc {n}% rau xanh cho bếp ăn",
            "Đã tự túc {n}% rau xanh cho bếp ăn khi trực",
            "Khu vườn sau nhà trực còn trống, tôi nhận cùng hai đồng chí trồng thêm.",
        ),
    ),
    Trade.HEALTH: (
        Work(
            "Khám, lập hồ sơ sức khỏe điện tử cho người dân",
            "{n}% dân số có hồ sơ sức khỏe điện tử",
            "{n}% dân số đã có hồ sơ sức khỏe điện tử",
            "Khám tại nhà văn hóa thôn thì người cao tuổi dễ đến hơn, đề nghị xếp lịch theo thôn.",
        ),
        Work(
            "Tiêm chủng mở rộng an toàn, đúng lịch",
            "{n}% trẻ trong độ tuổi được tiêm đủ mũi",
            "Tiêm đủ mũi cho {n}% trẻ trong độ tuổi, an toàn",
            "Gia đình đi làm xa hay quên lịch, cần nhắn tin trước ba ngày.",
        ),
        Work(
            "Phòng, chống dịch bệnh theo mùa",
            "giám sát {n}% ca nghi mắc trong 24 giờ",
            "Đã giám sát {n}% ca nghi mắc trong 24 giờ, không có ổ dịch",
            "Diệt bọ gậy phải làm cùng một ngày ở các xóm, làm lẻ thì không có tác dụng.",
        ),
        Work(
            "Nâng cao y đức, thái độ phục vụ người bệnh",
            "{n}% người bệnh hài lòng khi được hỏi ý kiến",
            "{n}% người bệnh hài lòng khi được hỏi ý kiến",
            "Giờ cao điểm sáng thứ hai người bệnh chờ lâu, nên thêm một bàn tiếp đón.",
        ),
        Work(
            "Quản lý thuốc, vật tư; công khai giá dịch vụ",
            "kiểm kê {n}% danh mục thuốc hằng tháng",
            "Đã kiểm kê {n}% danh mục thuốc, không có thuốc quá hạn",
            "Sổ theo dõi thuốc nên đối chiếu hằng tuần thay vì cuối tháng.",
        ),
        Work(
            "Truyền thông dinh dưỡng, chăm sóc người cao tuổi",
            "{n}% người cao tuổi được khám định kỳ",
            "{n}% người cao tuổi đã được khám định kỳ",
            "Câu lạc bộ người cao tuổi rất cần người hướng dẫn tập thể dục, tôi xin nhận.",
        ),
    ),
    Trade.PARTY_OFFICE: (
        Work(
            "Tham mưu văn bản của Đảng ủy đúng thể thức, đúng thời hạn",
            "{n}% văn bản tham mưu đúng hạn",
            "{n}% văn bản tham mưu đúng hạn, không có văn bản phải thu hồi",
            "Văn bản trình ký sát giờ dễ sai, đề nghị gửi bản thảo trước một ngày làm việc.",
        ),
        Work(
            "Theo dõi, giúp các chi bộ nâng cao chất lượng sinh hoạt",
            "dự sinh hoạt ở {n}% chi bộ trong quý",
            "Đã dự sinh hoạt ở {n}% chi bộ, góp ý bằng văn bản",
            "Dự xong nên góp ý ngay với chi ủy, đừng để cuối quý mới tổng hợp.",
        ),
        Work(
            "Số hóa hồ sơ đảng viên, cập nhật cơ sở dữ liệu",
            "số hóa {n}% hồ sơ",
            "Đã số hóa {n}% hồ sơ, sửa các sai lệch ngày tháng",
            "Một số hồ sơ cũ thiếu ngày công nhận chính thức, cần đối chiếu với sổ gốc.",
        ),
        Work(
            "Tiếp dân, xử lý đơn thư thuộc thẩm quyền",
            "{n}% đơn thư được trả lời trong hạn",
            "{n}% đơn thư được trả lời trong hạn",
            "Trả lời cần viết ngắn, dễ hiểu, nêu rõ bước tiếp theo cho người gửi.",
        ),
        Work(
            "Kiểm tra, giám sát theo chương trình của năm",
            "hoàn thành {n}% cuộc theo kế hoạch",
            "Hoàn thành {n}% cuộc kiểm tra, giám sát theo kế hoạch",
            "Sau giám sát phải theo dõi việc sửa chữa, nếu không thì giám sát cũng bằng không.",
        ),
        Work(
            "Thực hành tiết kiệm điện, giấy, xăng xe ở cơ quan",
            "giảm chi thường xuyên {n} triệu đồng so với cùng kỳ",
            "Giảm chi {n} triệu đồng so với cùng kỳ",
            "Họp dùng tài liệu điện tử cả rồi, chỉ in cho đồng chí nào cần.",
        ),
    ),
    Trade.PEOPLE_OFFICE: (
        Work(
            "Giải quyết thủ tục hành chính tại bộ phận một cửa",
            "{n}% hồ sơ giải quyết trước và đúng hạn",
            "{n}% hồ sơ giải quyết trước và đúng hạn",
            "Hồ sơ đất đai hay chậm ở khâu đo đạc, cần hẹn ngày rõ và báo cho dân khi chậm.",
        ),
        Work(
            "Giải ngân vốn đầu tư công, giám sát chất lượng công trình",
            "giải ngân {n}% kế hoạch",
            "Đã giải ngân {n}% kế hoạch, hai công trình đưa vào sử dụng",
            "Đề nghị mời ban giám sát cộng đồng cùng nghiệm thu từng phần, không đợi xong mới mời.",
        ),
        Work(
            "Chuyển đổi số, nâng tỷ lệ hồ sơ trực tuyến",
            "{n}% hồ sơ nộp trực tuyến",
            "{n}% hồ sơ đã nộp trực tuyến",
            "Tổ công nghệ số ở thôn là chỗ dựa, cần tập huấn lại và có người trả lời khi vướng.",
        ),
        Work(
            "Quản lý đất đai, trật tự xây dựng",
            "kiểm tra {n}% vụ việc được phản ánh",
            "Đã kiểm tra {n}% vụ việc được phản ánh, lập biên bản bốn trường hợp",
            "Phải phát hiện từ lúc đào móng, để xây xong thì rất khó xử lý.",
        ),
        Work(
            "Chi trả chế độ, chính sách an sinh xã hội",
            "{n}% đối tượng nhận qua tài khoản",
            "{n}% đối tượng đã nhận qua tài khoản",
            "Người già yếu không có tài khoản thì cán bộ mang đến tận nhà, đừng bắt chờ.",
        ),
        Work(
            "Thực hiện quy chế dân chủ ở cơ quan, văn hóa công vụ",
            "{n}% công chức chấp hành giờ giấc, quy tắc ứng xử",
            "{n}% công chức chấp hành tốt, nhắc nhở hai trường hợp đi muộn",
            "Trưởng bộ phận phải làm gương trước, đi họp muộn thì khó nhắc người khác.",
        ),
    ),
    Trade.CREDIT: (
        Work(
            "Huy động vốn, cho vay đúng quy định, phục vụ sản xuất",
            "dư nợ cho vay sản xuất chiếm {n}%",
            "Dư nợ cho vay sản xuất chiếm {n}%",
            "Thủ tục vay cho hộ nhỏ còn nhiều giấy tờ, đề nghị rút bớt phần trùng lặp.",
        ),
        Work(
            "Thu hồi nợ quá hạn, kiểm soát nợ xấu",
            "thu hồi {n}% nợ quá hạn đến hạn xử lý",
            "Đã thu hồi {n}% nợ quá hạn đến hạn xử lý",
            "Đến nhà trao đổi sớm thì thu được, để lâu vừa mất vốn vừa mất lòng.",
        ),
        Work(
            "Bảo đảm an toàn kho quỹ, công nghệ",
            "kiểm tra {n}% điểm giao dịch hằng tháng",
            "Đã kiểm tra {n}% điểm giao dịch, an toàn",
            "Đề nghị đổi ca trực kho theo quý để tránh chủ quan.",
        ),
        Work(
            "Nâng cao thái độ phục vụ thành viên",
            "{n}% thành viên hài lòng",
            "{n}% thành viên được hỏi trả lời hài lòng",
            "Giao dịch viên nên giải thích lãi suất bằng ví dụ, nhiều bà con chưa rõ cách tính.",
        ),
        Work(
            "Công khai lãi suất, biểu phí; phòng ngừa tiêu cực",
            "{n}% hợp đồng được kiểm tra chéo",
            "Đã kiểm tra chéo {n}% hợp đồng, không phát hiện sai phạm",
            "Kiểm tra chéo phải đổi người kiểm tra, không để một người kiểm tra mãi một bộ phận.",
        ),
        Work(
            "Hỗ trợ an sinh xã hội tại địa phương",
            "ủng hộ {n} triệu đồng cho quỹ vì người nghèo",
            "Đã ủng hộ {n} triệu đồng cho quỹ vì người nghèo",
            "Nên giúp hộ nghèo con giống và cách làm, tiền chỉ là một phần.",
        ),
    ),
    Trade.COOPERATIVE: (
        Work(
            "Tổ chức dịch vụ làm đất, tưới tiêu phục vụ sản xuất",
            "{n}% diện tích được tưới tiêu kịp thời",
            "{n}% diện tích được tưới tiêu kịp thời",
            "Trạm bơm số 2 cần sửa trước vụ, để đến lúc hạn mới sửa thì không kịp.",
        ),
        Work(
            "Liên kết tiêu thụ nông sản cho thành viên",
            "bao tiêu {n}% sản lượng rau an toàn",
            "Đã bao tiêu {n}% sản lượng rau an toàn",
            "Giá thu mua phải niêm yết từ đầu vụ để thành viên yên tâm trồng.",
        ),
        Work(
            "Đưa cơ giới vào các khâu gieo cấy, thu hoạch",
            "cơ giới hóa {n}% diện tích",
            "Cơ giới hóa đạt {n}% diện tích",
            "Ruộng nhỏ máy khó vào, cần vận động bà con đổi ruộng cho liền thửa.",
        ),
        Work(
            "Thu nợ dịch vụ, công khai tài chính hợp tác xã",
            "thu {n}% công nợ dịch vụ",
            "Đã thu {n}% công nợ dịch vụ",
            "Hộ nào khó khăn thật thì cho giãn, nhưng phải đưa ra chi bộ bàn công khai.",
        ),
        Work(
            "Tập huấn kỹ thuật, phòng trừ sâu bệnh",
            "{n}% hộ thành viên được tập huấn",
            "{n}% hộ thành viên đã được tập huấn",
            "Tập huấn ngoài đồng dễ hiểu hơn trong hội trường, đề nghị làm ngay tại ruộng mẫu.",
        ),
        Work(
            "Phát triển thành viên mới, đảng viên trong hợp tác xã",
            "{n}% tổ sản xuất có đảng viên",
            "{n}% tổ sản xuất đã có đảng viên",
            "Có hai đồng chí trẻ làm ăn tốt, tôi đề nghị chi bộ bồi dưỡng để xem xét kết nạp.",
        ),
    ),
}
