"""The instruments: numbers and dates as they are printed, and none that has been replaced in force today."""

from datetime import date

import pytest

from chibo.rules.sources import SOURCES, Certainty, Source, cite
from chibo.rules.thresholds import DEFAULTS, SUGGESTED
from chibo.rules.voting import BUSINESS


@pytest.mark.parametrize(
    ("key", "citation"),
    [
        ("DL", "Điều lệ Đảng"),
        ("CT50", "CT 50-CT/TW, 23/07/2025"),
        ("HD42", "HD 42-HD/BTCTW, 28/10/2025"),
        ("HD12", "HD 12-HD/BTCTW, 06/07/2018"),
        ("QD208", "QĐ 208-QĐ/TW, 26/07/2026"),
        ("QD24", "QĐ 24-QĐ/TW, 30/07/2021"),
        ("HD01", "HD 01-HD/TW, 19/05/2026"),
        ("QD399", "QĐ 399-QĐ/TW, 09/01/2026"),
        ("HD05", "HD 05-HD/VPTW, 27/05/2026"),
        ("L117", "Luật 117/2025/QH15, 10/12/2025"),
        ("L91", "Luật 91/2025/QH15"),
        ("KN", "Kinh nghiệm các chi bộ"),
        ("LC", "QĐ 29-QĐ/TU (Lào Cai), 26/01/2026"),
        ("LC08", "QĐ 08-QĐ/TU (Lào Cai), 28/11/2025"),
        ("LOCAL", "Quy định của cấp ủy"),
    ],
)
def test_an_instrument_is_cited_with_number_and_date(key, citation):
    assert cite(key) == citation
    assert SOURCES[key].key == key


def test_the_table_above_names_every_instrument():
    assert len(SOURCES) == 15


def test_a_basis_that_is_no_key_is_cited_as_it_stands():
    assert cite("Nghị quyết 12-NQ/ĐU, 02/01/2026") == "Nghị quyết 12-NQ/ĐU, 02/01/2026"


def test_days_and_months_are_printed_with_two_figures():
    assert Source("X", "CV 1", "", "", date(2026, 3, 5)).citation == "CV 1, 05/03/2026"


def test_what_replaces_an_instrument_is_newer_and_itself_in_force():
    replaced = [row for row in SOURCES.values() if row.replaced_by]
    assert {row.key for row in replaced} == {"HD12", "QD24"}
    for row in replaced:
        successor = SOURCES[row.replaced_by]
        assert successor.issued_on > row.issued_on
        assert not successor.replaced_by


def test_every_figure_and_majority_rests_on_a_known_instrument():
    used = {row.source for row in (*DEFAULTS, *SUGGESTED)} | {
        business.majority.source for business in BUSINESS.values()
    }
    assert used - set(SOURCES) == set()


def test_no_figure_in_force_today_rests_on_a_replaced_instrument():
    today = date(2026, 12, 1)
    assert [row.code for row in DEFAULTS if row.in_force(today, "") and SOURCES[row.source].replaced_by] == []


def test_no_figure_is_older_than_its_instrument():
    early = [
        (row.code, row.source)
        for row in (*DEFAULTS, *SUGGESTED)
        if (issued_on := SOURCES[row.source].issued_on) and row.since < issued_on
    ]
    assert early == []


@pytest.mark.parametrize(
    ("key", "certainty"),
    [
        ("HD42", Certainty.QUOTED),
        ("LC", Certainty.LOCAL),
        ("LC08", Certainty.LOCAL),
        ("KN", Certainty.PRACTICE),
        ("HD12", Certainty.UNVERIFIED),
    ],
)
def test_what_is_not_law_of_the_whole_party_says_so(key, certainty):
    assert SOURCES[key].certainty is certainty


def test_nothing_that_binds_one_province_binds_by_default():
    assert {SOURCES[row.source].certainty for row in DEFAULTS} & {Certainty.LOCAL} == set()
    assert {SOURCES[row.source].certainty for row in SUGGESTED} == {Certainty.LOCAL}


@pytest.mark.parametrize(
    ("key", "issuer"),
    [
        ("CT50", "Ban Bí thư"),
        ("HD42", "Ban Tổ chức Trung ương"),
        ("QD399", "Ban Bí thư"),
        ("HD05", "Văn phòng Trung ương Đảng"),
        ("LC", "Tỉnh ủy Lào Cai"),
    ],
)
def test_who_issued_it(key, issuer):
    assert SOURCES[key].issuer == issuer
