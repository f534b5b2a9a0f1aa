"""Lists of organisations and of people from spreadsheets: one way in for the page and for the commands."""

from members.codes import Verdict
from members.resources.organizations import import_organizations
from members.resources.people import import_members
from members.resources.verdicts import Change, Report, RowVerdict
from members.sheets import SheetRefused

__all__ = ["Change", "Report", "RowVerdict", "SheetRefused", "Verdict", "import_members", "import_organizations"]
