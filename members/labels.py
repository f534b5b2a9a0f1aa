"""Vietnamese words for the codes of this app."""

from chibo.core.labels import CONTESTED, DAY_REFUSALS, sentence_of
from chibo.rules.agendas import CellKind
from chibo.rules.census import Condition
from chibo.rules.powers import Role
from chibo.rules.refusal import Refusal, RuleRefused
from members.codes import LeavingReason, OrganizationKind, RowOutcome, Sex

ROLES: dict[Role, str] = {
    Role.MEMBER: "đảng viên",
    Role.SECRETARY: "bí thư",
    Role.DEPUTY_SECRETARY: "phó bí thư",
    Role.COMMITTEE_MEMBER: "chi ủy viên",
    Role.MINUTE_TAKER: "thư ký",
    Role.GROUP_LEADER: "tổ trưởng tổ đảng",
    Role.SUPERVISOR: "cấp ủy viên theo dõi",
    Role.OFFICER: "cán bộ cấp ủy cấp trên",
    Role.TECHNICIAN: "cán bộ kỹ thuật",
}

ORGANIZATION_KINDS = {OrganizationKind.COMMITTEE: "Đảng bộ", OrganizationKind.CELL: "Chi bộ"}

CELL_KINDS = {
    CellKind.VILLAGE: "Thôn, tổ dân phố",
    CellKind.OFFICE: "Cơ quan hành chính, đơn vị sự nghiệp",
    CellKind.STATE_COMPANY: "Doanh nghiệp nhà nước",
    CellKind.PRIVATE_COMPANY: "Doanh nghiệp tư nhân",
    CellKind.STUDENTS: "Học sinh, sinh viên",
    CellKind.ARMED_FORCES: "Lực lượng vũ trang",
}

SEXES = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}

CONDITIONS = {
    Condition.AWAY: "Sinh hoạt tạm thời nơi khác",
    Condition.VISITING: "Sinh hoạt tạm thời đến",
    Condition.EXEMPT: "Miễn công tác, sinh hoạt",
    Condition.REDUCED: "Giảm công tác, sinh hoạt",
    Condition.SUSPENDED: "Đình chỉ sinh hoạt",
}

LEAVING_REASONS = {
    LeavingReason.TRANSFERRED: "Chuyển sinh hoạt",
    LeavingReason.DIED: "Từ trần",
    LeavingReason.LEFT: "Ra khỏi Đảng",
}

ROW_OUTCOMES = {
    RowOutcome.NEW: "mới",
    RowOutcome.CHANGED: "thay đổi",
    RowOutcome.UNCHANGED: "không đổi",
    RowOutcome.REFUSED: "từ chối",
}

REFUSALS: dict[Refusal, str] = {
    Refusal.STALE: CONTESTED,
    **DAY_REFUSALS,
    Refusal.ACCOUNT_EXISTS: "Đồng chí {name} đã có tài khoản.",
    Refusal.ADMITTED_BEFORE_BIRTH: "Ngày vào Đảng phải sau ngày sinh.",
    Refusal.ADMITTED_TOO_YOUNG: (
        "Người vào Đảng phải đủ {age} tuổi (Điều lệ Đảng, Điều 1). Đồng chí xem lại ngày sinh và ngày vào Đảng; "
        "nếu hồ sơ ghi đúng như vậy thì để trống ngày sinh."
    ),
    Refusal.ALREADY_ADOPTED: "{number} đã được áp dụng vào ngày ấy hoặc sau ngày ấy. Đồng chí chọn ngày khác.",
    Refusal.ALREADY_ENDED: "Mục này đã kết thúc từ trước.",
    Refusal.ALREADY_ON_ROLL: "Đồng chí {name} đã có trong danh sách của {organization}.",
    Refusal.ALREADY_SET_UP: "Chương trình đã được thiết lập. Đồng chí đăng nhập để tiếp tục.",
    Refusal.CELL_WITHOUT_KIND: "Đồng chí chọn loại hình cho {name}.",
    Refusal.CODE_TAKEN: "Mã tổ chức {organization_code} đã được dùng cho tổ chức khác.",
    Refusal.CONDITION_OVERLAPS: "Đồng chí {name} đã có trạng thái này trong khoảng thời gian ấy.",
    Refusal.EMAIL_MISSING: "Đồng chí ghi địa chỉ thư điện tử, hoặc chọn cách liên hệ khác.",
    Refusal.ENDS_BEFORE_START: "Ngày kết thúc phải sau ngày bắt đầu.",
    Refusal.ENTERED_BEFORE_ADMISSION: "Ngày bắt đầu sinh hoạt tại chi bộ không được trước ngày vào Đảng.",
    Refusal.FIGURE_SET_LATER: "Đã có quy định riêng về mục này từ ngày {since}. Đồng chí chọn ngày sau ngày ấy.",
    Refusal.GROUP_MISSING: "Đồng chí chọn tổ đảng mà tổ trưởng phụ trách.",
    Refusal.GROUP_OF_ANOTHER_CELL: "{group} không thuộc chi bộ này.",
    Refusal.IMPORT_EXPIRED: "Bảng tải lên đã quá hạn hoặc đã được nhập. Đồng chí tải lại bảng.",
    Refusal.NO_NUMBER_LEFT: "Cấp này đã đủ số tổ chức trực thuộc.",
    Refusal.NOT_ISSUED_YET: "{number} ban hành ngày {issued_on}, không áp dụng trước ngày ấy.",
    Refusal.NOT_A_CELL: "{name} không phải là chi bộ, không có danh sách đảng viên riêng.",
    Refusal.HOLDER_NOT_ON_ROLL: "Đồng chí {name} không có trong danh sách của {organization} vào ngày ấy.",
    Refusal.NUMBER_TAKEN: "Số này đang ghi cho một người khác. Đồng chí kiểm tra lại.",
    Refusal.OWN_ACCOUNT: "Đồng chí không tự khóa tài khoản của mình.",
    Refusal.RECOGNIZED_BEFORE_ADMISSION: "Ngày chính thức không được trước ngày vào Đảng.",
    Refusal.ROLE_HELD: "Đồng chí {name} đang giữ chức vụ này.",
    Refusal.ROLE_NOT_ASSIGNED: "Việc này không được giao ở đây.",
    Refusal.SECRETARY_HELD: "{organization} đang có bí thư là đồng chí {name}. Đồng chí kết thúc chức vụ ấy trước.",
    Refusal.TERM_OUT_OF_ORDER: "Ngày kết thúc nhiệm kỳ phải sau ngày bắt đầu.",
    Refusal.TERM_TOO_LONG: "Nhiệm kỳ không dài quá {years} năm. Đồng chí xem lại năm đã ghi.",
    Refusal.TERM_OVERLAPS: "Thời gian này trùng với một nhiệm kỳ đã có.",
    Refusal.UNDER_A_CELL: "{name} là chi bộ, không có tổ chức trực thuộc.",
    Refusal.UNDER_ITSELF: "{name} không thể trực thuộc chính mình.",
    Refusal.UNKNOWN_FIGURE: "Không có mục quy định này.",
    Refusal.UNKNOWN_INSTRUMENT: "Không có văn bản này trong danh sách gợi ý.",
    Refusal.USERNAME_TAKEN: "Tên đăng nhập {username} đã có người dùng. Đồng chí chọn tên khác.",
    Refusal.VISITING_IS_MEMBERSHIP: "Sinh hoạt tạm thời đến được ghi khi đưa đồng chí ấy vào danh sách chi bộ.",
    Refusal.WITHDRAWN_BEFORE_ADOPTED: (
        "Văn bản này áp dụng từ ngày {since}. Đồng chí chọn ngày thôi áp dụng từ ngày ấy trở đi."
    ),
    Refusal.WRONG_FIGURE: "Giá trị không đúng. Đồng chí ghi số nguyên, hoặc phân số như 9/10 với các tỷ lệ.",
}


def refusal_sentences(refused: RuleRefused) -> list[str]:
    """What a refusal of this app tells a person."""
    return [sentence_of(refused, REFUSALS)]
