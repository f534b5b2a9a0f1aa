from django.db import migrations

from chibo.core.guards import Guard

MEETING_LOCKED = "(SELECT state FROM meetings_meeting WHERE id = OLD.meeting_id) = 'locked'"
RECORDS = ("agendaitem", "attendance", "ballot", "guest", "qualityscore", "speech")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("core", "0003_guards")]

    operations = [
        Guard(
            name="meeting",
            table="meetings_meeting",
            when="OLD.state = 'locked'",
            message="A meeting whose minutes are locked is never changed.",
        ),
        Guard(
            name="minutes",
            table="meetings_minutes",
            when="OLD.locked_at IS NOT NULL",
            message="Locked minutes are never changed.",
        ),
        Guard(
            name="follow_up",
            table="meetings_followup",
            when="1 = 1",
            message="A deed that followed a meeting is never changed.",
        ),
        *(
            Guard(
                name=record,
                table=f"meetings_{record}",
                when=MEETING_LOCKED,
                message="The records of a meeting whose minutes are locked are never changed.",
                deeds=("INSERT", "UPDATE", "DELETE"),
                both_ways=True,
            )
            for record in RECORDS
        ),
    ]
