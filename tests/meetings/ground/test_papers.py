"""What every paper of a cell begins with."""

from chibo.core.papers import Person
from meetings.ground.papers import committee_name, letterhead, named, posts_on


def test_the_letterhead_is_in_capitals_however_the_lines_were_entered(cast):
    cast.cell.parent_line, cast.cell.issuer_line = "", "Chi bộ thôn Văn Hòa"
    head = letterhead(cast.cell, cast.on)
    assert head.place == "Kiến Thụy"
    assert (head.parent_line, head.issuer_line) == (cast.committee.name.upper(), "CHI BỘ THÔN VĂN HÒA")


def test_the_letterhead_is_as_it_was_entered_before_it_is_the_name(cast):
    cast.cell.parent_line, cast.cell.issuer_line = "Đảng bộ xã Hải Phòng", "Chi bộ số 4"
    head = letterhead(cast.cell, cast.on)
    assert (head.parent_line, head.issuer_line) == ("ĐẢNG BỘ XÃ HẢI PHÒNG", "CHI BỘ SỐ 4")
    cast.cell.issuer_line = ""
    assert letterhead(cast.cell, cast.on).issuer_line == "CHI BỘ THÔN VĂN HÒA"
    assert letterhead(cast.committee, cast.on).parent_line == "ĐẢNG ỦY XÃ KIẾN THỤY"


def test_an_officer_is_named_with_the_post_of_the_day(cast):
    posts = posts_on(cast.cell, cast.on)
    assert posts == {
        cast.secretary.member.pk: "Bí thư Chi bộ",
        cast.deputy.member.pk: "Phó Bí thư Chi bộ",
        cast.committee_member.member.pk: "Chi ủy viên",
    }
    assert named(cast.deputy.member, posts) == Person("Lê Văn Đức", "Phó Bí thư Chi bộ")
    assert named(cast.official, posts) == Person("Cao Văn Chính", "")
    assert named(None, posts) == Person("")
    assert committee_name(cast.committee) == "Đảng ủy xã Kiến Thụy"
