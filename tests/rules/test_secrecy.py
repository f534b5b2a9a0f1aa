"""The marks of state secrecy that are refused, and the ordinary words that must not be."""

import unicodedata

import pytest

from chibo.rules.secrecy import Grade, secrecy_mark

MARKED = [
    ("MẬT", Grade.ORDINARY),
    ("  MẬT  ", Grade.ORDINARY),
    ("[MẬT]", Grade.ORDINARY),
    ("*** MẬT ***", Grade.ORDINARY),
    ("M Ậ T", Grade.ORDINARY),
    ("M.Ậ.T", Grade.ORDINARY),
    ("TỐI MẬT", Grade.HIGH),
    ("TỐI  MẬT", Grade.HIGH),
    ("T Ố I   M Ậ T", Grade.HIGH),
    ("TUYỆT MẬT", Grade.HIGHEST),
    ("TUYỆT\u00a0MẬT", Grade.HIGHEST),
    ("TUYỆT\u200b MẬT", Grade.HIGHEST),
    ("Tuyệt mật", Grade.HIGHEST),
    ("tối mật", Grade.HIGH),
    ("ĐẢNG BỘ XÃ TÂN AN\nCHI BỘ THÔN 3\nMẬT\nSố 05-NQ/CB", Grade.ORDINARY),
    ("CHI BỘ THÔN 3\t\tMẬT", Grade.ORDINARY),
    ("MẬT     ĐẢNG CỘNG SẢN VIỆT NAM", Grade.ORDINARY),
    ("HỎA TỐC - MẬT", Grade.ORDINARY),
    ("KHẨN/TỐI MẬT", Grade.HIGH),
    ("MẬT, bản số 02", Grade.ORDINARY),
    ("MẬT: không sao chụp", Grade.ORDINARY),
    ("Độ mật: Mật", Grade.ORDINARY),
    ("Độ mật: MẬT", Grade.ORDINARY),
    ("độ mật : tối mật", Grade.HIGH),
    ("Mức độ mật: Tuyệt mật", Grade.HIGHEST),
    ("ĐỘ MẬT: TỐI MẬT", Grade.HIGH),
    ("ÐỘ MẬT: MẬT", Grade.ORDINARY),
    ("Cấp mật - Mật", Grade.ORDINARY),
    ("Báo cáo về an ninh (MẬT)", Grade.ORDINARY),
    ("Tài liệu MẬT", Grade.ORDINARY),
    ("TÀI LIỆU MẬT", Grade.ORDINARY),
    ("TÀI LIỆU TUYỆT MẬT", Grade.HIGHEST),
    ("Công văn MẬT số 12-CV/ĐU", Grade.ORDINARY),
    ("Văn bản TỐI MẬT của Tỉnh ủy", Grade.HIGH),
    ("Bản này là TUYỆT MẬT", Grade.HIGHEST),
    ("Tài liệu đóng dấu MẬT", Grade.ORDINARY),
]

UNMARKED = [
    "",
    "bí mật",
    "Bí mật nhà nước",
    "bảo mật thông tin",
    "Mật khẩu",
    "MẬT KHẨU",
    "Đổi mật khẩu ngay lần đăng nhập đầu tiên.",
    "mật ong",
    "MẬT ONG RỪNG",
    "Mật",
    "Mật độ dân số",
    "mật độ: cao",
    "BẢO MẬT",
    "BÍ MẬT",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "CHUYÊN ĐỀ: CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC TRONG TÌNH HÌNH MỚI",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT",
    "Ba độ mật: Tuyệt mật, Tối mật, Mật.",
    "Độ mật: Tuyệt mật / Tối mật / Mật (khoanh một)",
    "Độ mật: Mật / Tối mật",
    "Tối mật, tuyệt mật",
    "Độ mật: không",
    "Độ mật:",
    "Thời hạn bảo vệ: TUYỆT MẬT 30 năm, TỐI MẬT 20 năm, MẬT 10 năm.",
    "Quán triệt không đăng tài liệu mật, tối mật, tuyệt mật lên mạng.",
    "Trong nhóm có tài liệu mật thì không được gửi.",
    "Giữ tuyệt mật thông tin về người tố giác.",
    "Quan hệ mật thiết với nhân dân",
    "THÂN MẬT, GẦN GŨI VỚI NHÂN DÂN",
    "Chi bộ họp mật nghị",
    "SẢN XUẤT MẬT MÍA",
    "PHẪU THUẬT SỎI MẬT",
    "Đồng chí Nguyễn Văn Mật",
    "ĐỒNG CHÍ NGUYỄN VĂN MẬT",
    "CƠ MẬT VIỆN",
    "Thời gian bảo mật: 5 năm",
    "MẤT MÙA",
    "ĐẬT",
    "MAT",
]


@pytest.mark.parametrize(("text", "grade"), MARKED)
def test_mark_is_found(text, grade):
    assert secrecy_mark(text) == grade


@pytest.mark.parametrize(("text", "grade"), MARKED)
def test_mark_is_found_decomposed(text, grade):
    assert secrecy_mark(unicodedata.normalize("NFD", text)) == grade


@pytest.mark.parametrize("text", UNMARKED)
def test_ordinary_words_pass(text):
    assert secrecy_mark(text) is None
    assert secrecy_mark(unicodedata.normalize("NFD", text)) is None


def test_mark_in_the_middle_of_a_long_text():
    page = "Chi bộ đã thảo luận, thống nhất nội dung bảo vệ bí mật nhà nước.\n" * 500
    assert secrecy_mark(page) is None
    assert secrecy_mark(f"{page}TỐI MẬT\n{page}") == Grade.HIGH
