"""Everything that is printed on a paper, frozen: a paper can be made again from these facts alone.

The facts carry words and figures as they are printed; whoever freezes them has counted and decided already. They travel
as JSON (`to_json`, `from_json`) into the row of the locked minutes or issued resolution. Texts called *html* are
cleaned rich text (`chibo.core.richtext.clean`); all others are plain. Names stand without "đồng chí".
"""

from chibo.core.papers.issued import (
    AgendaRow,
    CirculatedText,
    NoticePaper,
    PacketPaper,
    ResolutionPaper,
)
from chibo.core.papers.minutes import (
    Absence,
    Ballot,
    Census,
    MinutesItem,
    MinutesPaper,
    Part,
    ReservedOpinion,
    Speech,
)
from chibo.core.papers.shared import (
    Approval,
    AssignmentRow,
    CriterionRow,
    Letterhead,
    Person,
    QualityScore,
    ResultRow,
    Signature,
)

__all__ = [
    "Absence",
    "AgendaRow",
    "Approval",
    "AssignmentRow",
    "Ballot",
    "Census",
    "CirculatedText",
    "CriterionRow",
    "Letterhead",
    "MinutesItem",
    "MinutesPaper",
    "NoticePaper",
    "PacketPaper",
    "Part",
    "Person",
    "QualityScore",
    "ReservedOpinion",
    "ResolutionPaper",
    "ResultRow",
    "Signature",
    "Speech",
]
