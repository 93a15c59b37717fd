"""The tests' own databases: migrated as the models say, emptied wholly, and their guards stand again afterwards."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from council.models import RegisterEntry
from tests import databases, factories


@pytest.mark.django_db
def test_a_copy_has_every_migration():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db(transaction=True)
def test_everything_is_emptied_and_guarded_again(private_files):
    for _ in range(2):
        factories.make_response(until="published")
        assert RegisterEntry.objects.count() > 1
        with pytest.raises(DatabaseError, match="append-only"):
            RegisterEntry.objects.all()._raw_delete("default")
        databases.empty()
        ours = [model for model in apps.get_models() if model._meta.db_table not in databases.KEPT]
        assert {model.__name__ for model in ours if model._base_manager.exists()} == set()


def test_another_migration_makes_another_database(monkeypatch, tmp_path):
    usual = databases.signature()
    assert databases.signature() == usual
    config = apps.get_app_config("meetings")
    (tmp_path / "migrations").mkdir()
    monkeypatch.setattr(config, "path", str(tmp_path))
    without = databases.signature()
    (tmp_path / "migrations" / "0001_first.py").write_text("operations = []\n")
    assert len({usual, without, databases.signature()}) == 3
