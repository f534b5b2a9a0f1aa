"""Vietnamese words for the codes of this app: states, steps, and the sentence of every refusal."""

from collections.abc import Iterable
from typing import cast

from chibo.core.labels import REFUSALS as COMMON_REFUSALS
from chibo.core.labels import sentence_of
from chibo.core.wording import in_sentence
from chibo.rules.agendas import ItemKind
from chibo.rules.assigning import Progress
from chibo.rules.census import Condition, Mark, Standing
from chibo.rules.doubts import Doubt, Lack
from chibo.rules.named import NamedAs
from chibo.rules.periods import MeetingKind
from chibo.rules.powers import Role
from chibo.rules.refusal import Refusal, RuleRefused
from chibo.rules.scoring import Rating
from chibo.rules.sessions import Post
from chibo.rules.telling import PlanChange
from chibo.rules.voting import Matter
from chibo.rules.workflow import Action, Advice, MeetingState, Need
from meetings.codes import Disposition, DraftKind, SpeechKind
from members.codes import LeavingReason
from members.labels import LEAVING_REASONS

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
CHANGES = {
    PlanChange.ITEM_ADDED: "Thêm nội dung: {title} ({kind}).",
    PlanChange.ITEM_REMOVED: "Bỏ nội dung: {title}.",
    PlanChange.ITEM_RENAMED: "Nội dung “{old}” đổi thành “{title}”.",
    PlanChange.ITEM_KIND: "Nội dung “{title}” chuyển thành {kind}.",
    PlanChange.PRESENTER: "Người trình bày “{title}”: {presenter}.",
    PlanChange.PAPER_ADDED: "Tài liệu mới: {title}.",
    PlanChange.PAPER_VERSION: "“{title}” có dự thảo lần {number}.",
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
    Matter.EXPULSION: "Đề nghị khai trừ đảng viên",
    Matter.DISCIPLINE: "Kỷ luật khiển trách, cảnh cáo",
    Matter.RATING: "Xếp loại chất lượng cuối năm",
    Matter.POSTS: "Kiện toàn bí thư, phó bí thư, chi ủy viên",
    Matter.ELECTION: "Bầu chi ủy, đại biểu đại hội",
    Matter.CANDIDATES: "Quần chúng ưu tú, phân công giúp đỡ, cử học lớp",
    Matter.YEAR_DUTIES: "Phân công công tác năm",
    Matter.RELIEF: "Miễn, giảm công tác và sinh hoạt",
    Matter.OVERSIGHT: "Kế hoạch kiểm tra, giám sát năm",
    Matter.SCORE: "Thông qua điểm tự chấm",
    Matter.MINUTES: "Thông qua biên bản",
}
SIGNING_POSTS = {Role.SECRETARY: "BÍ THƯ", Role.DEPUTY_SECRETARY: "PHÓ BÍ THƯ"}
POSTS = {Post.CHAIR: "chủ trì", Post.MINUTE_TAKER: "ghi biên bản"}
RATINGS = {Rating.GOOD: "Tốt", Rating.FAIR: "Khá", Rating.AVERAGE: "Trung bình", Rating.POOR: "Kém"}

NEEDS = {
    Need.AGENDA: "Chương trình chưa có nội dung nào.",
    Need.PLACE: "Chưa ghi địa điểm.",
    Need.CHAIR: "Chưa có người chủ trì.",
    Need.MINUTE_TAKER: "Chưa cử thư ký.",
    Need.ROLL_CALL: "Chưa điểm danh xong.",
    Need.VOTES: "Có biểu quyết ghi nhiều phiếu hơn số đảng viên chính thức có mặt theo điểm danh.",
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
    Advice.PEOPLE: "Có đồng chí được nêu tên không tham gia được buổi sinh hoạt.",
    Advice.COMMITTEE_AGREED: "Chưa ghi nhận chi ủy thống nhất nội dung.",
    Advice.PLANNED_TIME: "Tổng thời gian dự kiến ngắn hơn mức tối thiểu.",
    Advice.DRAFTS: "Chưa có tài liệu hay dự thảo nào để gửi.",
    Advice.CIRCULATED: "Chương trình và tài liệu chưa được gửi cho đảng viên.",
    Advice.QUORUM: "Số đảng viên chính thức có mặt thấp hơn mức khuyến nghị.",
    Advice.DURATION: "Buổi sinh hoạt ngắn hơn mức tối thiểu.",
    Advice.CONCLUSIONS: "Còn nội dung chưa có kết luận.",
    Advice.APPROVAL: "Biên bản chưa được quá nửa số đảng viên có mặt tán thành.",
    Advice.NOT_PAST: "Thời gian đã chọn ở trong quá khứ.",
    Advice.RIGHT_PERIOD: "Ngày đã chọn không nằm trong tháng (quý) của kỳ sinh hoạt này.",
    Advice.USUAL_DAYS: "Ngày đã chọn sau tuần đầu của tháng.",
}
NAMED_AS = {
    NamedAs.CHAIR: "người chủ trì",
    NamedAs.MINUTE_TAKER: "thư ký ghi biên bản",
    NamedAs.PRESENTER: "người trình bày mục {items}",
    NamedAs.AUTHOR: "người chuẩn bị chuyên đề",
    NamedAs.SPEAKER: "người phát biểu",
    NamedAs.ASSIGNEE: "người phụ trách nhiệm vụ",
    NamedAs.HELPER: "người phối hợp thực hiện nhiệm vụ",
}
LACKS = {
    Lack.GONE: "không còn trong danh sách chi bộ sau ngày {day}",
    Lack.NOT_YET: "chưa có trong danh sách chi bộ trước ngày {day}",
    Lack.NOT_SERVING: "không ở trong chi ủy vào ngày họp",
    Lack.SUSPENDED: "bị đình chỉ sinh hoạt",
    Lack.AWAY: "đang sinh hoạt tạm thời nơi khác",
    Lack.OFF_ROLL: "không có trong danh sách điểm danh",
    Lack.ABSENT: "không có mặt theo điểm danh",
}
ABOUT_THE_ROLL = (Lack.OFF_ROLL, Lack.ABSENT)
"""What may be a slip of the roll call as well as of the name."""
ACTIONS = {
    Action.EDIT: "soạn chương trình",
    Action.MOVE: "đổi thời gian",
    Action.COMMENT: "góp ý",
    Action.ANSWER: "trả lời góp ý",
    Action.CIRCULATE: "gửi tài liệu",
    Action.OPEN: "bắt đầu buổi sinh hoạt",
    Action.RECORD: "ghi diễn biến",
    Action.CLOSE: "kết thúc buổi sinh hoạt",
    Action.LOCK: "khóa biên bản",
    Action.CANCEL: "hủy kỳ sinh hoạt",
    Action.ISSUE: "ban hành",
    Action.ABANDON: "bỏ dự thảo",
    Action.UNDO_OPENING: "hủy việc bắt đầu",
}

REFUSALS: dict[Refusal, str] = {
    **COMMON_REFUSALS,
    Refusal.STATE: "Không {action} được nữa: {state}.",
    Refusal.DUTY_TAKEN: "Tháng này đã có kỳ sinh hoạt thường kỳ của chi bộ.",
    Refusal.OVERLAP: "Thời gian trùng với {title} ({starts_at:%H:%M}–{ends_at:%H:%M}). Hai kỳ phải nối tiếp nhau.",
    Refusal.NOT_SAME_OCCASION: "Chỉ kết hợp kỳ thường kỳ với kỳ chuyên đề cùng chi bộ, cùng ngày, chưa khóa biên bản.",
    Refusal.OCCASION_TAKEN: "Kỳ ấy đã kết hợp với một kỳ khác.",
    Refusal.NOT_ON_ROLL: "{name} không có trong danh sách đảng viên của chi bộ ngày này.",
    Refusal.COMMENTS_CLOSED: "Kỳ sinh hoạt đã bắt đầu nên không góp ý được nữa.",
    Refusal.OPENS_IN_FUTURE: "Giờ bắt đầu chưa tới.",
    Refusal.CLOSES_BEFORE_START: "Giờ kết thúc phải sau giờ bắt đầu và không ở tương lai.",
    Refusal.FAR_FROM_PLAN: "Giờ bắt đầu cách xa thời gian dự kiến ({planned_at:%H:%M ngày %d/%m/%Y}) quá một tháng. "
    "Đồng chí xem lại ngày, tháng, năm; nếu đúng thì đổi thời gian của kỳ trước.",
    Refusal.TOO_LONG: "Một buổi sinh hoạt không dài quá một ngày. Đồng chí xem lại ngày kết thúc.",
    Refusal.HAS_RECORDS: "Buổi sinh hoạt đã có ghi chép nên không hủy việc bắt đầu được.",
    Refusal.ROLL_WAS_CALLED: "Đã điểm danh {marks} đồng chí. Nếu cũng nhầm, đồng chí đánh dấu “Xóa cả điểm danh”.",
    Refusal.ROLL_IN_USE: "Buổi này đã ghi ý kiến hoặc phần việc của {name} nên không bỏ khỏi danh sách được.",
    Refusal.ROLL_CHANGED: "Danh sách vừa thay đổi thêm. Đồng chí xem lại rồi bấm lần nữa.",
    Refusal.SAME_PERSON: "{name} đang làm việc ấy rồi.",
    Refusal.HANDED_ON: "Sau lần thay này còn lần thay khác. Đồng chí xóa lần sau trước.",
    Refusal.OUTSIDE_SESSION: "Giờ thay phải nằm trong buổi sinh hoạt.",
    Refusal.REASON_MISSING: "Vắng có lý do thì phải ghi lý do: {name}.",
    Refusal.NO_ELECTORATE: "Không có đảng viên chính thức nào được tính để biểu quyết.",
    Refusal.TOO_MANY_VOTES: "Tổng số phiếu {cast} nhiều hơn {present} đảng viên chính thức đang có mặt.",
    Refusal.VOTES_NOT_FOR_ALL: "Số phiếu thông qua biên bản không thể nhiều hơn {present} đảng viên có mặt.",
    Refusal.POINTS: "Điểm chưa ghi hoặc vượt mức tối đa: {names}.",
    Refusal.RESERVED_STAYS: "Ý kiến bảo lưu đã ghi thì không xóa được.",
    Refusal.NO_RESOLUTION: "{matter} không ra nghị quyết.",
    Refusal.RESOLUTION_DRAFTED: "Biểu quyết này đã có dự thảo nghị quyết “{title}”. Đồng chí bỏ dự thảo trước.",
    Refusal.NO_REASON: "Đồng chí ghi lý do.",
    Refusal.ALREADY_REPORTED: "Nhiệm vụ này đã có báo cáo nên không xóa được.",
    Refusal.OWN_HELPER: "Người phối hợp phải khác người phụ trách.",
    Refusal.DUE_BEFORE_MEETING: "Thời hạn không được trước ngày sinh hoạt.",
    Refusal.CANNOT_TAKE_PART: "{name} đang sinh hoạt nơi khác hoặc bị đình chỉ sinh hoạt nên không giao việc được.",
    Refusal.REPORT_OPEN: "Báo cáo phải ghi rõ kết quả: hoàn thành, hoàn thành một phần hoặc chưa hoàn thành.",
    Refusal.SHEET_LINE: "Tiêu chí “{title}” chưa có tên hoặc chưa có điểm tối đa từ 1 trở lên.",
    Refusal.SHEET_TWICE: "Tiêu chí “{title}” ghi hai lần.",
    Refusal.SHEET_TOTAL: "Tổng điểm tối đa của các tiêu chí phải là {most}, hiện là {total}.",
    Refusal.SHEET_SET_LATER: "Cấp ủy đã có bảng điểm từ ngày {since}. Đồng chí chọn ngày sau ngày ấy.",
    Refusal.SHEET_IN_USE: "{cell} đã chấm điểm kỳ ngày {held_on}. Đồng chí chọn ngày áp dụng sau ngày ấy.",
    Refusal.SCORE_MISSING: "Chưa chấm điểm kỳ sinh hoạt này.",
    Refusal.ALREADY_SENT: "Điểm tự chấm đã gửi rồi.",
    Refusal.NOT_SCORED: "Kỳ này không phải chấm điểm.",
    Refusal.SCORE_STANDS: "Kỳ này đã chấm điểm rồi.",
    Refusal.SCORE_TOO_LATE: "Chỉ chấm điểm bổ sung được đến hết ngày {ends_on:%d/%m/%Y}.",
    Refusal.EMPTY: "Chưa có nội dung.",
    Refusal.TOO_SOON: "Khóa biên bản trước, rồi mới gửi điểm.",
    Refusal.ITEM_USED: "Nội dung “{title}” đã có ghi chép, ý kiến, biểu quyết hoặc nhiệm vụ nên không bỏ được.",
    Refusal.ITEM_VOTED: "Nội dung “{title}” đã biểu quyết nên giữ nguyên tên.",
}
CONDITION_WORDS: dict[str, str] = {str(code): words for table in (NEEDS, ADVICE) for code, words in table.items()}


def doubt_sentence(doubt: Doubt) -> str:
    """``Đ/c Nguyễn Văn A, người trình bày mục 3, không còn trong danh sách … – đồng chí chọn người khác.``"""
    items = ", ".join(str(mention.item) for mention in doubt.mentions if mention.kind is NamedAs.PRESENTER)
    kinds = dict.fromkeys(mention.kind for mention in doubt.mentions)
    parts = ", ".join(NAMED_AS[kind].format(items=items) for kind in kinds)
    day = f"{doubt.day:%d/%m/%Y}" if doubt.day else ""
    why = LACKS[doubt.lack].format(day=day)
    since = f" từ ngày {day}" if day and doubt.lack in (Lack.SUSPENDED, Lack.AWAY) else ""
    leaving = f" ({in_sentence(LEAVING_REASONS[LeavingReason(doubt.leaving)])})" if doubt.leaving else ""
    advice = "xem lại điểm danh, hoặc chọn người khác" if doubt.lack in ABOUT_THE_ROLL else "chọn người khác"
    return f"Đ/c {doubt.name}, {parts}, {why}{since}{leaving} – đồng chí {advice}."


def condition_sentences(code: str, people: Iterable[Doubt] = ()) -> list[str]:
    """What an unmet condition tells a person: its sentence, or one for each of the people whom it is about."""
    named = [doubt_sentence(doubt) for doubt in people] if code == Advice.PEOPLE else []
    return named or [CONDITION_WORDS[code]]


def refusal_sentences(refused: RuleRefused) -> list[str]:
    """What a refusal tells a person: one sentence for each unmet condition, or the sentence of its code."""
    if refused.code in (Refusal.BLOCKED, Refusal.ADVISED):
        people = cast("tuple[Doubt, ...]", refused.detail.get("people", ()))
        return [sentence for code in refused.missing for sentence in condition_sentences(code, people)]
    if refused.code is Refusal.STATE:
        state, action = refused.detail["state"], refused.detail["action"]
        return [REFUSALS[Refusal.STATE].format(action=ACTIONS[action], state=in_sentence(STATES[state]))]  # type: ignore[index]
    return [sentence_of(refused, REFUSALS)]
