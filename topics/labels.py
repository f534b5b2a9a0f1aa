"""Vietnamese words for the codes of this app (after HD 42 and practice)."""

from chibo.core.labels import CONTESTED, DAY_REFUSALS, sentence_of
from chibo.rules.refusal import Refusal, RuleRefused
from topics.codes import TopicGroup

TOPIC_GROUPS = {
    TopicGroup.HO_CHI_MINH: "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    TopicGroup.PROFESSION: "Nâng cao trình độ chuyên môn, nghiệp vụ",
    TopicGroup.RESOLUTIONS: "Nâng cao chất lượng học tập nghị quyết",
    TopicGroup.IDEOLOGY: "Chống suy thoái, “tự diễn biến”, “tự chuyển hóa”",
    TopicGroup.PARTY_BUILDING: "Xây dựng, chỉnh đốn Đảng",
    TopicGroup.CORRUPTION: "Phòng, chống tham nhũng, lãng phí, tiêu cực",
    TopicGroup.COMMUNITY: "Gia đình văn hóa, nông thôn mới",
    TopicGroup.PERSONNEL: "Tổ chức, cán bộ, bảo vệ chính trị nội bộ",
    TopicGroup.ANNIVERSARY: "Kỷ niệm ngày lễ, truyền thống",
    TopicGroup.DRAFTS: "Góp ý dự thảo văn bản của cấp trên",
}

REFUSALS: dict[Refusal, str] = {
    Refusal.STALE: CONTESTED,
    **DAY_REFUSALS,
    Refusal.IN_USE: "Không bỏ được: đã có kỳ sinh hoạt về chuyên đề này.",
    Refusal.AUTHOR_NOT_ON_ROLL: "Đồng chí {name} không có trong danh sách của chi bộ này. Đồng chí chọn người khác.",
}


def refusal_sentences(refused: RuleRefused) -> list[str]:
    """What a refusal of this app tells a person."""
    return [sentence_of(refused, REFUSALS)]
