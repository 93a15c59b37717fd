"""What public values look like, as JSON Schema (2020-12): taken from the columns, said by a field where none tells.

The descriptions are the catalogues' own labels, so that a data dictionary and an API description come from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from council.representations import fact

if TYPE_CHECKING:
    from council.representations import Catalogue, PublicField

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
# Characters of one value in a query string.
LONGEST_VALUE = 400
VALUE: Schema = {**TEXT, "maxLength": LONGEST_VALUE, "pattern": "^[^\\u0000]*$"}


def or_none(schema: Schema) -> Schema:
    """The same, or nothing."""
    return {**schema, "type": [schema["type"], "null"]}


def record(**properties: Schema) -> Schema:
    """An object with exactly these values."""
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False
    }  # fmt: skip


def listed(schema: Schema) -> Schema:
    """A list of such values."""
    return {"type": "array", "items": schema}


# Rows whose columns depend on what was entered.
SOME_OBJECT: Schema = {"type": "object"}
NAMED = record(name=TEXT, slug=TEXT)
LINKED = record(name=TEXT, address=TEXT)
PARTS = listed(record(label=TEXT, text=TEXT))

# The first that a column is an instance of counts.
OF_COLUMNS: tuple[tuple[type[models.Field], Schema], ...] = (
    (models.BooleanField, FLAG),
    (models.UUIDField, TEXT),
    (models.IntegerField, NUMBER),
    (models.DateTimeField, MOMENT),
    (models.DateField, DAY),
    (models.TimeField, TEXT),
)


def schema_of(field: PublicField, model: type[models.Model] | None = None) -> Schema:
    """What the value of a field is, with its label."""
    return {**(field.schema or _of_column(field, model)), "description": str(field.label)}


def _of_column(field: PublicField, model: type[models.Model] | None) -> Schema:
    names = [column.name for column in model._meta.concrete_fields] if model is not None else []
    if not field.shows or field.shows[0] not in names or model is None:
        return TEXT
    column: Any = model._meta.get_field(field.shows[0])
    found = next((schema for kind, schema in OF_COLUMNS if isinstance(column, kind)), TEXT)
    return or_none(found) if column.null else found


def object_of(fields: Iterable[PublicField], model: type[models.Model] | None = None) -> Schema:
    """An object with these fields and no others."""
    return record(**{field.name: schema_of(field, model) for field in fields})


def one_of(catalogue: Catalogue) -> Schema:
    """One record as its catalogue reads it."""
    return object_of(catalogue.fields, catalogue.model)


def rows_of(catalogue: Catalogue) -> Schema:
    """A list of records as their catalogue reads them."""
    return listed(one_of(catalogue))


def some_of(catalogue: Catalogue, names: Iterable[str]) -> Schema:
    """One record with only these of its fields."""
    wanted = set(names)
    return object_of([field for field in catalogue.fields if field.name in wanted], catalogue.model)


def facts_of(catalogue: Catalogue) -> tuple[PublicField, ...]:
    """The fields of a catalogue, read from facts that it gave."""
    return tuple(
        fact(field.name, field.label, field.schema or _of_column(field, catalogue.model)) for field in catalogue.fields
    )


def type_words(schema: Schema) -> str:
    """The kind of value in plain words, for the data dictionary."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    words = {
        "string": {"date": "date (YYYY-MM-DD)", "date-time": "moment (UTC, RFC 3339)"}.get(
            schema.get("format", ""), "text"
        ),
        "boolean": "true or false",
        "integer": "whole number",
        "array": "list",
        "object": "record",
    }
    return " or nothing".join([words[kinds[0]], ""]) if "null" in kinds else words[kinds[0]]
