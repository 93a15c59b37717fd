"""The register's triggers let go of the words of sealed records, and of nothing else."""

from django.db import migrations

from council import register_triggers


def renew(apps, schema_editor):
    register_triggers.drop(schema_editor.connection)
    register_triggers.create(schema_editor.connection, has_seals=True)


def as_before(apps, schema_editor):
    register_triggers.drop(schema_editor.connection)
    register_triggers.create(schema_editor.connection, has_seals=False)


class Migration(migrations.Migration):
    dependencies = [("council", "0005_seal_requests")]
    operations = [migrations.RunPython(renew, as_before)]
