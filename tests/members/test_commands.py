"""The import commands: what they print and how they end."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.models import Member, Organization
from members.resources import import_organizations
from tests.cast import NOW
from tests.members.test_resources import DATA

pytestmark = pytest.mark.django_db
ORGANIZATIONS, MEMBERS = str(DATA / "to-chuc-dang.xlsx"), str(DATA / "danh-sach-dang-vien.xlsx")


def run(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_organizations_go_in_and_nothing_is_refused():
    assert run("import_organizations", ORGANIZATIONS) == ("14 dòng: mới 14, thay đổi 0, không đổi 0, từ chối 0.\n")
    assert Organization.objects.count() == 14


def test_members_end_with_the_list_of_refusals_and_the_good_rows_written():
    run("import_organizations", ORGANIZATIONS)
    out = StringIO()
    with pytest.raises(CommandError, match="4 dòng bị từ chối, các dòng khác không bị ảnh hưởng"):
        call_command("import_members", MEMBERS, "--now", "2026-11-20T08:00", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "316 dòng: mới 312, thay đổi 0, không đổi 0, từ chối 4."
    assert lines[1].startswith("Dòng 318, Nguyễn Văn Sai Ngày: “Sinh ngày” không đúng: 31/02/1980.")
    assert lines[3] == "Dòng 320, không tên: Thiếu mục “Họ và tên”."
    assert Member.objects.count() == 312


def test_a_dry_run_writes_nothing():
    assert "mới 14" in run("import_organizations", ORGANIZATIONS, "--dry-run")
    assert Organization.objects.count() == 0


def test_files_that_are_missing_or_no_spreadsheet_get_a_sentence(tmp_path):
    fake = tmp_path / "ds.xlsx"
    fake.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match=r"nội dung không phải là tệp \.xlsx"):
        run("import_members", str(fake))
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        run("import_members", str(tmp_path / "khong-co.xlsx"))
    with pytest.raises(CommandError, match="Bảng thiếu cột"):
        run("import_members", ORGANIZATIONS)


def test_progress_is_counted_row_by_row():
    steps = []
    import_organizations(
        actor=None, now=NOW, content=(DATA / "to-chuc-dang.xlsx").read_bytes(), dry_run=True, progress=steps.append
    )
    assert steps == [1] * 14
