import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0006_useful_until")]

    operations = [
        migrations.CreateModel(
            name="MadePaper",
            fields=[
                ("source", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storeddocument"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storeddocument"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enclosures",
                        to="core.outboundmessage",
                    ),
                ),
            ],
            options={
                "ordering": ("message", "pk"),
                "constraints": [models.UniqueConstraint(fields=("message", "document"), name="enclosed_once")],
            },
        ),
    ]
