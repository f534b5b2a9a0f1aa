"""Vietnamese words for the codes of this app."""

from chibo.rules.census import Condition
from chibo.rules.powers import Role
from members.codes import CellKind, LeavingReason, OrganizationKind, Sex

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
