from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_sent_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboundmessage",
            name="useful_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="outboundmessage",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "failed", "unknown"])),
                fields=["useful_until"],
                name="message_expiring",
            ),
        ),
    ]
