import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_change_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="ballot",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="assignments",
                to="meetings.ballot",
            ),
        ),
    ]
