"""Database triggers that keep the register append-only."""

from django.db import migrations

from council import register_triggers


def create(apps, schema_editor):
    register_triggers.create(schema_editor.connection)


def drop(apps, schema_editor):
    register_triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("council", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
