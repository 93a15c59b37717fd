"""The search index: its tables, and the full-text structures of each database."""

from django.db import migrations, models

from council.search import schema


def create(apps, schema_editor):
    schema.create(schema_editor.connection)


def drop(apps, schema_editor):
    schema.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0017_bulk_file"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchPlace",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("beginning", models.CharField(db_index=True, max_length=2)),
                ("ending", models.CharField(db_index=True, max_length=3)),
                ("entries", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("reference", models.CharField(max_length=32)),
                ("part", models.PositiveIntegerField(default=0)),
                ("row", models.PositiveBigIntegerField(null=True)),
                ("code", models.CharField(blank=True, db_index=True, max_length=80)),
                ("title", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("heading", models.TextField(blank=True)),
                ("address", models.CharField(db_index=True, max_length=600)),
                ("happened_on", models.DateField(null=True)),
                (
                    "marks",
                    models.TextField(
                        blank=True, help_text="its group and its quarter as words, of council.search.marks"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reference", "part"), name="searchentry_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("body", models.PositiveBigIntegerField(default=0)),
                ("office", models.CharField(blank=True, max_length=200)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("year", models.CharField(blank=True, max_length=10)),
                (
                    "wards",
                    models.CharField(
                        blank=True, help_text="each between bars: |harbour:Harbour|quay:Quay|", max_length=1000
                    ),
                ),
                ("size", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "body", "office", "outcome", "year", "wards"), name="searchgroup_once"
                    )
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
