from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_sender_name")]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("key", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("location", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        )
    ]
