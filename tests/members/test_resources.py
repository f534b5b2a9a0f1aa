"""Lists as people keep them: the sample sheets, and sheets made on the spot for every trap."""

import random
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook

from chibo.core.models import AuditEntry, Channel
from chibo.rules.census import Condition
from chibo.rules.powers import Role
from members.codes import RowOutcome
from members.models import (
    Member,
    MemberCondition,
    MemberIdentity,
    Membership,
    Organization,
    PartyGroup,
    RoleAssignment,
)
from members.resources import SheetRefused, import_members, import_organizations
from tests.cast import NOW
from tests.factories.members import (
    CommitteeFactory,
    MemberFactory,
    MemberIdentityFactory,
    MembershipFactory,
    OrganizationFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent.parent / "data"
ORGANIZATIONS, MEMBERS = (DATA / name for name in ("to-chuc-dang.xlsx", "danh-sach-dang-vien.xlsx"))
AS_OF = date(2026, 10, 31)
CELL = "Chi bộ thôn Văn Hòa"


def organizations(content=None, actor=None, dry_run=False):
    return import_organizations(actor=actor, now=NOW, content=content or ORGANIZATIONS.read_bytes(), dry_run=dry_run)


def members(content=None, actor=None, dry_run=False):
    return import_members(actor=actor, now=NOW, content=content or MEMBERS.read_bytes(), dry_run=dry_run)


def sheet(*rows, header=None, titles=("Tính đến ngày 31/10/2026",), below=()):
    """A spreadsheet of people; each row is a dict over ``header``."""
    header = header or ["STT", "Họ và tên *", "Giới tính", "Chi bộ", "Ngày vào Đảng"]
    extra = [name for row in rows for name in row if name not in header]
    header = [*header, *dict.fromkeys(extra)]
    book = Workbook()
    page = book.active
    for title in titles:
        page.append([title])
    page.append(header)
    for row in rows:
        page.append([row.get(name) for name in header])
    for line in below:
        page.append(line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def person(name="Trần Văn Bình", **values):
    base = {"Họ và tên *": name, "Giới tính": "Nam", "Chi bộ": CELL, "Ngày vào Đảng": "03/02/2010"}
    return base | {key.replace("_", " "): value for key, value in values.items()}


def counts(report):
    return tuple(report.counts.values())  # new, changed, unchanged, refused


@pytest.fixture
def cell(db):
    return OrganizationFactory(name=CELL, parent=CommitteeFactory())


# The sample files ---------------------------------------------------------------------------------------------------


def test_sample_organizations():
    assert counts(organizations(dry_run=True)) == (14, 0, 0, 0)
    assert Organization.objects.count() == 0
    assert counts(organizations()) == (14, 0, 0, 0)
    assert counts(organizations()) == (0, 0, 14, 0)
    first = Organization.objects.get(code="31.168.053.000.001")
    assert (first.name, first.cell_kind, first.path) == (CELL, "village", "0001.0001.")
    assert first.parent.name == first.parent_line == "Đảng bộ xã Kiến Thụy"
    assert Organization.objects.get(code="31.168.053.000.013").path == "0001.0013."


def test_sample_members_with_the_four_refusals():
    organizations()
    assert counts(members(dry_run=True)) == (312, 0, 0, 4)
    assert (Member.objects.count(), AuditEntry.objects.filter(action="members.imported").count()) == (0, 0)
    report = members()
    assert counts(report) == (312, 0, 0, 4)
    assert report.as_of == AS_OF
    assert [(row.number, row.name, row.reasons) for row in report.of(RowOutcome.REFUSED)] == [
        (
            318,
            "Nguyễn Văn Sai Ngày",
            ("“Sinh ngày” không đúng: 31/02/1980. Ghi ngày/tháng/năm, ví dụ 03/02/1980.",),
        ),
        (319, "Trần Thị Lạc Chi Bộ", ("Không có chi bộ nào tên là “Chi bộ không tồn tại”.",)),
        (320, "", ("Thiếu mục “Họ và tên”.",)),
        (321, "Lê Văn Ngược Ngày", ("Ngày chính thức không được trước ngày vào Đảng.",)),
    ]
    assert Member.objects.count() == Membership.objects.count() == MemberIdentity.objects.count() == 312
    assert RoleAssignment.objects.count() == 39
    assert MemberCondition.objects.count() == 16
    assert Membership.objects.filter(is_visiting=True).count() == 6
    assert Member.history.count() == 312
    assert AuditEntry.objects.filter(action="members.imported").count() == 13


def test_sample_members_twice_change_nothing():
    organizations()
    members()
    report = members()
    assert counts(report) == (0, 0, 312, 4)
    assert (Member.objects.count(), Membership.objects.count(), Member.history.count()) == (312, 312, 312)


def test_sample_rows_are_read_exactly():
    organizations()
    members()
    third = Member.objects.get(full_name="Phan Mỹ Uyên", memberships__organization__name=CELL)
    assert third.recognized_on == date(2024, 10, 9)  # the text 9/10/2024: day first
    assert third.identity.card_issued_on == date(2024, 10, 9)
    assert (third.born_on, third.sex, third.channel) == (date(1980, 5, 12), "female", Channel.EMAIL)
    assert third.identity.identity_number == "497083403312"
    assert third.memberships.get().starts_on == third.admitted_on
    role = third.roles.get()
    assert (role.role, role.starts_on) == ("committee_member", date(2026, 1, 1))
    assert MemberIdentity.objects.filter(card_number="254115593506").exists()  # a number in the sheet
    assert not MemberIdentity.objects.exclude(card_number__regex=r"^\d{12}$").exists()


# Sheets as they are -------------------------------------------------------------------------------------------------


def test_header_is_found_whatever_its_order_case_and_marks(cell):
    header = ["ghi chú", "NGÀY KẾT NẠP", "  chi bộ ", "Phái", "ho va ten (*)"]
    content = sheet(
        {"ho va ten (*)": "Lê Thị Cúc", "Phái": "nữ", "  chi bộ ": "CHI BO THON VAN HOA", "NGÀY KẾT NẠP": "1-2-2010"},
        header=header,
        titles=("ĐẢNG BỘ XÃ", "", "DANH SÁCH", "tính đến ngày 31 tháng 10 năm 2026"),
    )
    report = members(content)
    assert counts(report) == (1, 0, 0, 0)
    assert (report.rows[0].number, report.as_of) == (6, AS_OF)
    assert Member.objects.get().admitted_on == date(2010, 2, 1)


def test_blank_rows_headings_and_signatures_are_no_people(cell):
    content = sheet(
        person(),
        {"Họ và tên *": "I. CÁC ĐẢNG VIÊN KHÁC"},
        {},
        person("Lê Thị Cúc"),
        below=[["", "Người lập biểu", "", "TM. CHI BỘ"], ["", "Nguyễn Văn An", "", "Trần Thị Bí"]],
    )
    assert [row.name for row in members(content).rows] == ["Trần Văn Bình", "Lê Thị Cúc"]


def test_a_person_below_the_signature_is_still_one(cell):
    content = sheet(person(), below=[["", "Người lập biểu"], [2, "Lê Thị Cúc", "Nữ", CELL, "03/02/2011"]])
    assert [row.name for row in members(content).rows] == ["Trần Văn Bình", "Lê Thị Cúc"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (datetime(2024, 10, 9), date(2024, 10, 9)),  # noqa: DTZ001 - as a spreadsheet gives it
        ("9/10/2024", date(2024, 10, 9)),
        ("09.10.2024", date(2024, 10, 9)),
        (" 9 - 10 - 2024 ", date(2024, 10, 9)),
        ("2024-10-09", date(2024, 10, 9)),
        (45574, date(2024, 10, 9)),
    ],
)
def test_days_are_read_day_first(cell, written, read):
    assert counts(members(sheet(person(Ngày_vào_Đảng=written)))) == (1, 0, 0, 0)
    assert Member.objects.get().admitted_on == read


@pytest.mark.parametrize("written", ["10/2024", "2024", 2024, "13/13/2024", "9/10/24", "hôm qua", "30/02/2024"])
def test_what_is_no_day_is_refused(cell, written):
    report = members(sheet(person(Ngày_vào_Đảng=written)))
    assert report.rows[0].reasons == (f"“Ngày vào Đảng” không đúng: {written}. Ghi ngày/tháng/năm, ví dụ 03/02/1980.",)


@pytest.mark.parametrize(
    ("written", "read"),
    [("031180001234", "031180001234"), (31180001234, "031180001234"), (1180001234, "001180001234"),
     ("031 180 001 234", "031180001234"), (162345678, "162345678")],
)  # fmt: skip
def test_numbers_get_back_the_zeros_that_a_spreadsheet_eats(cell, written, read):
    members(sheet(person(Số_định_danh_cá_nhân=written)))
    assert MemberIdentity.objects.get().identity_number == read


def test_wrong_cells_are_all_named_at_once(cell):
    row = person(Giới_tính="?", Số_định_danh_cá_nhân="12", Email="ở nhà", Điện_thoại="không có", Trạng_thái="lạ")
    reasons = members(sheet(row)).rows[0].reasons
    assert [reason.split("”")[0] for reason in reasons] == [
        "“Giới tính",
        "“Điện thoại",
        "“Email",
        "“Trạng thái hoạt động",
        "“Số định danh cá nhân",
    ]


def test_a_phone_kept_as_a_number_gets_its_zero_back(cell):
    members(sheet(person(Điện_thoại=912345678)))
    assert Member.objects.get().phone == "0912345678"


def test_without_email_papers_go_on_paper(cell):
    members(sheet(person(), person("Lê Thị Cúc", Email="Cuc@Vidu.vn")))
    assert list(Member.objects.values_list("channel", "email")) == [("paper", ""), ("email", "cuc@vidu.vn")]


def test_a_missing_column_is_named():
    content = sheet({"Họ và tên *": "A"}, header=["Họ và tên *", "Giới tính", "Tổ đảng"])
    with pytest.raises(SheetRefused, match=r"Bảng thiếu cột “Ngày vào Đảng”. Đồng chí thêm cột rồi gửi lại."):
        members(content)


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", "họ tên\n".encode(), b"", b"PK\x03\x04" + b"x" * 60])
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(content):
    with pytest.raises(SheetRefused, match="Tệp này không phải bảng tính đọc được"):
        import_members(actor=None, now=NOW, content=content, dry_run=True)


def test_a_spreadsheet_of_something_else_says_what_is_needed():
    with pytest.raises(SheetRefused, match=r"Không tìm thấy dòng tiêu đề.*“Họ và tên”, “Giới tính”, “Ngày vào Đảng”"):
        members(sheet({"Món": "Gạo"}, header=["Món", "Giá"]))


# Who is who ---------------------------------------------------------------------------------------------------------


def test_a_row_is_known_by_its_identity_number_first(cell):
    known = MemberIdentityFactory(identity_number="031180001234", member__full_name="Trần Văn Cũ").member
    MembershipFactory(member=known, organization=cell)
    report = members(sheet(person(Số_định_danh_cá_nhân="031180001234")))
    assert [(change.label, change.before, change.after) for change in report.rows[0].changes] == [
        ("Họ và tên", "Trần Văn Cũ", "Trần Văn Bình"),
    ]
    known.refresh_from_db()
    assert (known.full_name, known.search_text) == ("Trần Văn Bình", "tran van binh")
    assert known.history.count() == 2


def test_a_row_without_numbers_is_known_by_name_birthday_and_cell(cell):
    born = "12/05/1980"
    members(sheet(person(Sinh_ngày=born)))
    assert counts(members(sheet(person("TRẦN VĂN BÌNH", Sinh_ngày=born)))) == (0, 1, 0, 0)
    members(sheet(person(Sinh_ngày=born)))
    assert counts(members(sheet(person()))) == (0, 0, 1, 0)  # without a birthday, the only namesake is meant
    assert counts(members(sheet(person(Sinh_ngày="13/05/1980")))) == (1, 0, 0, 0)
    assert counts(members(sheet(person()))) == (1, 0, 0, 0)  # two namesakes: neither is meant


def test_a_namesake_with_another_number_is_somebody_else(cell):
    members(sheet(person(Số_định_danh_cá_nhân="031180001234", Sinh_ngày="12/05/1980")))
    report = members(sheet(person(Số_định_danh_cá_nhân="031180009999", Sinh_ngày="12/05/1980")))
    assert counts(report) == (1, 0, 0, 0)


def test_two_numbers_of_two_persons_in_one_row_are_refused(cell):
    MemberIdentityFactory(identity_number="031180001234", card_number="")
    MemberIdentityFactory(identity_number="", card_number="062000000001")
    report = members(sheet(person(Số_định_danh_cá_nhân="031180001234", Số_thẻ_Đảng="062000000001")))
    assert report.rows[0].reasons == ("Số định danh và số thẻ Đảng của dòng này đang ghi cho hai người khác nhau.",)


def test_duplicates_in_the_file_are_refused(cell):
    number = "031180001234"
    rows = [person(Số_định_danh_cá_nhân=number), person("Lê Thị Cúc", Số_định_danh_cá_nhân=number)]
    report = members(sheet(*rows, person(), person()))
    assert [row.reasons for row in report.rows] == [
        (),
        ("Trùng với dòng 3 của bảng.",),
        (),
        ("Trùng với dòng 5 của bảng.",),
    ]


def test_empty_cells_erase_nothing(cell):
    members(sheet(person(Điện_thoại="0912345678", Dân_tộc="Tày", Chức_vụ="Bí thư", Tổ_đảng="Tổ 1")))
    assert counts(members(sheet(person(Điện_thoại="", Dân_tộc="", Chức_vụ="", Tổ_đảng="")))) == (0, 0, 1, 0)
    assert Member.objects.get().phone == "0912345678"


def test_private_changes_name_no_values(cell):
    members(sheet(person(Dân_tộc="Tày")))
    change = members(sheet(person(Dân_tộc="Kinh"))).rows[0].changes[0]
    assert (change.label, change.is_private, change.before, change.after) == ("Dân tộc", True, "", "")
    assert MemberIdentity.objects.get().ethnicity == "Kinh"


# Positions, groups, states ------------------------------------------------------------------------------------------


def test_positions_and_groups(cell):
    members(
        sheet(
            person(Chức_vụ="Phó Bí thư chi bộ, Tổ trưởng tổ đảng", Tổ_đảng="Tổ đảng số 1"),
            person("Lê Thị Cúc", Tổ_đảng="tổ đảng SỐ 1"),
        )
    )
    assert PartyGroup.objects.count() == 1
    assert set(RoleAssignment.objects.values_list("role", "group__name")) == {
        ("deputy_secretary", None),
        ("group_leader", "Tổ đảng số 1"),
    }
    assert set(Membership.objects.values_list("group__name", flat=True)) == {"Tổ đảng số 1"}


def test_a_new_position_replaces_the_old(cell):
    members(sheet(person(Chức_vụ="Chi ủy viên")))
    report = members(sheet(person(Chức_vụ="Bí thư"), titles=("Tính đến ngày 30/11/2026",)))
    assert [(change.before, change.after) for change in report.rows[0].changes] == [("chi ủy viên", ""), ("", "bí thư")]
    rows = RoleAssignment.objects.order_by("starts_on").values_list("role", "starts_on", "ends_on")
    assert list(rows) == [
        ("committee_member", date(2026, 1, 1), date(2026, 11, 29)),
        ("secretary", date(2026, 11, 30), None),
    ]


def test_a_second_secretary_is_refused_in_the_file_and_beside_the_one_there(cell):
    report = members(sheet(person(Chức_vụ="Bí thư"), person("Lê Thị Cúc", Chức_vụ="Bí thư")))
    assert report.rows[1].reasons == (f"{CELL} đang có bí thư là đồng chí Trần Văn Bình.",)
    assert counts(members(sheet(person("Lê Thị Cúc", Chức_vụ="Bí thư")))) == (0, 0, 0, 1)
    handed_over = [person(Chức_vụ="Chi ủy viên"), person("Lê Thị Cúc", Chức_vụ="Bí thư")]
    assert counts(members(sheet(*handed_over, titles=("Tính đến ngày 30/11/2026",)))) == (1, 1, 0, 0)


def test_positions_outside_the_cell_are_left_out_with_a_note(cell):
    report = members(sheet(person(Chức_vụ="Đảng ủy viên, Bí thư")))
    assert report.rows[0].notes == ("Chức vụ “Đảng ủy viên” không phải chức vụ của chi bộ nên không ghi.",)
    assert RoleAssignment.objects.get().role == Role.SECRETARY


def test_a_group_leader_without_a_group_is_refused(cell):
    assert members(sheet(person(Chức_vụ="Tổ trưởng"))).rows[0].reasons == ("Tổ trưởng phải ghi cả tên tổ đảng.",)


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("Sinh hoạt tạm thời nơi khác", Condition.AWAY),
        ("Được miễn công tác và sinh hoạt", Condition.EXEMPT),
        ("Giảm công tác, sinh hoạt", Condition.REDUCED),
        ("Bị đình chỉ sinh hoạt", Condition.SUSPENDED),
    ],
)
def test_states_become_conditions_and_end(cell, words, condition):
    members(sheet(person(Trạng_thái=words)))
    row = MemberCondition.objects.get()
    assert (row.condition, row.starts_on, row.ends_on) == (condition, date(2026, 1, 1), None)
    assert counts(members(sheet(person(Trạng_thái=words)))) == (0, 0, 1, 0)
    members(sheet(person(Trạng_thái="Đang sinh hoạt")))
    row.refresh_from_db()
    assert row.ends_on == AS_OF - timedelta(days=1)


@pytest.mark.parametrize(("words", "reason"), [("Chuyển đi", "transferred"), ("Từ trần", "died"), ("Khai trừ", "left")])
def test_leaving_ends_the_place_and_the_positions(cell, words, reason):
    members(sheet(person(Chức_vụ="Bí thư")))
    assert counts(members(sheet(person(Trạng_thái=words)))) == (0, 1, 0, 0)
    row = Membership.objects.get()
    assert (row.ends_on, row.leaving_reason) == (AS_OF, reason)
    assert RoleAssignment.objects.get().ends_on == AS_OF
    assert counts(members(sheet(person(Trạng_thái=words)))) == (0, 0, 1, 0)


def test_a_guest_keeps_the_place_at_home(cell):
    home = OrganizationFactory(name="Chi bộ thôn Tam Kiệt", parent=cell.parent)
    number = "031180001234"
    members(sheet(person(Chi_bộ=home.name, Số_định_danh_cá_nhân=number, Trạng_thái="Tạm thời nơi khác")))
    report = members(sheet(person(Số_định_danh_cá_nhân=number, Trạng_thái="Sinh hoạt tạm thời đến")))
    assert counts(report) == (0, 1, 0, 0)
    assert set(Membership.objects.values_list("organization__name", "is_visiting", "ends_on")) == {
        (home.name, False, None),
        (CELL, True, None),
    }
    assert MemberCondition.objects.get().ends_on is None


def test_another_cell_in_the_list_is_a_transfer(cell):
    other = OrganizationFactory(name="Chi bộ thôn Tam Kiệt", parent=cell.parent)
    number = "031180001234"
    members(sheet(person(Số_định_danh_cá_nhân=number, Chức_vụ="Bí thư")))
    content = sheet(person(Số_định_danh_cá_nhân=number, Chi_bộ=other.name), titles=("Tính đến ngày 30/11/2026",))
    assert [(change.before, change.after) for change in members(content).rows[0].changes] == [(CELL, other.name)]
    rows = Membership.objects.order_by("starts_on").values_list("organization__name", "ends_on", "leaving_reason")
    assert list(rows) == [(CELL, date(2026, 11, 29), "transferred"), (other.name, None, "")]
    assert RoleAssignment.objects.get().ends_on == date(2026, 11, 29)


# Who may ------------------------------------------------------------------------------------------------------------


def test_a_secretary_writes_to_the_own_cell_alone(cast):
    rows = [person("Mai Thị Mới"), person("Mai Thị Hai", Chi_bộ=cast.neighbour_cell.name)]
    report = members(sheet(*rows), actor=cast.secretary)
    assert [(row.outcome, row.reasons) for row in report.rows] == [
        (RowOutcome.NEW, ()),
        (RowOutcome.REFUSED, ("Đồng chí không quản lý Chi bộ thôn Tam Kiệt.",)),
    ]
    assert AuditEntry.objects.get(action="members.imported").actor_id == cast.secretary.pk


def test_without_a_column_the_cell_is_the_only_one_managed(cast):
    content = sheet(
        {"Họ và tên *": "Mai Thị Mới", "Giới tính": "Nữ", "Ngày vào Đảng": "03/02/2010"},
        header=["Họ và tên *", "Giới tính", "Ngày vào Đảng"],
    )
    assert counts(members(content, actor=cast.secretary)) == (1, 0, 0, 0)
    assert Membership.objects.get(member__full_name="Mai Thị Mới").organization == cast.cell
    assert members(content).rows[0].reasons == ("Thiếu mục “Tổ chức Đảng đang sinh hoạt”.",)


def test_nobody_is_taken_from_a_cell_one_does_not_manage(cast):
    MemberIdentityFactory(member=cast.neighbour.member, identity_number="031180001234")
    row = person("Vũ Thị Đổi", Số_định_danh_cá_nhân="031180001234", Dân_tộc="Tày")
    report = members(sheet(row), actor=cast.secretary)
    assert report.rows[0].reasons == (
        (
            "Đồng chí này đang trong danh sách của Chi bộ thôn Tam Kiệt, không do đồng chí quản lý. "
            "Đồng chí đề nghị nơi ấy chuyển sinh hoạt trước."
        ),
    )
    as_guest = members(sheet(row | {"Trạng thái": "Sinh hoạt tạm thời đến"}), actor=cast.secretary)
    assert [change.label for change in as_guest.rows[0].changes] == ["Chi bộ"]
    cast.neighbour.member.refresh_from_db()
    assert cast.neighbour.member.full_name == "Vũ Thị Ước"
    assert MemberIdentity.objects.get().ethnicity == ""


@pytest.mark.parametrize("who", ["member", "committee_member", "officer", "supervisor", "technician", "nobody"])
def test_who_manages_no_roll_imports_nobody(cast, who):
    with pytest.raises(PermissionDenied, match="bí thư, phó bí thư"):
        members(sheet(person()), actor=getattr(cast, who))


def test_only_the_technician_imports_organizations(cast):
    with pytest.raises(PermissionDenied, match="cán bộ kỹ thuật"):
        organizations(actor=cast.secretary)
    assert counts(organizations(actor=cast.technician)) == (14, 0, 0, 0)


# Organisations ------------------------------------------------------------------------------------------------------


def organization_sheet(*rows):
    header = ["Mã tổ chức", "Tên tổ chức", "Loại", "Mã cấp trên trực tiếp", "Loại hình chi bộ"]
    return sheet(*[dict(zip(header, row, strict=True)) for row in rows], header=header)


def test_organizations_in_any_order_and_with_reasons():
    report = organizations(
        organization_sheet(
            ("C1", "Chi bộ thôn Một", "Chi bộ", "B", "Thôn, tổ dân phố"),
            ("B", "Đảng bộ xã", "Đảng bộ cơ sở", "", ""),
            ("C2", "Chi bộ thôn Hai", "Chi bộ", "X", "Thôn, tổ dân phố"),
            ("C3", "Chi bộ thôn Ba", "Chi bộ", "B", ""),
            ("C1", "Chi bộ thôn Bốn", "Chi bộ", "B", "Thôn, tổ dân phố"),
            ("C5", "Chi bộ thôn Năm", "Nhóm", "B", "Thôn, tổ dân phố"),
            ("C6", "Chi bộ thôn Sáu", "Chi bộ", "C1", "Thôn, tổ dân phố"),
        )
    )
    assert [row.reasons for row in report.rows] == [
        (),
        (),
        ("Không có tổ chức cấp trên mang mã X.",),
        ("Đồng chí chọn loại hình cho Chi bộ thôn Ba.",),
        ("Mã C1 đã có ở một dòng trên.",),
        ("“Loại” không đúng: Nhóm. Ghi Đảng bộ hoặc Chi bộ.",),
        ("Chi bộ thôn Một là chi bộ, không có tổ chức trực thuộc.",),
    ]
    assert Organization.objects.count() == 2


def test_a_changed_organization_says_what_changed():
    organizations()
    row = ("31.168.053.000.001", "Chi bộ thôn Văn Hòa 1", "Chi bộ", "31.168.053.000.000", "Lực lượng vũ trang")
    report = organizations(organization_sheet(row))
    assert [(change.label, change.before, change.after) for change in report.rows[0].changes] == [
        ("Tên tổ chức", CELL, "Chi bộ thôn Văn Hòa 1"),
        ("Loại hình chi bộ", "Thôn, tổ dân phố", "Lực lượng vũ trang"),
    ]
    assert Organization.objects.get(code=row[0]).search_text == "chi bo thon van hoa 1 31 168 053 000 001"


# Cost ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 3])
def test_a_preview_costs_the_same_for_any_number_of_rows(cell, people, django_assert_num_queries):
    chance = random.Random(people)  # noqa: S311 - made-up numbers
    rows = [
        person(f"Lê Thị Cúc {n}", Số_định_danh_cá_nhân=str(chance.randrange(10**11, 10**12))) for n in range(people)
    ]
    known = MemberFactory(full_name="Trần Văn Bình", recognized_on=None)
    MembershipFactory(member=known, organization=cell)
    RoleFactory(member=known, organization=cell)
    with django_assert_num_queries(18):
        assert counts(members(sheet(*rows, person()), dry_run=True)) == (people, 0, 1, 0)
