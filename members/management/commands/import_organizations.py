"""Import a list of organisations from a spreadsheet, as on the page."""

from members.management.importing import ImportCommand
from members.resources import import_organizations


class Command(ImportCommand):
    help = "Nhập danh sách tổ chức Đảng từ bảng tính Excel (.xlsx)."
    run_import = staticmethod(import_organizations)
