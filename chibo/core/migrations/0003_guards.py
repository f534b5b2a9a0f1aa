from django.db import migrations

from chibo.core.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("core", "0002_people")]

    operations = [
        Guard(
            name="audit",
            table="core_auditentry",
            when="1 = 1",
            message="An audit entry is never changed.",
        ),
        Guard(
            name="stored_document",
            table="core_storeddocument",
            when="1 = 1",
            message="A stored document is never changed.",
        ),
    ]
