import django.db.models.deletion
from django.db import migrations, models

from chibo.core.guards import Unguard, Unguarded


class Migration(migrations.Migration):
    dependencies = [("core", "0004_sender_name"), ("meetings", "0004_hand_overs")]

    operations = [
        Unguarded(
            [
                migrations.AddField(
                    model_name="qualityscore",
                    name="document",
                    field=models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storeddocument",
                    ),
                )
            ]
        ),
        Unguard(
            name="qualityscore",
            table="meetings_qualityscore",
            when="(SELECT state FROM meetings_meeting WHERE id = OLD.meeting_id) = 'locked'",
            message="The records of a meeting whose minutes are locked are never changed.",
            deeds=("INSERT",),
        ),
    ]
