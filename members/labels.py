"""Vietnamese words for the codes of this app."""

from chibo.rules.agendas import CellKind
from chibo.rules.census import Condition
from chibo.rules.powers import Role
from chibo.rules.refusal import RuleRefused
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

REFUSALS: dict[str, str] = {
    "account_exists": "Đồng chí {name} đã có tài khoản.",
    "admitted_before_birth": "Ngày vào Đảng phải sau ngày sinh.",
    "admitted_in_future": "Ngày vào Đảng không được sau hôm nay.",
    "already_ended": "Mục này đã kết thúc từ trước.",
    "already_on_roll": "Đồng chí {name} đã có trong danh sách của {organization}.",
    "already_set_up": "Chương trình đã được thiết lập. Đồng chí đăng nhập để tiếp tục.",
    "cell_without_kind": "Đồng chí chọn loại hình cho {name}.",
    "code_taken": "Mã tổ chức {organization_code} đã được dùng cho tổ chức khác.",
    "condition_overlaps": "Đồng chí {name} đã có trạng thái này trong khoảng thời gian ấy.",
    "email_missing": "Đồng chí ghi địa chỉ thư điện tử, hoặc chọn cách liên hệ khác.",
    "ends_before_start": "Ngày kết thúc phải sau ngày bắt đầu.",
    "figure_set_later": "Đã có quy định riêng về mục này từ ngày {since}. Đồng chí chọn ngày sau ngày ấy.",
    "group_missing": "Đồng chí chọn tổ đảng mà tổ trưởng phụ trách.",
    "group_of_another_cell": "{group} không thuộc chi bộ này.",
    "import_expired": "Bảng tải lên đã quá hạn hoặc đã được nhập. Đồng chí tải lại bảng.",
    "no_number_left": "Cấp này đã đủ số tổ chức trực thuộc.",
    "not_a_cell": "{name} không phải là chi bộ, không có danh sách đảng viên riêng.",
    "not_on_roll": "Đồng chí {name} không có trong danh sách của {organization} vào ngày ấy.",
    "number_taken": "Số này đang ghi cho một người khác. Đồng chí kiểm tra lại.",
    "own_account": "Đồng chí không tự khóa tài khoản của mình.",
    "recognized_before_admission": "Ngày chính thức không được trước ngày vào Đảng.",
    "role_held": "Đồng chí {name} đang giữ chức vụ này.",
    "role_not_assigned": "Việc này không được giao ở đây.",
    "secretary_held": "{organization} đang có bí thư là đồng chí {name}. Đồng chí kết thúc chức vụ ấy trước.",
    "term_out_of_order": "Ngày kết thúc nhiệm kỳ phải sau ngày bắt đầu.",
    "term_overlaps": "Thời gian này trùng với một nhiệm kỳ đã có.",
    "under_a_cell": "{name} là chi bộ, không có tổ chức trực thuộc.",
    "under_itself": "{name} không thể trực thuộc chính mình.",
    "unknown_figure": "Không có mục quy định này.",
    "username_taken": "Tên đăng nhập {username} đã có người dùng. Đồng chí chọn tên khác.",
    "visiting_is_membership": "Sinh hoạt tạm thời đến được ghi khi đưa đồng chí ấy vào danh sách chi bộ.",
    "wrong_figure": "Giá trị không đúng. Đồng chí ghi số nguyên, hoặc phân số như 9/10 với các tỷ lệ.",
}


def refusal_sentences(refused: RuleRefused) -> list[str]:
    """What a refusal of this app tells a person."""
    return [REFUSALS[refused.code].format(**refused.detail)]
