"""Lists of organisations and of people from spreadsheets: one way in for the page and for the commands."""

from members.codes import RowOutcome
from members.resources.organizations import import_organizations
from members.resources.people import import_members
from members.resources.report import JudgedRow, Report
from members.sheets import SheetRefused

__all__ = ["JudgedRow", "Report", "RowOutcome", "SheetRefused", "import_members", "import_organizations"]
