"""From the tables of texts to what one meeting prints: draft, agenda, proceedings, conclusions, tasks."""

from dataclasses import dataclass
from random import Random

from chibo.core.richtext import clean
from chibo.core.wording import in_sentence
from chibo.demo.cells import Story
from chibo.demo.texts import remarks
from chibo.demo.texts.months import MONTHS
from chibo.demo.texts.themes import THEMES, Theme
from chibo.demo.texts.trades import WORKS, Work
from chibo.rules.agendas import ModelItem
from chibo.rules.periods import Period

MOST_WORKS_IN_FULL, MOST_WORKS = 3, 2  # of a cell's own, a month


@dataclass(frozen=True, slots=True)
class ItemScript:
    """What is said about one item of the programme."""

    proceedings: str
    speeches: tuple[str, ...] = ()
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Who is named in the words of a month."""

    secretary: str
    praised: str


@dataclass(frozen=True, slots=True)
class Script:
    """The words of one meeting. ``items`` follow the model agenda, or the own ``programme`` where there is no model."""

    draft_title: str
    draft: str
    items: tuple[ItemScript, ...]
    tasks: tuple[str, ...]
    opening: str
    closing: str
    programme: tuple[ModelItem, ...] = ()


def works_of(story: Story, period: Period) -> tuple[Work, ...]:
    """The tasks of a month with their figures; the month after reports on the very same."""
    rng = Random(f"{story.place}{period.key}")  # noqa: S311 - texts, not secrets
    table = WORKS[story.trade]
    start = period.number * 2 + period.year
    chosen = (
        table[(start + place) % len(table)] for place in range(MOST_WORKS_IN_FULL if story.is_full else MOST_WORKS)
    )
    return tuple(_with_figure(work, rng.randint(78, 97)) for work in chosen)


def _with_figure(work: Work, figure: int) -> Work:
    return Work(work.task, work.target.format(n=figure), work.result.format(n=figure), work.speech)


def paragraphs(*lines: str) -> str:
    """Each line a paragraph, as clean HTML."""
    return clean("\n".join(lines))


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def review(story: Story, period: Period) -> list[str]:
    """What was reached of the month before."""
    before = period.previous
    return [*(work.result for work in works_of(story, before)), MONTHS[before.number].result]


def resolution_body(story: Story, period: Period, secretary: str) -> str:
    """The text of a month's resolution: review, targets, tasks, who answers for it, when it is looked at again."""
    works, month = works_of(story, period), MONTHS[period.number]
    targets = [f"{work.task}: {work.target}." for work in works]
    parts = [
        f"<h2>I- Đánh giá kết quả {period.previous.short_label}</h2>",
        _list([f"{line}." for line in review(story, period)]),
        f"<p>Hạn chế: một số việc triển khai dồn vào cuối tháng; cần {month.stress}.</p>",
        f"<h2>II- Phương hướng, nhiệm vụ {period.short_label}</h2>",
        "<p>Mục đích, yêu cầu: mỗi việc có một người chịu trách nhiệm chính, có chỉ tiêu và ngày hoàn thành.</p>",
        _list([*targets, f"{month.task}: {month.target}."]),
        "<h2>III- Tổ chức thực hiện</h2>",
        "<p>Chi ủy phân công, kiểm tra giữa tháng; sơ kết vào kỳ sinh hoạt tháng sau.</p>",
        f"<p>Đồng chí {secretary} chịu trách nhiệm chung trước chi bộ.</p>",
    ]
    return clean("".join(parts))


def regular_script(story: Story, period: Period, rng: Random, people: People) -> Script:
    """A month's meeting."""
    works, month = works_of(story, period), MONTHS[period.number]
    tasks = (month.task, *(work.task for work in works))
    items = (
        ItemScript(paragraphs(*month.news)),
        ItemScript(
            paragraphs("Kết quả thực hiện:", *(f"{line}." for line in review(story, period))),
            tuple(rng.sample(remarks.REVIEW_SPEECHES, 2)),
            paragraphs(f"Thống nhất với báo cáo; yêu cầu {month.stress}."),
        ),
        ItemScript(
            paragraphs(f"Các nhiệm vụ đưa ra thảo luận: {'; '.join(in_sentence(work.task) for work in works)}."),
            tuple(work.speech for work in works),
            paragraphs(f"Nhất trí các chỉ tiêu: {'; '.join(work.target for work in works)}."),
        ),
        ItemScript(
            paragraphs("Gợi ý kiểm điểm việc được giao tháng trước; các đồng chí tự phê bình và phê bình thẳng thắn."),
            (),
            paragraphs(rng.choice(remarks.CRITICISMS).format(praised=people.praised)),
        ),
        ItemScript(
            paragraphs("Dự thảo và những ý kiến góp ý đã tiếp thu."),
            (),
            paragraphs(f"Giao các việc theo bảng phân công; {month.target}."),
        ),
    )
    return Script(
        draft_title=f"Dự thảo nghị quyết lãnh đạo nhiệm vụ {period.label}",
        draft=resolution_body(story, period, people.secretary),
        items=items,
        tasks=tasks,
        opening=paragraphs(rng.choice(remarks.OPENINGS)),
        closing=paragraphs(rng.choice(remarks.CLOSINGS)),
    )


def theme_of(place: int, quarter: Period) -> Theme:
    """The topic of a cell in a quarter: four groups a year, other ones than its neighbours'."""
    return THEMES[(place * 3 + quarter.year * 4 + quarter.number) % len(THEMES)]


def thematic_script(theme: Theme, rng: Random) -> Script:
    """A quarter's meeting on a topic."""
    items = (
        ItemScript(paragraphs(f"Mục đích, yêu cầu của chuyên đề; căn cứ: {theme.basis}.")),
        ItemScript(paragraphs(theme.lead), (), paragraphs("Báo cáo đề dẫn đạt yêu cầu, gợi ý đúng vấn đề.")),
        ItemScript(
            paragraphs("Gợi ý các đồng chí nêu nhận thức, liên hệ bản thân và đơn vị."),
            theme.speeches,
            paragraphs("Các ý kiến thống nhất về nhận thức, nêu được việc cụ thể."),
        ),
        ItemScript(paragraphs("Những việc cần làm sau chuyên đề."), (), paragraphs(theme.conclusion)),
    )
    return Script(
        draft_title=f"Báo cáo đề dẫn: {theme.title}",
        draft=paragraphs(theme.lead, *theme.speeches, f"Kiến nghị: {in_sentence(theme.conclusion)}"),
        items=items,
        tasks=(theme.task,),
        opening=paragraphs("Đồng chí chủ trì nêu mục đích của chuyên đề, giới thiệu người trình bày."),
        closing=paragraphs(rng.choice(remarks.CLOSINGS)),
    )
