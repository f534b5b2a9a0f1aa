"""Import a list of members from a spreadsheet, as on the page."""

from members.management.importing import ImportCommand
from members.resources import import_members


class Command(ImportCommand):
    help = "Nhập danh sách đảng viên từ bảng tính Excel (.xlsx)."
    run_import = staticmethod(import_members)
