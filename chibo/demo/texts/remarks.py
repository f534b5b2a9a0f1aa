"""Short words that any meeting may need."""

ABSENCES = (
    "đi công tác",
    "ốm, đã báo chi ủy",
    "chăm người nhà nằm viện",
    "đi khám bệnh theo lịch hẹn",
    "trực cơ quan",
    "việc gia đình, đã xin phép",
    "đi học tập trung",
)
OPENINGS = (
    "Đồng chí chủ trì tuyên bố lý do, thông báo tình hình đảng viên và việc nộp đảng phí, thông qua chương trình.",
    "Đồng chí chủ trì nêu mục đích, yêu cầu của kỳ sinh hoạt; đảng phí đã thu đủ; chương trình được nhất trí.",
    "Đồng chí chủ trì nhắc lại các việc giao từ kỳ trước, thông báo đảng phí, thông qua chương trình.",
)
REVIEW_SPEECHES = (
    "Nhất trí với báo cáo. Việc chậm tháng trước là do giao cho nhiều người mà không rõ ai chịu trách nhiệm chính.",
    "Đề nghị báo cáo nêu tên người làm tốt và việc chưa xong, tránh nói chung chung.",
    "Tôi nhận phần việc còn dở và sẽ xong trước kỳ sinh hoạt tới.",
    "Kết quả tháng trước khá đều, nhưng cách kiểm tra giữa tháng chưa thành nếp.",
    "Chỉ tiêu đặt ra sát thực tế; nên giữ cách giao việc kèm ngày hoàn thành.",
    "Bà con hoan nghênh việc làm vừa qua, cần giữ đều chứ không làm theo đợt.",
)
CRITICISMS = (
    "Biểu dương đồng chí {praised} hoàn thành việc được giao trước hạn. Nhắc các đồng chí nhận tài liệu mà chưa đọc.",
    "Chi ủy tự nhận khuyết điểm chưa kiểm tra việc giữa tháng. Biểu dương đồng chí {praised} tích cực việc chung.",
    "Biểu dương đồng chí {praised}. Đồng chí chủ trì nhắc việc để điện thoại trong giờ họp.",
    "Các đồng chí thẳng thắn góp ý về giờ giấc; biểu dương đồng chí {praised} có ý kiến được tiếp thu.",
)
CLOSINGS = (
    "Thư ký đọc lại biên bản, các đồng chí dự họp nhất trí. Giao chi ủy chuẩn bị nội dung kỳ sau.",
    "Biên bản được đọc lại và thông qua. Kỳ sau đánh giá trước hết các việc chưa xong.",
    "Thư ký thông qua biên bản; đồng chí chủ trì nhắc thời hạn từng việc và người chịu trách nhiệm.",
)
GUEST_REMARKS = (
    "Đánh giá cao việc giao việc có người, có hạn. Đề nghị chi bộ tăng số đồng chí trẻ phát biểu.",
    "Ghi nhận nền nếp sinh hoạt của chi bộ; lưu ý gửi tài liệu sớm hơn cho các đồng chí đọc bản giấy.",
)
RESERVED = (
    "Chưa nên đặt chỉ tiêu này trong tháng vì trùng mùa vụ; đề nghị lùi sang tháng sau. Tôi chấp hành nghị quyết "
    "nhưng xin bảo lưu ý kiến."
)
COMMENTS = (
    "Mục chỉ tiêu nên ghi rõ con số và ngày hoàn thành để tháng sau dễ kiểm điểm.",
    "Đề nghị phân công thêm một đồng chí phối hợp, một người làm không kịp.",
    "Phần đánh giá còn nhẹ về hạn chế, nên nêu nguyên nhân chủ quan.",
    "Nên bổ sung ngày sơ kết để các đồng chí chủ động chuẩn bị.",
)
ANSWERS = (
    "Chi ủy tiếp thu, đã bổ sung vào dự thảo.",
    "Tiếp thu một phần; phần còn lại đưa ra thảo luận tại kỳ sinh hoạt.",
)
REMEDIES = (
    "Gửi tài liệu sớm hơn, gợi ý trước nội dung để nhiều đồng chí phát biểu.",
    "Kiểm tra việc được giao vào giữa tháng; nhắc các đồng chí dự họp đúng giờ.",
    "Phân công rõ người chịu trách nhiệm chính của từng việc.",
)
REPORTS_DONE = (
    "Đã hoàn thành đúng hạn, có ảnh chụp và danh sách kèm theo gửi chi ủy.",
    "Đã làm xong trước hạn; bà con đồng tình.",
    "Hoàn thành. Đề nghị chi bộ cho duy trì trong tháng sau.",
)
REPORTS_PARTLY = (
    "Đã làm được quá nửa, phần còn lại xin lùi một tuần vì thời tiết không thuận.",
    "Xong phần rà soát, chưa xong phần vận động; xin chi bộ cử thêm người.",
)
MOVED = "Trùng lịch họp của Đảng ủy xã nên lùi ngày sinh hoạt."
HURRIED = "Chuẩn bị chậm nên gửi sát ngày; đã báo thêm qua điện thoại."
CALLED_OFF = "Đồng chí báo cáo viên của Đảng ủy xã phải đi công tác; nội dung chuyển sang kỳ thường kỳ."
DRAFT_GIVEN_UP = "Ghi thiếu căn cứ; soạn lại từ đầu."
UNFINISHED = "Chi bộ đã trao đổi đủ các nội dung chính; sẽ bảo đảm thời lượng và số người dự ở kỳ sau."
