"""The pages: who sees them, what they show, what they write, what bad input gets."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chibo.core.models import AuditEntry
from members.models import (
    Member,
    MemberCondition,
    Membership,
    Organization,
    RoleAssignment,
    StoredImport,
    Term,
    User,
)
from tests.cast import NOW, ON
from tests.factories.members import (
    PASSWORD,
    MemberIdentityFactory,
    MembershipFactory,
    PartyGroupFactory,
)
from tests.meetings.reading import seen_on
from tests.members.test_resources import DATA, person, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_clock")]


@pytest.fixture
def _clock(moved_clock):
    moved_clock(NOW)


@pytest.fixture
def browse(client):
    def as_person(user):
        client.force_login(user)
        return client

    return as_person


def page(response):
    return re.sub(r"\s+", " ", response.content.decode())


def url(name, *args):
    return reverse(f"members:{name}", args=args)


# The door -----------------------------------------------------------------------------------------------------------


def test_signing_in_with_a_capital_and_out(cast, client):
    response = client.post("/login/", {"username": " Bithu ", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/")
    assert client.post("/logout/").status_code == 302
    assert client.get(url("roll")).url == "/login/?next=/members/"


def test_a_wrong_password_keeps_the_name(cast, client):
    response = client.post("/login/", {"username": "bithu", "password": "sai"})
    assert 'value="bithu"' in page(response)
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_open(cast, client):
    User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    assert client.post("/login/", {"username": "bithu", "password": PASSWORD}).status_code == 200


def test_changing_the_own_password(cast, browse):
    client = browse(cast.member)
    wrong = client.post("/password/", {"current": "sai", "password": "ngan", "repeated": "khac"})
    assert wrong.status_code == 422
    assert "Mật khẩu đang dùng không đúng." in page(wrong)
    assert "Hai lần ghi mật khẩu không giống nhau." in page(wrong)
    new = "mot-mat-khau-khac-2026"
    done = client.post("/password/", {"current": PASSWORD, "password": new, "repeated": new})
    assert done.url == "/"
    cast.member.refresh_from_db()
    assert cast.member.check_password(new)
    assert client.get(url("roll")).status_code == 302  # still signed in: sent to the own record
    assert "/members/" in client.get(url("roll")).url


def test_a_made_password_must_be_changed_first(cast, browse):
    User.objects.filter(pk=cast.secretary.pk).update(must_change_password=True)
    client = browse(cast.secretary)
    assert client.get(url("roll")).url == "/password/"
    new = "mot-mat-khau-khac-2026"
    client.post("/password/", {"current": PASSWORD, "password": new, "repeated": new})
    assert client.get(url("roll")).status_code == 200


# The roll -----------------------------------------------------------------------------------------------------------


def test_the_roll_counts_and_lists(cast, browse):
    text = page(browse(cast.secretary).get(url("roll")))
    assert "10 đảng viên" in text
    assert "9 chính thức, 1 dự bị." in text
    assert text.index("Phạm Minh Ánh") < text.index("Nguyễn Văn Ân") < text.index("Phan Văn Viễn")
    assert "Miễn công tác, sinh hoạt" in text
    assert "Vũ Thị Ước" not in text  # of the other cell


def test_the_roll_is_searched_without_marks(cast, browse):
    text = page(browse(cast.secretary).get(url("roll"), {"q": "duc"}))
    assert "Lê Văn Đức" in text
    assert "Cao Văn Chính" not in text
    assert "Không tìm thấy ai" in page(browse(cast.secretary).get(url("roll"), {"q": "zzz"}))


def test_the_roll_stands_by_groups(cast, browse):
    group = PartyGroupFactory(organization=cast.cell, name="Tổ đảng số 2")
    Membership.objects.filter(member=cast.official).update(group=group)
    text = page(browse(cast.secretary).get(url("roll")))
    assert text.index("Phan Văn Viễn") < text.index("Tổ đảng số 2") < text.index("Cao Văn Chính")


def test_who_reads_no_roll_sees_the_own_record(cast, browse):
    response = browse(cast.member).get(url("roll"))
    assert response.url == url("detail", cast.member.member.pk)
    assert browse(cast.technician).get(url("roll")).status_code == 403


def test_committee_members_read_but_do_not_write(cast, browse):
    client = browse(cast.committee_member)
    assert "Thêm đảng viên" not in page(client.get(url("roll")))
    assert client.get(url("add")).status_code == 403
    assert client.get(url("edit", cast.official.pk)).status_code == 403
    assert client.get(url("import-members")).status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_the_roll_page_costs_the_same_for_any_number(cast, browse, people, django_assert_num_queries):
    for _ in range(people):
        MembershipFactory(organization=cast.cell)
    client = browse(cast.secretary)
    with django_assert_num_queries(11):
        client.get(url("roll"))


# A person -----------------------------------------------------------------------------------------------------------


def test_a_person_is_seen_by_the_cell_and_by_nobody_else(cast, browse):
    expected = {
        "secretary": 200, "deputy": 200, "committee_member": 200, "member": 404, "neighbour_secretary": 404,
        "officer": 404, "supervisor": 404, "technician": 404, "nobody": 404,
    }  # fmt: skip
    address = url("detail", cast.official.pk)
    assert {who: browse(getattr(cast, who)).get(address).status_code for who in expected} == expected
    assert browse(cast.member).get(url("detail", cast.member.member.pk)).status_code == 200


def test_private_numbers_are_behind_a_button_and_every_look_is_written_down(cast, browse):
    MemberIdentityFactory(member=cast.official, identity_number="031180001234")
    client = browse(cast.secretary)
    address = url("identity", cast.official.pk)
    assert "031180001234" not in page(client.get(url("detail", cast.official.pk)))
    assert client.get(address).status_code == 405
    assert AuditEntry.objects.filter(action="identity.opened").count() == 0
    assert "031180001234" in page(client.post(address))
    entry = AuditEntry.objects.get(action="identity.opened")
    assert (entry.actor_id, entry.target, entry.path) == (
        cast.secretary.pk,
        f"member:{cast.official.pk}",
        cast.cell.path,
    )
    assert browse(cast.deputy).post(address).status_code == 403
    assert browse(cast.neighbour_secretary).post(address).status_code == 404


def test_a_guests_numbers_belong_to_the_home_cell(cast, browse):
    MembershipFactory(member=cast.neighbour.member, organization=cast.cell, is_visiting=True)
    assert browse(cast.secretary).get(url("detail", cast.neighbour.member.pk)).status_code == 200
    assert browse(cast.secretary).post(url("identity", cast.neighbour.member.pk)).status_code == 403
    assert browse(cast.secretary).get(url("edit", cast.neighbour.member.pk)).status_code == 403


PERSON = {
    "full_name": "Đinh  Thị Mới", "sex": "female", "born_on": "1/2/1990", "admitted_on": "03/02/2015",
    "recognized_on": "03/02/2016", "channel": "paper",
}  # fmt: skip


def test_adding_a_person(cast, browse):
    place = {"organization": cast.cell.pk, "starts_on": "01/11/2026"}
    response = browse(cast.secretary).post(url("add"), PERSON | place)
    member = Member.objects.get(full_name="Đinh Thị Mới")
    assert response.url == url("detail", member.pk)
    assert (member.born_on, member.search_text) == (date(1990, 2, 1), "dinh thi moi")
    assert member.memberships.get().starts_on == date(2026, 11, 1)
    assert AuditEntry.objects.get(action="member.registered").path == cast.cell.path


def test_a_wrong_form_comes_back_with_what_was_typed(cast, browse):
    place = {"organization": cast.cell.pk, "starts_on": "31/02/2026"}
    response = browse(cast.secretary).post(url("add"), PERSON | place)
    assert response.status_code == 422
    assert "Ngày này không đúng." in page(response)
    assert 'value="31/02/2026"' in page(response)
    refused = browse(cast.secretary).post(
        url("add"), PERSON | {"recognized_on": "01/01/2015", "organization": cast.cell.pk, "starts_on": "01/11/2026"}
    )
    assert refused.status_code == 409
    assert "Ngày chính thức không được trước ngày vào Đảng." in page(refused)
    assert Member.objects.filter(full_name__startswith="Đinh").count() == 0


def test_nobody_is_added_to_a_cell_of_others(cast, browse):
    place = {"organization": cast.neighbour_cell.pk, "starts_on": "01/11/2026"}
    assert browse(cast.secretary).post(url("add"), PERSON | place).status_code == 422


def test_editing_a_person_keeps_the_history(cast, browse):
    client = browse(cast.deputy)
    response = client.post(url("edit", cast.official.pk), PERSON | seen_on(client.get(url("edit", cast.official.pk))))
    assert response.url == url("detail", cast.official.pk)
    cast.official.refresh_from_db()
    assert (cast.official.full_name, cast.official.search_text) == ("Đinh Thị Mới", "dinh thi moi")
    assert cast.official.history.first().history_user_id == cast.deputy.pk
    assert "full_name" in AuditEntry.objects.get(action="member.changed").data["fields"]


def test_editing_private_numbers(cast, browse):
    MemberIdentityFactory(identity_number="031180009999")
    address = url("identity-edit", cast.official.pk)
    assert browse(cast.secretary).post(address, {"identity_number": "12"}).status_code == 422
    taken = browse(cast.secretary).post(address, {"identity_number": "031180009999"})
    assert (taken.status_code, "Số này đang ghi cho một người khác." in page(taken)) == (409, True)
    browse(cast.secretary).post(address, {"identity_number": "031180001234", "ethnicity": "Tày"})
    cast.official.refresh_from_db()
    assert cast.official.identity.identity_number == "031180001234"
    entry = AuditEntry.objects.get(action="identity.changed")
    assert entry.data == {"fields": ["identity_number", "ethnicity"]}
    assert browse(cast.deputy).get(address).status_code == 403


def test_positions_begin_and_end(cast, browse):
    client = browse(cast.secretary)
    form = {"role": "committee_member", "organization": cast.cell.pk, "starts_on": "20/11/2026"}
    assert client.post(url("role-add", cast.official.pk), form).status_code == 302
    again = client.post(url("role-add", cast.official.pk), form)
    assert (again.status_code, "đang giữ chức vụ này" in page(again)) == (409, True)
    row = RoleAssignment.objects.get(member=cast.official)
    assert client.post(url("role-end", row.pk), {"ends_on": "30/11/2026"}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == date(2026, 11, 30)
    second = client.post(url("role-add", cast.official.pk), form | {"role": "secretary"})
    assert "đang có bí thư là đồng chí Trần Thị Hoa" in page(second)


def test_states_begin_and_end(cast, browse):
    client = browse(cast.secretary)
    client.post(url("condition-add", cast.official.pk), {"condition": "exempt", "starts_on": "01/11/2026"})
    row = MemberCondition.objects.get(member=cast.official)
    assert client.post(url("condition-end", row.pk), {"ends_on": "30/10/2026"}).status_code == 409
    assert client.post(url("condition-end", row.pk), {"ends_on": "30/11/2026"}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == date(2026, 11, 30)
    assert browse(cast.neighbour_secretary).get(url("condition-end", row.pk)).status_code == 404


def test_transfer_and_leaving(cast, browse):
    client = browse(cast.secretary)
    row = Membership.objects.get(member=cast.deputy.member)
    moved = client.post(url("transfer", row.pk), {"organization": cast.neighbour_cell.pk, "starts_on": "01/12/2026"})
    assert moved.url == url("roll")
    assert Membership.objects.get(member=cast.deputy.member, ends_on=None).organization == cast.neighbour_cell
    assert RoleAssignment.objects.get(member=cast.deputy.member).ends_on == date(2026, 11, 30)
    other = Membership.objects.get(member=cast.official)
    client.post(url("leave", other.pk), {"ends_on": "20/11/2026", "reason": "died"})
    other.refresh_from_db()
    assert (other.ends_on, other.leaving_reason) == (ON, "died")
    foreign = Membership.objects.get(member=cast.neighbour.member)
    assert client.get(url("leave", foreign.pk)).status_code == 404


# Lists --------------------------------------------------------------------------------------------------------------


def file_of(content, name="ds.xlsx"):
    return {"file": SimpleUploadedFile(name, content)}


def test_import_in_two_steps_and_once(cast, browse):
    client = browse(cast.secretary)
    content = sheet(person("Mai Thị Mới"), person("Mai Thị Sai", Ngày_vào_Đảng="31/02/2010"))
    response = client.post(url("import-members"), file_of(content))
    kept = StoredImport.objects.get()
    assert response.url == url("import-members-preview", kept.pk)
    text = page(client.get(response.url))
    assert "1 dòng sẽ được ghi" in text
    assert "Mới 1" in text
    assert "Từ chối 1" in text
    assert "“Ngày vào Đảng” không đúng: 31/02/2010." in text
    assert "Mai Thị Mới" not in page(client.get(response.url, {"outcome": "refused"}))
    assert Member.objects.filter(full_name="Mai Thị Mới").count() == 0
    confirm = url("import-members-confirm", kept.pk)
    first = client.post(confirm, follow=False)
    assert first.url == url("roll")
    again = client.post(confirm, follow=True)  # the second press
    assert again.redirect_chain == [(url("import-members"), 302)]
    assert "Bảng tải lên đã quá hạn hoặc đã được nhập. Đồng chí tải lại bảng." in page(again)
    assert Member.objects.filter(full_name="Mai Thị Mới").count() == 1
    assert StoredImport.objects.count() == 0


def test_an_upload_belongs_to_one_person_and_an_hour(cast, browse):
    browse(cast.secretary).post(url("import-members"), file_of(sheet(person())))
    kept = StoredImport.objects.get()
    assert browse(cast.deputy).get(url("import-members-preview", kept.pk)).status_code == 404
    assert browse(cast.deputy).post(url("import-members-confirm", kept.pk)).url == url("import-members")
    other_kind = url("import-organizations-confirm", kept.pk)
    assert browse(cast.secretary).post(other_kind).url == url("import-organizations")
    assert StoredImport.objects.count() == 1
    StoredImport.objects.update(created_at=NOW - timedelta(hours=2))
    assert browse(cast.secretary).post(url("import-members-confirm", kept.pk)).url == url("import-members")
    assert Member.objects.filter(full_name="Trần Văn Bình").count() == 0
    browse(cast.secretary).post(url("import-members"), file_of(sheet(person())))
    assert StoredImport.objects.count() == 1  # the old one is gone


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("ds.xlsx", b"%PDF-1.7 khong phai bang", "nội dung không phải là tệp .xlsx"),
        ("ds.pdf", b"%PDF-1.7", "không thuộc loại được nhận"),
        ("ds.txt", b"ho ten", "không thuộc loại được nhận"),
        ("ds.xlsx", b"", "rỗng, không có nội dung"),
    ],
)
def test_what_is_no_spreadsheet_gets_a_sentence(cast, browse, name, content, told):
    response = browse(cast.secretary).post(url("import-members"), file_of(content, name))
    assert response.status_code == 422
    assert told in page(response)
    assert StoredImport.objects.count() == 0


def test_a_spreadsheet_of_something_else_gets_a_sentence(cast, browse):
    response = browse(cast.secretary).post(url("import-members"), file_of(sheet({"Món": "Gạo"}, header=["Món"])))
    assert (response.status_code, "Không tìm thấy dòng tiêu đề của bảng." in page(response)) == (422, True)


def test_the_technician_imports_organizations(cast, browse):
    client = browse(cast.technician)
    content = (DATA / "to-chuc-dang.xlsx").read_bytes()
    response = client.post(url("import-organizations"), file_of(content))
    client.post(url("import-organizations-confirm", StoredImport.objects.get().pk))
    assert response.status_code == 302
    assert Organization.objects.filter(code__startswith="31.168.053.000.01").count() >= 4
    assert browse(cast.secretary).get(url("import-organizations")).status_code == 403


# Organisations, terms, supervisors ----------------------------------------------------------------------------------


ORGANIZATION = {"code": "N1", "name": "Chi bộ mới", "kind": "cell", "cell_kind": "village", "regular_day": "3"}


def test_the_technician_keeps_the_tree(cast, browse):
    client = browse(cast.technician)
    assert "4 tổ chức đảng" in page(client.get(url("organizations")))
    assert "Tam Kiệt" not in page(client.get(url("organizations"), {"q": "van hoa"}))
    client.post(url("organization-add"), ORGANIZATION | {"parent": cast.committee.pk})
    made = Organization.objects.get(code="N1")
    assert made.path == f"{cast.committee.path}0003."
    taken = client.post(url("organization-add"), ORGANIZATION)
    assert (taken.status_code, "Mã tổ chức N1 đã được dùng" in page(taken)) == (409, True)
    moved = ORGANIZATION | {"name": "Chi bộ khác", "parent": cast.other_committee.pk}
    client.post(url("organization-edit", made.pk), moved | seen_on(client.get(url("organization-edit", made.pk))))
    made.refresh_from_db()
    assert (made.name, made.path) == ("Chi bộ khác", f"{cast.other_committee.path}0001.")
    assert browse(cast.secretary).get(url("organizations")).status_code == 403


def test_a_term_is_opened_once(cast, browse):
    client = browse(cast.technician)
    form = {"title": "2028–2030", "starts_on": "01/01/2028", "ends_on": "31/12/2030"}
    assert client.post(url("term-add", cast.cell.pk), form).status_code == 302
    assert client.post(url("term-add", cast.cell.pk), form).status_code == 409
    assert Term.objects.filter(organization=cast.cell).count() == 2


def test_the_officer_names_who_follows_a_cell(cast, browse):
    client = browse(cast.officer)
    text = page(client.get(url("supervisors")))
    assert "Hoàng Thị Yến, từ 01/01/2025" in text
    assert "Chưa có người theo dõi." in text
    add = url("supervisor-add", cast.neighbour_cell.pk)
    assert client.post(add, {"member": cast.official.pk, "starts_on": "20/11/2026"}).url == url("supervisors")
    row = RoleAssignment.objects.get(member=cast.official)
    assert (row.role, row.organization) == ("supervisor", cast.neighbour_cell)
    client.post(url("supervisor-end", row.pk), {"ends_on": "30/11/2026"})
    row.refresh_from_db()
    assert row.ends_on == date(2026, 11, 30)
    assert browse(cast.other_officer).get(add).status_code == 404
    assert browse(cast.secretary).get(url("supervisors")).status_code == 403


# Accounts -----------------------------------------------------------------------------------------------------------


def test_the_technician_makes_an_account_with_a_password_shown_once(cast, browse):
    client = browse(cast.technician)
    assert "Cao Văn Chính" in page(client.get(url("accounts"), {"q": "chinh"}))
    response = client.post(url("account-add-for", cast.official.pk), {"username": "ChinhCV"})
    password = re.search(r'id="made-password">([^<]+)<', page(response))[1]
    user = User.objects.get(username="chinhcv")
    assert user.check_password(password)
    assert (user.must_change_password, user.is_technician, user.member) == (True, False, cast.official)
    assert password not in str(AuditEntry.objects.values_list("data", flat=True))
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    again = client.post(url("account-add-for", cast.exempt.pk), {"username": "chinhcv"})
    assert (again.status_code, "đã có người dùng" in page(again)) == (409, True)


def test_the_technician_resets_closes_and_opens(cast, browse):
    client = browse(cast.technician)
    assert "Cấp lại mật khẩu cho dangvien" in page(client.get(url("account-password", cast.member.pk)))
    cast.member.refresh_from_db()
    assert cast.member.check_password(PASSWORD)
    client.post(url("account-password", cast.member.pk))
    cast.member.refresh_from_db()
    assert not cast.member.check_password(PASSWORD)
    client.post(url("account-close", cast.member.pk))
    assert not User.objects.get(pk=cast.member.pk).is_active
    client.post(url("account-open", cast.member.pk))
    assert User.objects.get(pk=cast.member.pk).is_active
    client.post(url("account-close", cast.technician.pk))
    assert User.objects.get(pk=cast.technician.pk).is_active


@pytest.mark.parametrize("who", ["secretary", "officer", "member"])
def test_accounts_are_the_technicians_alone(cast, browse, who):
    client = browse(getattr(cast, who))
    assert client.get(url("accounts")).status_code == 403
    assert client.post(url("account-password", cast.member.pk)).status_code == 404
    assert client.post(url("account-add"), {"username": "moi", "is_technician": "on"}).status_code == 403
    assert not User.objects.filter(username="moi").exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_accounts_page_costs_the_same_for_any_number(cast, browse, people, django_assert_num_queries):
    for _ in range(people):
        MembershipFactory(organization=cast.cell)
    client = browse(cast.technician)
    with django_assert_num_queries(10):
        client.get(url("accounts"))


# First steps --------------------------------------------------------------------------------------------------------

FIRST = {
    "parent_line": "Đảng bộ xã Kiến Thụy", "cell_name": "Chi bộ thôn Văn Hòa",
    "cell_kind": "village", "place_name": "Kiến Thụy", "regular_day": "3", "regular_time": "19h30",
    "term_starts_on": "01/01/2025", "term_ends_on": "31/12/2027", "full_name": "Trần Thị Hoa", "sex": "female",
    "admitted_on": "03/02/2005", "recognized_on": "03/02/2006", "username": "BiThu",
    "password": "nha-van-hoa-thon-2026", "repeated": "nha-van-hoa-thon-2026",
}  # fmt: skip


def test_an_empty_installation_opens_on_the_first_steps(client):
    assert client.get("/members/").url == "/start/"
    assert client.get("/login/").url == "/start/"
    assert "Lập chi bộ của đồng chí" in page(client.get("/start/"))


def test_the_first_steps_make_everything_and_sign_in(client):
    response = client.post("/start/", FIRST)
    assert response.url == url("import-members")
    assert client.get(response.url).status_code == 200
    cell = Organization.objects.get(kind="cell")
    assert (cell.path, cell.issuer_line, cell.parent_line) == (
        "0001.0001.",
        "Chi bộ thôn Văn Hòa",
        "Đảng bộ xã Kiến Thụy",
    )
    assert (str(cell.regular_time), cell.bound_since, cell.terms.get().title) == ("19:30:00", ON, "2025–2027")
    user = User.objects.get()
    assert (user.username, user.is_technician, user.member.full_name) == ("bithu", True, "Trần Thị Hoa")
    assert RoleAssignment.objects.get().role == "secretary"


def test_errors_of_the_first_steps_stand_in_the_order_of_the_page(client):
    answer = client.post("/start/", FIRST | {"parent_line": "", "term_ends_on": "31/02/2027", "password": ""})
    html = page(answer)
    assert answer.status_code == 422
    assert re.findall(r'<li><a href="#id_(\w+)">', html) == ["parent_line", "term_ends_on", "password"]
    fields = re.findall(r'<(?:input|select)[^>]* name="(?!csrf)(\w+)"', html)
    assert list(dict.fromkeys(fields)) == list(answer.context["form"].fields)


def test_the_secretary_of_the_first_steps_is_found_again_in_the_list(client):
    client.post("/start/", FIRST)
    row = person("TRẦN THỊ HOA", Giới_tính="Nữ", Sinh_ngày="12/05/1980", Ngày_vào_Đảng="03/02/2005", Chức_vụ="Bí thư")
    response = client.post(url("import-members"), file_of(sheet(row)))
    client.post(url("import-members-confirm", StoredImport.objects.get().pk))
    assert response.status_code == 302
    member = Member.objects.get()
    assert (member.born_on, member.user.username) == (date(1980, 5, 12), "bithu")
    assert RoleAssignment.objects.count() == 1


def test_the_first_steps_are_taken_once(cast, client):
    organizations = Organization.objects.count()
    assert client.get("/start/").url == "/login/"
    assert client.post("/start/", FIRST).url == "/login/"
    assert Organization.objects.count() == organizations


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"password": "12345678901", "repeated": "12345678901"}, "Mật khẩu này hoàn toàn là số"),
        ({"repeated": "khac"}, "Hai lần ghi mật khẩu không giống nhau."),
        ({"term_ends_on": "01/01/2024"}, "Ngày kết thúc nhiệm kỳ phải sau ngày bắt đầu."),
        ({"username": "bí thư"}, "Tên đăng nhập chỉ gồm chữ không dấu"),
        ({"regular_day": "31"}, "28"),
        ({"cell_name": ""}, "Đồng chí chưa ghi mục này."),
    ],
)
def test_wrong_first_steps_come_back_with_what_was_typed(client, wrong, told):
    response = client.post("/start/", FIRST | wrong)
    assert response.status_code in (409, 422)
    assert told in page(response)
    assert 'value="Trần Thị Hoa"' in page(response)
    assert not Organization.objects.exists()


# The frame ----------------------------------------------------------------------------------------------------------


def test_posts_need_a_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.secretary)
    assert client.post(url("add"), PERSON).status_code == 403
