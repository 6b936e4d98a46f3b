import json
from importlib import resources

import jsonschema
import pytest

from empathy.report.machine import REPORT_SCHEMA_VERSION, to_json


@pytest.fixture(scope="module")
def schema():
    return json.loads((resources.files("empathy.report") / "report.schema.json").read_text(encoding="utf-8"))


def test_a_report_follows_its_published_schema(report, small, schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(to_json([report, small])), schema)


def test_the_schema_refuses_what_is_not_a_report(report, schema):
    broken = json.loads(to_json([report]))
    del broken["sessions"][0]["utterances"][0]["role"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_it_carries_the_records_of_the_output_contract(report):
    document = json.loads(to_json([report]))
    assert document["schema"] == REPORT_SCHEMA_VERSION
    assert document["sessions"][0]["utterances"] == report.scored.to_records()


def test_a_missed_opportunity_is_told_apart_from_a_met_one(small):
    found = json.loads(to_json([small]))["sessions"][0]["summary"]["opportunities"]
    assert [(o["utterance"], o["met"]) for o in found] == [(1, True), (3, False)]


def test_it_holds_numbers_that_every_reader_takes(report):
    assert "NaN" not in to_json([report])
    assert "Infinity" not in to_json([report])
