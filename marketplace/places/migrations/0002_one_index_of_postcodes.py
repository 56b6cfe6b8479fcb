from django.db import migrations


class Migration(migrations.Migration):
    """The key of postcodes sorts bytewise already; a second index of 2.7 million rows would serve nothing."""

    dependencies = [("places", "0001_initial")]

    operations = [
        migrations.RunSQL('DROP INDEX IF EXISTS "places_postcode_code_f0423afa_like"', migrations.RunSQL.noop),
    ]
