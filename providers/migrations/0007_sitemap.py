"""What the site's map is made from can be read from one index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("providers", "0006_imported_services")]
    operations = [
        AddIndexConcurrently(
            "service",
            models.Index(
                fields=["id"], include=["updated_at"], condition=models.Q(status="listed"), name="service_listed_changed"
            ),
        )
    ]
