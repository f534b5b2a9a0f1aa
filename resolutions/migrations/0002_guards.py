from django.db import migrations

from chibo.core.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("resolutions", "0001_initial"), ("core", "0003_guards")]

    operations = [
        Guard(
            name="resolution",
            table="resolutions_resolution",
            when="OLD.state = 'issued'",
            message="An issued resolution is never changed.",
        ),
    ]
