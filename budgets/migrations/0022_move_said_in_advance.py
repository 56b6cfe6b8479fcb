"""A move said in advance keeps its new place until its day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0021_visits_replaced'),
    ]

    operations = [
        migrations.AddField(
            model_name='lifechange',
            name='outcode',
            field=models.CharField(blank=True, help_text='Of a move that is still to come: where to; blank once it has come.', max_length=4),
        ),
    ]
