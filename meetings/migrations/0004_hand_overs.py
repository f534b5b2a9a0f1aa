import django.db.models.deletion
from django.db import migrations, models

import chibo.core.fields
from chibo.core.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("members", "0002_keep_uploads"), ("meetings", "0003_matters_of_every_business")]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", chibo.core.fields.CodeField(max_length=30)),
                ("at", models.DateTimeField()),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hand_overs", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("meeting", "at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("post__in", ["chair", "minute_taker"])), name="hand_over_post_known"
                    )
                ],
            },
        ),
        Guard(
            name="handover",
            table="meetings_handover",
            when="(SELECT state FROM meetings_meeting WHERE id = OLD.meeting_id) = 'locked'",
            message="The records of a meeting whose minutes are locked are never changed.",
            deeds=("INSERT", "UPDATE", "DELETE"),
            both_ways=True,
        ),
    ]
