"""What every paper of a cell begins with."""

from meetings.ground.papers import letterhead


def test_the_letterhead_is_in_capitals_however_the_lines_were_entered(cast):
    cast.cell.parent_line, cast.cell.issuer_line = "", "Chi bộ thôn Văn Hòa"
    head = letterhead(cast.cell, cast.on)
    assert (head.parent_line, head.issuer_line) == (cast.committee.name.upper(), "CHI BỘ THÔN VĂN HÒA")
