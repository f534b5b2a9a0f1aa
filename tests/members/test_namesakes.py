"""People of one name on one list are told apart, and nobody else is."""

from datetime import date

import pytest

from members.forms.positions import SupervisorForm
from members.models import Member
from members.namesakes import names_of
from tests.factories.members import MemberFactory, MembershipFactory, OrganizationFactory, PartyGroupFactory

pytestmark = pytest.mark.django_db


def an(born=None, admitted="2010-02-03", name="Nguyễn Văn An"):
    return MemberFactory(
        full_name=name,
        born_on=date.fromisoformat(born) if born else None,
        admitted_on=date.fromisoformat(admitted),
        recognized_on=None,
    )


def told(*people):
    return list(names_of(people).values())


def test_a_name_that_is_the_only_one_stands_alone(django_assert_num_queries):
    people = [an("1960-03-05"), an("1960-03-05", name="Nguyễn Văn Anh")]
    with django_assert_num_queries(0):
        assert told(*people) == ["Nguyễn Văn An", "Nguyễn Văn Anh"]


def test_nobody_beside_himself():
    one = an("1960-03-05")
    assert told(one, one) == ["Nguyễn Văn An"]


@pytest.mark.parametrize(
    ("births", "expected"),
    [
        (("1960-03-05", "1985-07-01"), ["(sinh 1960)", "(sinh 1985)"]),
        ((None, "1985-07-01"), ["", "(sinh 1985)"]),
        (("1960-03-05", "1960-11-20"), ["(sinh ngày 05/03/1960)", "(sinh ngày 20/11/1960)"]),
        (
            ("1960-03-05", "1985-07-01", "1960-11-20"),
            ["(sinh ngày 05/03/1960)", "(sinh 1985)", "(sinh ngày 20/11/1960)"],
        ),
    ],
)
def test_by_birth_as_far_as_it_differs(births, expected, django_assert_num_queries):
    people = [an(born) for born in births]
    with django_assert_num_queries(0):
        assert told(*people) == [f"Nguyễn Văn An {words}".strip() for words in expected]


@pytest.mark.parametrize("born", [None, "1960-03-05"])
def test_by_group_where_birth_does_not_tell(born, django_assert_num_queries):
    cell = OrganizationFactory()
    people = [an(born), an(born), an(born, name="Nguyễn văn an")]
    for person, name in zip(people[:2], ("Tổ đảng 1", "Tổ đảng 2"), strict=True):
        MembershipFactory(member=person, organization=cell, group=PartyGroupFactory(organization=cell, name=name))
    with django_assert_num_queries(1):
        assert told(*people) == ["Nguyễn Văn An (Tổ đảng 1)", "Nguyễn Văn An (Tổ đảng 2)", "Nguyễn văn an"]


def test_by_the_day_of_admission_at_last():
    assert told(an(), an(admitted="2015-05-19")) == [
        "Nguyễn Văn An (vào Đảng ngày 03/02/2010)",
        "Nguyễn Văn An (vào Đảng ngày 19/05/2015)",
    ]


def test_a_field_of_people_tells_them_apart_with_one_query(django_assert_num_queries):
    an("1960-03-05"), an("1985-07-01"), an("1990-01-01", name="Trần Thị Hoa")
    form = SupervisorForm(people=Member.objects.order_by("born_on"))
    with django_assert_num_queries(1):
        words = [str(label) for _, label in form.fields["member"].choices]
    assert words == ["Chọn tên", "Nguyễn Văn An (sinh 1960)", "Nguyễn Văn An (sinh 1985)", "Trần Thị Hoa"]
