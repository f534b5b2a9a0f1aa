"""Days of people, positions, terms and organisations: bounded by the rules, told beside the field, kept as typed."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import Member, MemberCondition, MemberIdentity, Membership, RoleAssignment, Term
from members.resources import SheetRefused, import_members
from tests.factories.members import ConditionFactory
from tests.members.test_resources import person, sheet
from tests.members.test_views import FIRST

pytestmark = pytest.mark.django_db

PERSON = {
    "full_name": "Đinh Thị Mới",
    "sex": "female",
    "born_on": "01/01/1980",
    "admitted_on": "03/02/2010",
    "recognized_on": "03/02/2011",
    "starts_on": "03/02/2010",
    "channel": "paper",
}
MODELS = (Member, Membership, RoleAssignment, MemberCondition, MemberIdentity, Term)


def stored():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


@pytest.fixture
def desk(cast, client, moved_clock):
    """Post to an address, as the secretary if not as another: refused beside the field, and nothing is written."""
    moved_clock(cast.now)

    def refuse(address, sent, field, told, user=None):
        before = stored()
        client.force_login(user or cast.secretary)
        answer = client.post(address, sent)
        assert answer.status_code in (409, 422)
        form = answer.context["form"]
        assert any(told in str(error) for error in form.errors.get(field, [])), form.errors
        assert f'value="{sent[field]}"' in answer.content.decode()
        assert stored() == before

    return refuse


WRONG = [
    ("born_on", "20/11/2027", "Ngày sinh không được sau hôm nay."),
    ("born_on", "01/01/0001", "Năm phải từ"),
    ("admitted_on", "21/11/2026", "Ngày vào Đảng không được sau hôm nay."),
    ("admitted_on", "02/02/1930", "Ngày vào Đảng phải trong khoảng 03/02/1930 đến 20/11/2026."),
    ("admitted_on", "31/12/1997", "phải đủ 18 tuổi"),
    ("admitted_on", "31/12/1979", "Ngày vào Đảng phải sau ngày sinh."),
    ("recognized_on", "21/11/2026", "Ngày vào Đảng chính thức không được sau hôm nay."),
    ("recognized_on", "02/02/2010", "Ngày chính thức không được trước ngày vào Đảng."),
]


@pytest.mark.parametrize(("field", "typed", "told"), WRONG)
def test_the_days_of_a_person(cast, desk, field, typed, told):
    sent = PERSON | {"organization": cast.cell.pk, field: typed}
    desk(reverse("members:add"), sent, field, told)
    desk(reverse("members:edit", args=[cast.official.pk]), sent, field, told)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("02/02/2010", "không được trước ngày vào Đảng"),
        ("01/01/2029", "phải trong khoảng 03/02/1930 đến 31/12/2028"),
        ("31/12/9999", "Năm phải từ"),
    ],
)
def test_nobody_enters_a_cell_on_an_impossible_day(cast, desk, typed, told):
    desk(reverse("members:add"), PERSON | {"organization": cast.cell.pk, "starts_on": typed}, "starts_on", told)
    row = cast.official.memberships.get()
    address = reverse("members:transfer", args=[row.pk])
    desk(address, {"organization": cast.neighbour_cell.pk, "starts_on": typed}, "starts_on", told)


def test_a_card_is_not_of_tomorrow(cast, desk):
    address = reverse("members:identity-edit", args=[cast.official.pk])
    desk(address, {"card_issued_on": "21/11/2026"}, "card_issued_on", "Ngày cấp thẻ không được sau hôm nay.")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field", "told"),
    [
        ("01/01/2029", "", "starts_on", "Ngày bắt đầu phải trong khoảng"),
        ("02/02/1930", "", "starts_on", "Ngày bắt đầu phải trong khoảng"),
        ("01/10/2026", "30/09/2026", "ends_on", "Ngày kết thúc phải sau ngày bắt đầu."),
        ("01/10/2026", "01/10/2062", "ends_on", "Ngày kết thúc phải trong khoảng"),
    ],
)
def test_a_condition(cast, desk, starts_on, ends_on, field, told):
    sent = {"condition": "exempt", "starts_on": starts_on, "ends_on": ends_on}
    desk(reverse("members:condition-add", args=[cast.official.pk]), sent, field, told)


@pytest.mark.parametrize("typed", ["31/12/2009", "01/01/2062"])
def test_what_is_held_ends_on_a_possible_day(cast, desk, typed):
    told = "Ngày kết thúc ph"
    row = ConditionFactory(member=cast.official, condition="reduced", starts_on=date(2026, 1, 1))
    role = cast.deputy.member.roles.get()
    desk(reverse("members:condition-end", args=[row.pk]), {"ends_on": typed}, "ends_on", told)
    desk(reverse("members:role-end", args=[role.pk]), {"ends_on": typed}, "ends_on", told)
    leaving = {"ends_on": typed, "reason": "died"}
    desk(reverse("members:leave", args=[cast.official.memberships.get().pk]), leaving, "ends_on", told)


def test_a_position_begins_on_a_possible_day(cast, desk):
    sent = {"role": "committee_member", "organization": cast.cell.pk, "starts_on": "01/01/2062"}
    desk(reverse("members:role-add", args=[cast.official.pk]), sent, "starts_on", "Ngày bắt đầu giữ chức vụ phải")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field", "told"),
    [
        ("01/01/2062", "31/12/2064", "starts_on", "Ngày bắt đầu nhiệm kỳ phải trong khoảng"),
        ("01/01/2028", "31/12/2052", "ends_on", "Ngày kết thúc nhiệm kỳ phải trong khoảng"),
        ("01/01/2028", "01/01/2034", "ends_on", "Nhiệm kỳ không dài quá 6 năm"),
        ("01/01/2028", "31/12/2027", "ends_on", "Ngày kết thúc nhiệm kỳ phải sau ngày bắt đầu."),
    ],
)
def test_a_term(cast, desk, starts_on, ends_on, field, told):
    sent = {"title": "Nhiệm kỳ", "starts_on": starts_on, "ends_on": ends_on}
    desk(reverse("members:term-add", args=[cast.cell.pk]), sent, field, told, user=cast.technician)


@pytest.mark.parametrize("typed", ["02/02/1930", "01/01/2029"])
def test_an_organization_is_watched_from_a_possible_day(cast, desk, typed):
    kept = {"code": "X1", "name": "Chi bộ mới", "kind": "cell", "cell_kind": "village", "regular_day": "3"}
    sent, told = kept | {"bound_since": typed}, "Ngày bắt đầu theo dõi phải trong khoảng"
    for address in (reverse("members:organization-add"), reverse("members:organization-edit", args=[cast.cell.pk])):
        desk(address, sent, "bound_since", told, user=cast.technician)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"admitted_on": "01/01/2062"}, "Ngày vào Đảng không được sau hôm nay."),
        ({"recognized_on": "01/01/2062"}, "Ngày vào Đảng chính thức không được sau hôm nay."),
        ({"term_starts_on": "01/01/2062", "term_ends_on": "01/01/2064"}, "Ngày bắt đầu nhiệm kỳ phải trong khoảng"),
        ({"term_ends_on": "01/01/2034"}, "Nhiệm kỳ không dài quá 6 năm"),
    ],
)
def test_the_first_steps_are_held_to_the_same_rules(db, client, wrong, told):
    answer = client.post("/start/", FIRST | wrong)
    assert told in " ".join(answer.context["form"].errors[next(iter(wrong))])
    assert not Member.objects.exists()


@pytest.mark.parametrize(("field", "typed", "told"), [row for row in WRONG if row[1] != "01/01/0001"])
def test_a_list_is_held_to_the_same_rule(cast, field, typed, told):
    titles = {"born_on": "Sinh_ngày", "admitted_on": "Ngày_vào_Đảng", "recognized_on": "Ngày_chính_thức"}
    row = {titles[name]: PERSON[name] for name in titles} | {titles[field]: typed}
    report = import_members(actor=None, now=cast.now, content=sheet(person(**row)), dry_run=False)
    assert told in " ".join(report.rows[0].reasons)


@pytest.mark.parametrize("day", ["01/01/1929", "31/12/2062"])
def test_a_list_of_an_impossible_day_is_refused_whole(cast, day):
    content = sheet(person(), titles=(f"Tính đến ngày {day}",))
    with pytest.raises(SheetRefused, match="Ngày của bảng"):
        import_members(actor=None, now=cast.now, content=content, dry_run=True)
