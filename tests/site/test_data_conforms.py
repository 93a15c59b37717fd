"""Every record and every row is what the API description says: no value more, none less, none of another kind."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from django.urls import resolve

from council import indexes, lists, openapi, records
from council.bulk_build import schemas
from council.models import Council
from tests.factories import AT
from tests.site.addresses_data import PAGES, RECORDS

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def faults_of(schema, value) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return [
        f"{'/'.join(map(str, fault.instance_path))}: {fault.message[:200]}" for fault in validator.iter_errors(value)
    ]


def test_every_answer_is_what_the_description_says(answers):
    described = answers.get("/api/openapi.json").json()
    components = described["components"]["schemas"]
    faults, seen = {}, set()

    def look(name, address):
        answer = answers.get(address)
        if answer.status_code == 200:
            seen.add(name)
            if found := faults_of(components[name], answer.json()["record"]):
                faults.setdefault(f"{name} {address}", found[:3])

    for _case, route, address, status in answers.own:
        if status == 200 and route in RECORDS.values():
            look(route, address)
    for address in answers.registered:
        if address.endswith(".json"):
            look("versions-record" if address.endswith("/versions.json") else "register-entry-record", address)
    look("committee-record", "/committees/finance-panel.json")
    look("office-record", "/offices/lamps.json")
    for address in PAGES:
        route = resolve(address.partition("?")[0]).url_name
        if route.endswith("-record"):
            look(route, address)
    for one in indexes.every():
        answer = answers.get(one.address("json")).json()
        shown = described["paths"][one.address("json")]["get"]["responses"]["200"]["content"]["application/json"]
        if found := faults_of({**shown["schema"], "components": described["components"]}, answer):
            faults[one.name] = found[:3]
        assert answer["rows"], one.name
    for one in lists.every():
        schema = {"type": "array", "items": components[f"{one.name}-row"], "minItems": 1}
        if found := faults_of(schema, answers.get(f"{one.address('json')}?page_size=100").json()["rows"]):
            faults[one.name] = found[:3]
    assert faults == {}
    assert seen == {f"{one.name}-record" for one in records.every()} | {"register-entry-record"}


def test_the_examples_of_the_description_can_be_read(client, shared_world, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = records.examples(AT.date())
    assert {one.name for one in records.every() if one.rows} == set(found)
    for one in records.every():
        if one.name in found:
            address = one.path.format(**found[one.name])
            assert client.get(address).status_code == 200, address


def test_every_row_of_the_download_is_what_its_schemas_say(shared_world):
    council, today = Council.current(), AT.date()
    found = {}
    for table in records.tables():
        rows = json.loads(json.dumps([table.read_row(row) for row in table.rows(council, today)]))
        assert rows, table.name
        if faults := faults_of({"type": "array", "items": schemas()[table.name]}, rows):
            found[table.name] = faults[:3]
    assert found == {}


def test_the_description_names_every_address_of_data(client):
    described = client.get("/api/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    paths = set(described["paths"])
    assert {one.address(ending) for one in lists.every() for ending in ("json", "csv")} < paths
    assert {one.address(ending) for one in indexes.every() for ending in ("json", "csv")} < paths
    assert {resource.path for resource in records.every()} < paths
    assert len(paths) == 2 * len([*lists.every(), *indexes.every()]) + len(list(records.every())) + 2
    assert openapi.BULK_PATH in paths
