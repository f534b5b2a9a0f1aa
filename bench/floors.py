"""The floors: the least work that gives the same figures."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from python_calamine import CalamineWorkbook
from simple_history.utils import bulk_create_with_history

from chibo.core.vietnamese import fold, name_key
from members.models import Member, MemberIdentity, Membership, Organization

# The verdicts and figures of a year for every cell and duty in one statement; local days are UTC + 7 hours.
YEAR_SQLITE = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 16),
duty AS (
  SELECT CASE WHEN i <= 12 THEN 'regular' ELSE 'thematic' END AS kind,
         CASE WHEN i <= 12 THEN printf('%d-%02d', :year, i) ELSE printf('%d-Q%d', :year, i - 12) END AS period,
         CASE WHEN i <= 12 THEN printf('%d-%02d-07', :year, i)
              ELSE date(printf('%d-%02d-01', :year, (i - 12) * 3), '+1 month', '-1 day') END AS last_day
  FROM n
),
fact AS (
  SELECT m.*, julianday(date(starts_at, '+7 hours')) - julianday(date(circulated_at, '+7 hours')) AS lead,
         date(opened_at, '+7 hours') AS held_on, date(locked_at, '+7 hours') AS locked_on,
         CAST((julianday(closed_at) - julianday(opened_at)) * 1440 + 0.0001 AS INTEGER) AS length,
         (SELECT date(f.at, '+7 hours') FROM meetings_followup f
           WHERE f.meeting_id = m.id AND f.deed = 'resolution_issued') AS issued_on,
         (SELECT date(f.at, '+7 hours') FROM meetings_followup f
           WHERE f.meeting_id = m.id AND f.deed = 'score_sent') AS scored_on
  FROM meetings_meeting m
  WHERE m.period LIKE :year || '-%' AND m.state <> 'cancelled'
)
SELECT o.id, d.period, f.id, f.held_on, d.last_day,
  CASE WHEN f.held_on IS NULL THEN CASE WHEN :today > d.last_day THEN 'missed' ELSE 'not_due' END
       WHEN f.held_on <= d.last_day THEN 'met' ELSE 'late' END AS held,
  f.lead, CASE WHEN f.lead >= 1 THEN 'met' WHEN f.lead IS NULL THEN 'missed' ELSE 'late' END AS papers,
  f.length, CASE WHEN d.kind = 'thematic' THEN 'na' WHEN f.length >= 90 THEN 'met' ELSE 'missed' END AS duration,
  f.present, f.expected, CASE WHEN f.present * 10 >= f.expected * 9 THEN 'met' ELSE 'missed' END AS attendance,
  f.locked_on, CASE WHEN f.locked_on IS NULL THEN 'missed' WHEN f.locked_on <= date(f.held_on, '+2 days') THEN 'met'
       ELSE 'late' END AS minutes,
  f.issued_on, CASE WHEN NOT f.resolution_carried THEN 'na' WHEN f.issued_on IS NULL THEN 'missed'
       WHEN f.issued_on <= date(f.held_on, '+2 days') THEN 'met' ELSE 'late' END AS resolution,
  f.scored_on, CASE WHEN d.kind = 'thematic' THEN 'na' WHEN f.scored_on IS NULL THEN 'missed'
       WHEN f.scored_on <= date(f.held_on, CASE strftime('%w', f.held_on) WHEN '0' THEN '+3 days'
            WHEN '1' THEN '+3 days' WHEN '2' THEN '+3 days'
            WHEN '6' THEN '+4 days' ELSE '+5 days' END) THEN 'met' ELSE 'late' END AS score
FROM members_organization o CROSS JOIN duty d
LEFT JOIN fact f ON f.organization_id = o.id AND f.kind = d.kind AND f.period = d.period
WHERE o.kind = 'cell'
ORDER BY o.path, d.period
"""


def year_in_sql(year: int, today: date) -> list[tuple[Any, ...]]:
    """The figures and verdicts of the year by one statement, fetched."""
    statement = YEAR_SQLITE.replace(":year", str(int(year))).replace(":today", f"'{today.isoformat()}'")
    with connection.cursor() as cursor:
        cursor.cursor.execute(statement)  # type: ignore[union-attr]
        return list(cursor.cursor.fetchall())  # type: ignore[union-attr]


def _rows(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[5:]


def _members(rows: list[list[Any]]) -> list[Member]:
    return [
        Member(
            full_name=row[1],
            sex="male" if row[3] == "Nam" else "female",
            born_on=row[4],
            admitted_on=row[13],
            recognized_on=row[14],
            phone=row[17],
            email=row[18],
            name_key=name_key(row[1]),
            search_text=fold(row[1]),
        )
        for row in rows
    ]


def read_and_insert(path: Path) -> int:
    """Read the sheet and put one row per line into the table of members, with the keys that order and search them."""
    return len(Member.objects.bulk_create(_members(_rows(path)), batch_size=500))


def read_and_insert_all(path: Path) -> int:
    """The same with every row that an import leaves: person, history, identity, membership. Nothing is checked."""
    rows = _rows(path)
    cells = dict(Organization.objects.values_list("name", "pk"))
    members = bulk_create_with_history(_members(rows), Member, batch_size=500)
    MemberIdentity.objects.bulk_create(
        [
            MemberIdentity(
                member=member,
                identity_number=row[7],
                card_number=row[8],
                card_place=row[9],
                card_issued_on=row[10],
                ethnicity=row[5],
                religion=row[6],
                hometown=row[12],
            )
            for member, row in zip(members, rows, strict=True)
        ],
        batch_size=500,
    )
    joined = [
        Membership(member=member, organization_id=cells[row[11]], starts_on=row[13])
        for member, row in zip(members, rows, strict=True)
    ]
    return len(Membership.objects.bulk_create(joined, batch_size=500))
