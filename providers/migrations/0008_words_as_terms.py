import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import providers.models.searches
from providers.facets import COUNTED, FACTS, NO_FLAGS, SLOTS

CARDS = "INSERT INTO providers_searchcard (service_id, card) SELECT service_id, card FROM providers_searchdocument"
DOCUMENTS = """
UPDATE providers_searchdocument d SET
    words = array_to_tsvector(array(SELECT DISTINCT w FROM unnest(tsvector_to_array(d.words) || array(
        SELECT tag || '@' || floor(d.point[0] / 5000) || '.' || floor(d.point[1] / 5000) FROM unnest(d.tags) tag
        WHERE tag ~ '^(act|fam|who|lang|comm):')) w WHERE w <> '' ORDER BY w)),
    flags = (SELECT string_agg(CASE WHEN f.tag = ANY(d.tags) THEN '1' ELSE '0' END, '' ORDER BY f.place)
             FROM unnest(%s::text[]) WITH ORDINALITY AS f(tag, place))::bit(256),
    tally = coalesce((
        SELECT sum(('1' || repeat('0', 4 * (f.place::int - 1)))::numeric)
        FROM unnest(%s::text[]) WITH ORDINALITY AS f(tag, place) WHERE f.tag = ANY(d.tags)), 0),
    slots = coalesce((
        SELECT sum(s.bit) FROM unnest(%s::text[], %s::int[]) AS s(tag, bit) WHERE s.tag = ANY(d.tags)), 0),
    is_checked = 'is:checked' = ANY(d.tags),
    fresh_until = (SELECT greatest(s.confirmed_on, s.room_said_on, s.listed_on) + 90
                   FROM providers_service s WHERE s.id = d.service_id)
"""


def carry_over(apps, editor):
    """Documents keep working before `reindex_search` has made them anew; only their words of the listing are older."""
    with editor.connection.cursor() as cursor:
        cursor.execute(CARDS)
        cursor.execute(DOCUMENTS, [[*FACTS, *[""] * (256 - len(FACTS))], [f if f in COUNTED else "" for f in FACTS], [f"when:{name}" for name in SLOTS], list(SLOTS.values())])


class Migration(migrations.Migration):
    why_safe = (
        "Search documents are made from services and nothing else is in them. What is removed has moved, in the same "
        "transaction; a site of the release before is stopped for these seconds, as the deployment says."
    )

    dependencies = [("providers", "0007_sitemap")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="KnownWord",
            fields=[("word", models.CharField(max_length=40, primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="SearchCard",
            fields=[
                (
                    "service",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="providers.service",
                    ),
                ),
                ("card", models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="fresh_until",
            field=models.DateField(help_text="Counts as lately confirmed up to this day.", null=True),
        ),
        migrations.AddField(
            model_name="searchdocument", name="flags", field=providers.models.searches.FlagsField(default=NO_FLAGS)
        ),
        migrations.AddField(model_name="searchdocument", name="is_checked", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="searchdocument",
            name="slots",
            field=models.IntegerField(
                default=0, help_text="Free mornings, afternoons and evenings of a week: see facets."
            ),
        ),
        migrations.AddField(
            model_name="searchdocument", name="tally", field=providers.models.searches.TallyField(default=0)
        ),
        migrations.AlterField(
            model_name="searchdocument", name="words", field=providers.models.searches.LexemesField(default=set)
        ),
        migrations.RemoveIndex(model_name="searchdocument", name="search_words"),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="searchdocument", name="search_tags"),
        migrations.RemoveField(model_name="searchdocument", name="card"),
        migrations.RemoveField(model_name="searchdocument", name="tags"),
        migrations.AddIndex(
            model_name="searchdocument",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="search_words", fastupdate=False),
        ),
        migrations.AddIndex(
            model_name="knownword",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["word"], name="known_word_like", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
