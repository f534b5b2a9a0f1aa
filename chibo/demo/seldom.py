"""What does not come every month: the chi ủy before the cell, a meeting called for one matter, or called off."""

from datetime import time, timedelta
from random import Random

from chibo.demo import before
from chibo.demo.sitting import Place, Sitting
from chibo.demo.span import DAY, at, working_day
from chibo.demo.writing import ItemScript, Script, paragraphs
from chibo.rules.agendas import ItemKind, ModelItem
from chibo.rules.periods import MeetingKind, Period
from chibo.rules.voting import Matter

EVENING, ONE_MATTER_DAY = time(19, 30), 24
COMMITTEE_MINUTES, ONE_MATTER_MINUTES = 70, 60
DAYS_AHEAD = timedelta(days=3)
CANDIDATE = "Bùi Thị Thu Hà"


def committee_before(regular: Sitting) -> Sitting:
    """The chi ủy on the evening on which it agrees the content of the cell's meeting."""
    agreed_at = regular.circulates_at - before.AGREED_BEFORE
    starts_at = at(working_day(agreed_at.date(), step=-DAY), EVENING)
    return Sitting(
        place=regular.place,
        period=Period.month(starts_at.year, starts_at.month),
        starts_at=starts_at,
        circulates_at=starts_at.replace(hour=9, minute=10) - DAYS_AHEAD,
        script=committee_script(regular.period),
        rng=regular.rng,
        minutes=COMMITTEE_MINUTES,
        slot=COMMITTEE_MINUTES,
        own_kind=MeetingKind.COMMITTEE,
    )


def committee_script(period: Period) -> Script:
    """What the chi ủy takes up before the cell's meeting of that month."""
    programme = (
        ModelItem(ItemKind.DISCUSSION, f"Đánh giá việc thực hiện nhiệm vụ {period.previous.short_label}", 20),
        ModelItem(ItemKind.DECISION, f"Thống nhất nội dung kỳ sinh hoạt {period.short_label}", 30),
        ModelItem(ItemKind.DISCUSSION, "Phân công chuẩn bị", 20),
    )
    items = (
        ItemScript(
            paragraphs("Rà từng nhiệm vụ đã giao, đối chiếu với báo cáo của các đồng chí được phân công."),
            (),
            paragraphs("Việc nào chậm thì nêu rõ nguyên nhân trong báo cáo trình chi bộ."),
        ),
        ItemScript(
            paragraphs("Xem chương trình và dự thảo nghị quyết; thống nhất những việc cần thảo luận, biểu quyết."),
            (),
            paragraphs("Nhất trí nội dung; gửi đảng viên và đồng chí cấp ủy viên theo dõi trước kỳ sinh hoạt."),
        ),
        ItemScript(
            paragraphs("Người trình bày từng nội dung, người gợi ý thảo luận."),
            (),
            paragraphs("Đồng chí bí thư chủ trì; các đồng chí chi ủy viên chuẩn bị phần được giao."),
        ),
    )
    return Script(
        draft_title=f"Gợi ý nội dung kỳ sinh hoạt {period.short_label}",
        draft=paragraphs("Những việc tháng trước còn dở; việc trọng tâm tháng tới; việc cần biểu quyết."),
        items=items,
        tasks=(),
        opening=paragraphs("Đồng chí chủ trì nêu mục đích cuộc họp: thống nhất nội dung trước kỳ sinh hoạt chi bộ."),
        closing=paragraphs("Thư ký đọc lại biên bản, các đồng chí nhất trí."),
        programme=programme,
    )


def admission(place: Place, month: Period, rng: Random, *, called_off: str = "") -> Sitting:
    """A meeting called for one matter: to propose that somebody be admitted; or called and then called off."""
    starts_at = at(working_day(month.starts_on.replace(day=ONE_MATTER_DAY)), EVENING)
    return Sitting(
        place=place,
        period=month,
        starts_at=starts_at,
        circulates_at=starts_at.replace(hour=9, minute=10) - DAYS_AHEAD,
        script=admission_script(),
        rng=rng,
        minutes=ONE_MATTER_MINUTES,
        slot=ONE_MATTER_MINUTES,
        own_kind=MeetingKind.EXTRAORDINARY,
        has_resolution=True,
        matter=Matter.ADMISSION,
        called_off=called_off,
    )


def admission_script() -> Script:
    """The file of a candidate, what members said of her, the vote."""
    programme = (
        ModelItem(ItemKind.DISCUSSION, f"Xét hồ sơ đề nghị kết nạp quần chúng {CANDIDATE}", 35),
        ModelItem(ItemKind.DECISION, f"Biểu quyết đề nghị kết nạp quần chúng {CANDIDATE}", 15),
    )
    items = (
        ItemScript(
            paragraphs(
                "Chi ủy báo cáo hồ sơ: đơn xin vào Đảng, lý lịch đã thẩm tra, giấy giới thiệu của hai đảng viên, "
                "nghị quyết của đoàn thể, ý kiến nhận xét nơi cư trú.",
            ),
            ("Quần chúng gương mẫu, được bà con tín nhiệm; tôi nhất trí giới thiệu.",),
            paragraphs("Hồ sơ đủ, các ý kiến đều nhất trí đưa ra biểu quyết."),
        ),
        ItemScript(
            paragraphs("Đồng chí chủ trì nêu tỷ lệ cần đạt: từ hai phần ba số đảng viên chính thức."),
            (),
            paragraphs("Hoàn chỉnh hồ sơ, báo cáo Đảng ủy xã."),
        ),
    )
    return Script(
        draft_title=f"Dự thảo nghị quyết đề nghị kết nạp quần chúng {CANDIDATE}",
        draft=paragraphs(
            f"Qua xem xét, chi bộ nhận thấy quần chúng {CANDIDATE} có phẩm chất, lối sống, năng lực và uy tín của "
            "người đảng viên.",
            f"Chi bộ đề nghị Đảng ủy xã xét, kết nạp quần chúng {CANDIDATE} vào Đảng Cộng sản Việt Nam.",
        ),
        items=items,
        tasks=("Hoàn chỉnh hồ sơ kết nạp, nộp Đảng ủy xã",),
        opening=paragraphs("Đồng chí chủ trì nêu lý do họp bất thường; chương trình được nhất trí."),
        closing=paragraphs("Thư ký đọc lại biên bản, các đồng chí dự họp nhất trí."),
        programme=programme,
    )
