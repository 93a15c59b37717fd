"""The list of where words are kept, held against the models: a new model must be put on it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from council.models.guard import GuardedModel
from council.models.published import PublishedRecord
from council.remains import word_columns
from council.sealing_list import AROUND, ELSEWHERE, NO_WORDS, PARTS, RECORDS, Keeps
from meetings.lifecycle import BELOW
from meetings.models import Document

TABLES = {"RECORDS": RECORDS, "PARTS": PARTS, "AROUND": AROUND, "ELSEWHERE": ELSEWHERE, "NO_WORDS": NO_WORDS}
LISTED = [label for table in TABLES.values() for label in table]


def columns_with_words(model: type[models.Model]) -> list[str]:
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return [column.name for column in model._meta.concrete_fields if isinstance(column, kinds) and not column.choices]


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_every_model_with_words_stands_on_the_list(model):
    label = model._meta.label
    named = [name for name, table in TABLES.items() if label in table]
    if issubclass(model, PublishedRecord):
        assert named == ["RECORDS"], f"{label} is published: put it into RECORDS of council/sealing_list.py"
    elif issubclass(model, GuardedModel):
        assert named == ["PARTS"], f"{label} belongs to a published record: put it into PARTS with the way there"
    elif columns_with_words(model):
        words = f"{label} has {columns_with_words(model)}: say in council/sealing_list.py whether they are a record's"
        assert len(named) == 1, words


def test_the_list_names_only_models_and_columns_that_are_there():
    assert len(LISTED) == len(set(LISTED))
    assert set(LISTED) - {model._meta.label for model in apps.get_models()} == set()
    for table in (RECORDS, PARTS, AROUND):
        for label, keeps in table.items():
            names = {column.name for column in apps.get_model(label)._meta.get_fields()}
            assert keeps.stays | {*keeps.versions, *keeps.files} <= names, label


def test_the_ways_from_parts_lead_to_records():
    for label, keeps in (PARTS | AROUND).items():
        assert keeps.of, label
        for lookup in keeps.of:
            model = apps.get_model(label)
            for name in lookup.split("__"):
                model = model._meta.get_field(name).related_model
            assert model._meta.label in RECORDS, f"{label}: {lookup}"


def test_what_goes_out_of_sight_with_a_record_is_sealed_with_it_too():
    for above, below in BELOW.items():
        for model, name in below:
            ways = (*model.public_parents, *RECORDS[model._meta.label].of)
            assert name in ways, f"{model._meta.label} hangs on {above._meta.label}: name {name} in RECORDS"


def test_what_stays_is_short_and_written_out():
    """Only numbers, references and addresses stay; every other text of a record goes."""
    staying = {
        (label, name) for table in (RECORDS, PARTS) for label, keeps in table.items() for name in keeps.stays
        if isinstance(apps.get_model(label)._meta.get_field(name), models.CharField | models.TextField)
    }  # fmt: skip
    for label, name in staying:
        length = apps.get_model(label)._meta.get_field(name).max_length
        assert length is not None, (label, name)
        assert length <= 60, (label, name)


def test_a_column_with_words_goes_unless_it_is_named():
    found = [column.name for column in word_columns(Document, Keeps(stays=frozenset({"reference"})))]
    assert {"title", "exempt_reason", "file", "sha256", "format"} <= set(found)
    assert not {"reference", "kind", "restriction", "position", "withdrawn_reason", "public_id"} & set(found)
