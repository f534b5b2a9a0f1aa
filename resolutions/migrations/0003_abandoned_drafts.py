from django.db import migrations, models
from django.db.models import Q

from chibo.core.guards import Unguarded


class Migration(migrations.Migration):
    dependencies = [("resolutions", "0002_guards")]

    operations = [
        Unguarded(
            [
                migrations.RemoveConstraint(model_name="resolution", name="resolution_state_known"),
                migrations.RemoveConstraint(model_name="resolution", name="resolution_issued_complete"),
                migrations.AddField(
                    model_name="resolution", name="reason", field=models.CharField(blank=True, max_length=300)
                ),
                migrations.AddConstraint(
                    model_name="resolution",
                    constraint=models.CheckConstraint(
                        condition=Q(("state__in", ["draft", "issued", "abandoned"])), name="resolution_state_known"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resolution",
                    constraint=models.CheckConstraint(
                        condition=~Q(state="issued")
                        | Q(("document__isnull", False), ("number__isnull", False), ("term__isnull", False)),
                        name="resolution_issued_complete",
                    ),
                ),
            ]
        )
    ]
