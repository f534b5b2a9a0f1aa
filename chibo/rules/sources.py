"""The instruments that the rules rest on. A finding cites one of these rows, never a remembered name."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """How well we know what the instrument says."""

    QUOTED = "quoted"  # read in secondary sources that agree with each other
    LOCAL = "local"  # binding only where a committee adopted it
    PRACTICE = "practice"  # good practice, not law
    UNVERIFIED = "unverified"  # common knowledge, text not seen


@dataclass(frozen=True, slots=True)
class Source:
    """One instrument: what is printed after "Căn cứ" and shown beside a mark."""

    key: str
    number: str
    title: str
    issuer: str
    issued_on: date | None
    certainty: Certainty = Certainty.QUOTED
    replaced_by: str = ""

    @property
    def citation(self) -> str:
        """E.g. ``HD 42-HD/BTCTW, 28/10/2025``: always with its date, because numbers repeat."""
        return f"{self.number}, {self.issued_on:%d/%m/%Y}" if self.issued_on else self.number


_ROWS = (
    Source("DL", "Điều lệ Đảng", "Điều lệ Đảng Cộng sản Việt Nam", "Đại hội Đảng toàn quốc", None),
    Source(
        "CT50",
        "CT 50-CT/TW",
        "Tiếp tục đổi mới và nâng cao chất lượng sinh hoạt chi bộ trong giai đoạn mới",
        "Ban Bí thư",
        date(2025, 7, 23),
    ),
    Source(
        "HD42",
        "HD 42-HD/BTCTW",
        "Hướng dẫn nâng cao chất lượng sinh hoạt chi bộ",
        "Ban Tổ chức Trung ương",
        date(2025, 10, 28),
    ),
    Source(
        "HD12",
        "HD 12-HD/BTCTW",
        "Một số vấn đề về nâng cao chất lượng sinh hoạt chi bộ",
        "Ban Tổ chức Trung ương",
        date(2018, 7, 6),
        Certainty.UNVERIFIED,
        replaced_by="HD42",
    ),
    Source("QD208", "QĐ 208-QĐ/TW", "Quy định thi hành Điều lệ Đảng", "Ban Chấp hành Trung ương", date(2026, 7, 26)),
    Source(
        "QD24",
        "QĐ 24-QĐ/TW",
        "Quy định thi hành Điều lệ Đảng",
        "Ban Chấp hành Trung ương",
        date(2021, 7, 30),
        replaced_by="QD208",
    ),
    Source("HD01", "HD 01-HD/TW", "Hướng dẫn thi hành Điều lệ Đảng", "Ban Bí thư", date(2026, 5, 19)),
    Source(
        "QD399",
        "QĐ 399-QĐ/TW",
        "Thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng",
        "Ban Bí thư",
        date(2026, 1, 9),
    ),
    Source(
        "HD05",
        "HD 05-HD/VPTW",
        "Hướng dẫn thể thức và kỹ thuật trình bày văn bản của Đảng",
        "Văn phòng Trung ương Đảng",
        date(2026, 5, 27),
    ),
    Source("L117", "Luật 117/2025/QH15", "Luật Bảo vệ bí mật nhà nước", "Quốc hội", date(2025, 12, 10)),
    Source("L91", "Luật 91/2025/QH15", "Luật Bảo vệ dữ liệu cá nhân", "Quốc hội", None),
    Source(
        "KN",
        "Kinh nghiệm các chi bộ",
        "Gửi dự thảo trước 3–5 ngày; nhắc lịch; phân công chuẩn bị ý kiến",
        "Hướng dẫn sinh hoạt chuyên đề năm 2024 (Kiến Thụy)",
        None,
        Certainty.PRACTICE,
    ),
    Source(
        "LC",
        "QĐ 29-QĐ/TU (Lào Cai)",
        "Chấm điểm, xếp loại chất lượng sinh hoạt chi bộ",
        "Tỉnh ủy Lào Cai",
        date(2026, 1, 26),
        Certainty.LOCAL,
    ),
    Source(
        "LC08",
        "QĐ 08-QĐ/TU (Lào Cai)",
        "Chi ủy họp trước kỳ sinh hoạt chi bộ",
        "Tỉnh ủy Lào Cai",
        date(2025, 11, 28),
        Certainty.LOCAL,
    ),
    Source("LOCAL", "Quy định của cấp ủy", "Mức riêng do cấp ủy cấp trên đặt", "Cấp ủy", None, Certainty.LOCAL),
)

SOURCES: dict[str, Source] = {row.key: row for row in _ROWS}


def cite(key: str) -> str:
    """The printed citation of a source; a text that is no key (a local rule's own basis) is returned as it is."""
    source = SOURCES.get(key)
    return source.citation if source else key
