"""Topics of thematic meetings with what is said about them."""

from dataclasses import dataclass

from topics.codes import TopicGroup


@dataclass(frozen=True, slots=True)
class Theme:
    """One topic: the lead paper in short, two remarks, the conclusion and the task that follows."""

    title: str
    group: TopicGroup
    basis: str
    lead: str
    speeches: tuple[str, str]
    conclusion: str
    task: str


PLAN = "Kế hoạch sinh hoạt chuyên đề trong năm của Đảng ủy xã"
DIRECTIVE = "Chỉ thị 50-CT/TW ngày 23/7/2025 của Ban Bí thư"

THEMES: tuple[Theme, ...] = (
    Theme(
        "Nêu gương của đảng viên trong việc làng, việc nước",
        TopicGroup.HO_CHI_MINH,
        PLAN,
        "Báo cáo nêu ba việc dân mong đảng viên làm trước: đóng góp công khai, giữ vệ sinh, nói đi đôi với làm; "
        "chỉ ra bốn trường hợp đảng viên còn đứng ngoài việc chung trong năm.",
        (
            "Dân nhìn vào nhà đảng viên trước rồi mới nghe vận động. Tôi tự thấy có lúc còn ngại va chạm nên im lặng.",
            "Nên công khai việc đảng viên đăng ký ngay tại nhà văn hóa để bà con cùng theo dõi.",
        ),
        "Mỗi đảng viên đăng ký một việc nêu gương làm xong trong quý, chi ủy kiểm tra và báo cáo chi bộ.",
        "Tổng hợp bản đăng ký việc nêu gương của đảng viên, niêm yết ở nơi họp",
    ),
    Theme(
        "Nâng cao chất lượng sinh hoạt chi bộ theo Chỉ thị 50-CT/TW",
        TopicGroup.PARTY_BUILDING,
        DIRECTIVE,
        "Báo cáo so sánh mười một kỳ sinh hoạt gần đây: thời lượng, tỷ lệ dự, số người phát biểu; "
        "nguyên nhân chính là tài liệu gửi muộn và phân công chưa rõ người.",
        (
            "Tôi ít phát biểu vì nhận tài liệu sát giờ. Nếu gửi trước năm ngày, tôi đọc và chuẩn bị được.",
            "Đề nghị mỗi kỳ giao trước hai đồng chí chuẩn bị ý kiến, luân phiên hết lượt.",
        ),
        "Gửi tài liệu trước ít nhất ba ngày; mỗi kỳ giao hai đồng chí chuẩn bị ý kiến; theo dõi lượt phát biểu.",
        "Lập bảng luân phiên chuẩn bị ý kiến cho các kỳ sinh hoạt trong quý tới",
    ),
    Theme(
        "Thực hành tiết kiệm, chống lãng phí từ việc nhỏ",
        TopicGroup.CORRUPTION,
        PLAN,
        "Báo cáo nêu các khoản có thể bớt: điện nước nơi làm việc, hội họp, liên hoan; "
        "đề xuất năm việc làm ngay không tốn kinh phí.",
        (
            "Việc hiếu, việc hỉ còn mời nhiều, kéo dài. Tôi xin đăng ký tổ chức cho con gọn trong một ngày.",
            "Cần chỉ tiêu bằng số mới kiểm được, chẳng hạn giảm mười phần trăm tiền điện.",
        ),
        "Thống nhất năm việc tiết kiệm, có chỉ tiêu bằng số, kiểm lại sau ba tháng.",
        "Theo dõi năm việc tiết kiệm đã thống nhất, báo cáo sau ba tháng",
    ),
    Theme(
        "Đoàn kết, giúp đỡ hộ khó khăn, xây dựng gia đình văn hóa",
        TopicGroup.COMMUNITY,
        PLAN,
        "Báo cáo rà soát từng hộ khó khăn, nguyên nhân, nguyện vọng; đề xuất giúp theo từng hộ thay cho giúp đều.",
        (
            "Hộ thiếu lao động cần người giúp ngày công hơn là quà. Tôi nhận giúp một hộ cạnh nhà.",
            "Gia đình tôi cũng từng được giúp nên hiểu, giúp phải giữ thể diện cho người ta.",
        ),
        "Phân công đảng viên giúp từng hộ, ghi rõ việc và thời gian; báo cáo kết quả hằng tháng.",
        "Lập danh sách đảng viên nhận giúp từng hộ và lịch giúp",
    ),
    Theme(
        "Nhận diện, đấu tranh với thông tin sai trái trên mạng xã hội",
        TopicGroup.IDEOLOGY,
        PLAN,
        "Báo cáo nêu các dạng tin giả thường gặp ở địa phương, cách kiểm tra nguồn và trả lời người thân, hàng xóm.",
        (
            "Tôi từng chia sẻ một tin chưa kiểm chứng, sau phải gỡ và đính chính. Từ nay chỉ chia sẻ tin có nguồn.",
            "Nên có một đồng chí trẻ làm đầu mối để mọi người hỏi trước khi chia sẻ.",
        ),
        "Đảng viên không chia sẻ tin chưa rõ nguồn; cử một đồng chí làm đầu mối giải đáp.",
        "Làm đầu mối giải đáp, tổng hợp các tin sai lệch đã gặp trong quý",
    ),
    Theme(
        "Nâng cao chất lượng học tập nghị quyết của Đảng",
        TopicGroup.RESOLUTIONS,
        DIRECTIVE,
        "Báo cáo nêu thực trạng nghe nhiều, nhớ ít; đề xuất học theo câu hỏi, gắn mỗi nghị quyết với một việc cụ thể.",
        (
            "Học xong nên hỏi: chi bộ mình làm gì khác đi. Không trả lời được thì coi như chưa học.",
            "Tóm tắt một trang chữ to giúp đồng chí cao tuổi dễ theo dõi hơn.",
        ),
        "Mỗi nghị quyết học xong có một việc cụ thể của chi bộ, ghi vào nghị quyết tháng.",
        "Soạn bản tóm tắt một trang cho nghị quyết học trong quý tới",
    ),
    Theme(
        "Bồi dưỡng quần chúng ưu tú, tạo nguồn phát triển đảng viên",
        TopicGroup.PERSONNEL,
        PLAN,
        "Báo cáo rà soát nguồn: số quần chúng trong độ tuổi, lý do chưa tha thiết; đề xuất cử người giúp từng bạn.",
        (
            "Thanh niên đi làm xa nhiều, cần giữ liên lạc và giao việc phù hợp khi các cháu về.",
            "Tôi nhận giúp một đoàn viên đang hoạt động rất tích cực ở địa bàn.",
        ),
        "Phân công đảng viên chính thức giúp từng quần chúng; sáu tháng nhận xét một lần.",
        "Gặp gỡ, lập danh sách quần chúng ưu tú và người được phân công giúp",
    ),
    Theme(
        "Nâng cao năng lực chuyên môn, đổi mới cách làm việc",
        TopicGroup.PROFESSION,
        PLAN,
        "Báo cáo chỉ ra ba khâu chậm nhất trong công việc và cách cải tiến; mỗi khâu có người chịu trách nhiệm.",
        (
            "Khâu chậm nằm ở chỗ chờ nhau. Nếu ghi rõ ngày trả thì việc chạy hẳn.",
            "Tôi đề nghị mỗi tháng một buổi chia sẻ cách làm hay, ba mươi phút là đủ.",
        ),
        "Thống nhất ba cải tiến, mỗi cải tiến một người chịu trách nhiệm, đánh giá vào cuối quý.",
        "Theo dõi ba cải tiến đã thống nhất, báo cáo kết quả cuối quý",
    ),
    Theme(
        "Phát huy truyền thống cách mạng của quê hương",
        TopicGroup.ANNIVERSARY,
        PLAN,
        "Báo cáo kể lại truyền thống của địa phương qua tư liệu và lời kể của các đồng chí cao tuổi đảng.",
        (
            "Nghe các bác kể, tôi thấy lớp trẻ chúng tôi còn biết quá ít về quê hương mình.",
            "Nên ghi âm lời kể của các đồng chí cao tuổi để lưu giữ, tôi có thể giúp phần này.",
        ),
        "Ghi lại lời kể của các đồng chí cao tuổi đảng; tổ chức một buổi nói chuyện với đoàn viên, học sinh.",
        "Ghi âm, chép lại lời kể của các đồng chí cao tuổi đảng",
    ),
    Theme(
        "Góp ý dự thảo chương trình hành động của Đảng ủy xã",
        TopicGroup.DRAFTS,
        PLAN,
        "Báo cáo tóm tắt dự thảo, nêu bốn vấn đề xin ý kiến: giao thông, môi trường, cán bộ, chuyển đổi số.",
        (
            "Chỉ tiêu môi trường cần nói rõ nguồn lực, nếu không thì khó làm được.",
            "Phần chuyển đổi số nên có người hướng dẫn tận thôn, không chỉ tập huấn một lần.",
        ),
        "Tổng hợp các ý kiến, gửi Đảng ủy xã trong tuần.",
        "Tổng hợp ý kiến góp ý, gửi Đảng ủy xã",
    ),
)
