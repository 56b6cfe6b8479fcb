import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The feed is read page by page without stopping anybody who writes."""

    atomic = False
    dependencies = [
        ('providers', '0004_what_leaves_the_site'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='service',
            index=models.Index(condition=models.Q(('status', 'listed'), models.Q(('withheld__contains', ['everything']), _negated=True)), fields=['id'], name='service_feed'),
        ),
        AddIndexConcurrently(
            model_name='service',
            index=models.Index(condition=models.Q(('status', 'listed'), models.Q(('withheld__contains', ['everything']), _negated=True)), fields=['enterprise', 'id'], name='service_feed_owner'),
        ),
        AddIndexConcurrently(
            model_name='service',
            index=models.Index(condition=models.Q(('status', 'listed'), models.Q(('withheld__contains', ['everything']), _negated=True)), fields=['updated_at', 'id'], name='service_feed_changed'),
        ),
        AddIndexConcurrently(
            model_name='service',
            index=models.Index(condition=models.Q(('status', 'listed'), models.Q(('withheld__contains', ['everything']), _negated=True)), fields=['easting', 'northing'], name='service_feed_point'),
        ),
        AddIndexConcurrently(
            model_name='service',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('status', 'listed'), models.Q(('withheld__contains', ['everything']), _negated=True)), fields=['activities', 'needs', 'payments', 'access', 'communication', 'councils'], name='service_feed_lists'),
        ),
        AddIndexConcurrently(
            model_name='service',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('summary', 'people', 'story', config='english'), condition=models.Q(('status', 'listed'), models.Q(('withheld__contains', ['everything']), _negated=True)), name='service_feed_words'),
        ),
    ]
