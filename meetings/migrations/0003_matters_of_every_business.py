from django.db import migrations, models

from chibo.core.guards import Unguarded

MATTERS = [
    "agenda",
    "resolution",
    "admission",
    "recognition",
    "striking_off",
    "expulsion",
    "discipline",
    "rating",
    "posts",
    "election",
    "candidates",
    "year_duties",
    "relief",
    "oversight",
    "score",
    "minutes",
]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_guards")]

    operations = [
        Unguarded(
            [
                migrations.RemoveConstraint(model_name="ballot", name="ballot_matter_known"),
                migrations.AddConstraint(
                    model_name="ballot",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("matter__in", MATTERS)), name="ballot_matter_known"
                    ),
                ),
            ]
        )
    ]
