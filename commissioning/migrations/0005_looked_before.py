from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commissioning', '0004_grants_held_by_the_database'),
    ]

    operations = [
        migrations.AddField(
            model_name='checkcase',
            name='looked_before',
            field=models.BooleanField(default=False, help_text='The council had seen checks before this case: meanwhile its word still holds.'),
        ),
    ]
