"""Vietnamese words for the codes of this app: states, steps, and the sentence of every refusal."""

from chibo.core.labels import REFUSALS as LETTER_REFUSALS
from chibo.rules.agendas import ItemKind
from chibo.rules.assigning import Progress
from chibo.rules.census import Condition, Mark, Standing
from chibo.rules.periods import MeetingKind
from chibo.rules.refusal import RuleRefused
from chibo.rules.scoring import CRITERIA, Rating
from chibo.rules.voting import Matter
from chibo.rules.workflow import Action, Advice, MeetingState, Need
from meetings.codes import Disposition, DraftKind, SpeechKind

KINDS = {
    MeetingKind.REGULAR: "Sinh hoạt thường kỳ",
    MeetingKind.THEMATIC: "Sinh hoạt chuyên đề",
    MeetingKind.COMMITTEE: "Họp chi ủy",
    MeetingKind.EXTRAORDINARY: "Sinh hoạt bất thường",
}
STATES = {
    MeetingState.PLANNED: "Đang chuẩn bị",
    MeetingState.CIRCULATED: "Đã gửi tài liệu",
    MeetingState.IN_SESSION: "Đang họp",
    MeetingState.HELD: "Đã họp, chưa khóa biên bản",
    MeetingState.LOCKED: "Đã khóa biên bản",
    MeetingState.CANCELLED: "Đã hủy",
}
ITEM_KINDS = {
    ItemKind.INFORMATION: "Thông tin",
    ItemKind.DISCUSSION: "Thảo luận",
    ItemKind.DECISION: "Biểu quyết",
}
DRAFT_KINDS = {DraftKind.RESOLUTION: "Dự thảo nghị quyết", DraftKind.PAPER: "Tài liệu"}
DISPOSITIONS = {
    Disposition.ACCEPTED: "Tiếp thu",
    Disposition.PARTLY: "Tiếp thu một phần",
    Disposition.NOT_ACCEPTED: "Không tiếp thu",
}
SPEECH_KINDS = {SpeechKind.SPEECH: "Ý kiến phát biểu", SpeechKind.RESERVED: "Ý kiến bảo lưu"}
PROGRESS = {
    Progress.OPEN: "Chưa báo cáo",
    Progress.DONE: "Hoàn thành",
    Progress.PARTLY: "Hoàn thành một phần",
    Progress.NOT_DONE: "Chưa hoàn thành",
}
MARKS = {
    Mark.PRESENT: "Có mặt",
    Mark.EXCUSED: "Vắng có lý do",
    Mark.UNEXCUSED: "Vắng không lý do",
}
STANDINGS = {Standing.OFFICIAL: "Chính thức", Standing.PROBATIONARY: "Dự bị"}
CONDITIONS = {
    Condition.AWAY: "sinh hoạt tạm thời nơi khác",
    Condition.VISITING: "sinh hoạt tạm thời đến",
    Condition.EXEMPT: "miễn sinh hoạt",
    Condition.REDUCED: "giảm sinh hoạt",
    Condition.SUSPENDED: "đình chỉ sinh hoạt",
}
MATTERS = {
    Matter.AGENDA: "Thông qua chương trình",
    Matter.RESOLUTION: "Thông qua nghị quyết",
    Matter.ADMISSION: "Đề nghị kết nạp đảng viên",
    Matter.RECOGNITION: "Công nhận đảng viên chính thức",
    Matter.STRIKING_OFF: "Xóa tên đảng viên",
    Matter.MINUTES: "Thông qua biên bản",
}
RATINGS = {Rating.GOOD: "Tốt", Rating.FAIR: "Khá", Rating.AVERAGE: "Trung bình", Rating.POOR: "Kém"}
CRITERION_TITLES = {row.code: row.title for row in CRITERIA}

NEEDS = {
    Need.AGENDA: "Chương trình chưa có nội dung nào.",
    Need.PLACE: "Chưa ghi địa điểm.",
    Need.CHAIR: "Chưa có người chủ trì.",
    Need.MINUTE_TAKER: "Chưa cử thư ký.",
    Need.ROLL_CALL: "Chưa điểm danh xong.",
    Need.ENDED: "Chưa ghi giờ kết thúc.",
    Need.READ_BACK: "Biên bản chưa được đọc lại và thông qua.",
    Need.MINUTES_LOCKED: "Biên bản kỳ sinh hoạt chưa khóa.",
    Need.VOTE_CARRIED: "Nghị quyết chưa được biểu quyết thông qua.",
    Need.TEXT: "Nghị quyết chưa có nội dung.",
    Need.SIGNER: "Chưa chọn người ký.",
    Need.TERM: "Ngày ban hành không nằm trong nhiệm kỳ nào của chi bộ.",
}
ADVICE = {
    Advice.LEAD_TIME: "Gửi muộn hơn hạn quy định trước kỳ sinh hoạt.",
    Advice.PRESENTERS: "Còn nội dung chưa có người trình bày.",
    Advice.COMMITTEE_AGREED: "Chưa ghi nhận chi ủy thống nhất nội dung.",
    Advice.PLANNED_TIME: "Tổng thời gian dự kiến ngắn hơn mức tối thiểu.",
    Advice.DRAFTS: "Chưa có tài liệu hay dự thảo nào để gửi.",
    Advice.CIRCULATED: "Chương trình và tài liệu chưa được gửi cho đảng viên.",
    Advice.QUORUM: "Số đảng viên chính thức có mặt thấp hơn mức khuyến nghị.",
    Advice.DURATION: "Buổi sinh hoạt ngắn hơn mức tối thiểu.",
    Advice.CONCLUSIONS: "Còn nội dung chưa có kết luận.",
    Advice.NOT_PAST: "Thời gian đã chọn ở trong quá khứ.",
    Advice.RIGHT_PERIOD: "Ngày đã chọn không nằm trong tháng (quý) của kỳ sinh hoạt này.",
    Advice.USUAL_DAYS: "Ngày đã chọn sau tuần đầu của tháng.",
}
ACTIONS = {
    Action.EDIT: "soạn chương trình",
    Action.MOVE: "đổi thời gian",
    Action.COMMENT: "góp ý",
    Action.CIRCULATE: "gửi tài liệu",
    Action.OPEN: "bắt đầu buổi sinh hoạt",
    Action.RECORD: "ghi diễn biến",
    Action.CLOSE: "kết thúc buổi sinh hoạt",
    Action.LOCK: "khóa biên bản",
    Action.CANCEL: "hủy kỳ sinh hoạt",
    Action.ISSUE: "ban hành",
}
REFUSALS = {
    **LETTER_REFUSALS,
    "duty_taken": "Tháng này đã có kỳ sinh hoạt thường kỳ của chi bộ.",
    "overlap": "Thời gian trùng với {title} ({starts_at:%H:%M}–{ends_at:%H:%M}). Hai kỳ phải nối tiếp nhau.",
    "not_same_occasion": "Chỉ kết hợp kỳ thường kỳ với kỳ chuyên đề cùng chi bộ, cùng ngày, chưa khóa biên bản.",
    "occasion_taken": "Kỳ ấy đã kết hợp với một kỳ khác.",
    "not_on_roll": "{name} không có trong danh sách đảng viên của chi bộ ngày này.",
    "stale": "Nội dung này vừa được người khác sửa. Chưa ghi đè bản nào; đồng chí xem hai bản rồi chọn.",
    "comments_closed": "Kỳ sinh hoạt đã bắt đầu nên không góp ý được nữa.",
    "opens_in_future": "Giờ bắt đầu chưa tới.",
    "closes_before_start": "Giờ kết thúc phải sau giờ bắt đầu và không ở tương lai.",
    "reason_missing": "Vắng có lý do thì phải ghi lý do: {name}.",
    "no_electorate": "Không có đảng viên chính thức nào được tính để biểu quyết.",
    "too_many_votes": "Tổng số phiếu {cast} nhiều hơn {present} đảng viên chính thức đang có mặt.",
    "votes_not_for_all": "Số phiếu thông qua biên bản không thể nhiều hơn {present} đảng viên có mặt.",
    "points": "Điểm chưa ghi hoặc vượt mức tối đa: {names}.",
    "reserved_stays": "Ý kiến bảo lưu đã ghi thì không xóa được.",
    "already_reported": "Nhiệm vụ này đã có báo cáo nên không xóa được.",
    "own_helper": "Người phối hợp phải khác người phụ trách.",
    "due_before_meeting": "Thời hạn không được trước ngày sinh hoạt.",
    "cannot_take_part": "{name} đang sinh hoạt tạm thời nơi khác hoặc bị đình chỉ sinh hoạt nên không giao việc được.",
    "report_open": "Báo cáo phải ghi rõ kết quả: hoàn thành, hoàn thành một phần hoặc chưa hoàn thành.",
    "score_missing": "Chưa chấm điểm kỳ sinh hoạt này.",
    "already_sent": "Điểm tự chấm đã gửi rồi.",
    "empty": "Chưa có nội dung.",
    "too_soon": "Khóa biên bản trước, rồi mới gửi điểm.",
    "item_used": "Nội dung “{title}” đã có ý kiến, biểu quyết hoặc nhiệm vụ nên không bỏ được.",
}
CONDITION_WORDS: dict[str, str] = {str(code): words for table in (NEEDS, ADVICE) for code, words in table.items()}


def refusal_sentences(refused: RuleRefused) -> list[str]:
    """What a refusal tells a person: one sentence for each unmet condition, or the sentence of its code."""
    if refused.code in {"blocked", "advised"}:
        return [CONDITION_WORDS[code] for code in refused.missing]
    if refused.code == "state":
        state, action = refused.detail["state"], refused.detail["action"]
        return [f"Không {ACTIONS[action]} được nữa: {STATES[state].lower()}."]  # type: ignore[index]
    if refused.code == "points":
        names = ", ".join(CRITERION_TITLES[code] for code in refused.missing)
        return [REFUSALS["points"].format(names=names)]
    return [REFUSALS[refused.code].format(**refused.detail)]
