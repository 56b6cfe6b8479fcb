"""Each council says within how many working days an enquiry is answered; it is three until it says otherwise."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_names_are_found_by_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='enquiry_days',
            field=models.PositiveSmallIntegerField(default=3, help_text='Working days within which enterprises here answer an enquiry.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)]),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('enquiry_days__range', (1, 10))), name='organisation_answers_in_days'),
        ),
    ]
