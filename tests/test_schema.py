import json
from pathlib import Path

import jsonschema
import pytest

from empathy.markers.scores import SCHEMA_VERSION
from empathy.schema import record_schema

PUBLISHED = Path(__file__).parents[1] / "docs" / f"score-{SCHEMA_VERSION}.schema.json"
RECORD = {
    "schema": SCHEMA_VERSION,
    "session": "a",
    "utterance": 0,
    "start": None,
    "end": None,
    "speaker": "Therapist",
    "role": "helper",
    "text": "Of course.",
    "markers": {
        "validation": {
            "label": "yes",
            "probability": 0.8,
            "probabilities": {"no": 0.2, "yes": 0.8},
            "uncertain": False,
            "evidence": [[0, 9]],
        }
    },
}


def test_the_published_schema_is_the_codebooks():
    assert json.loads(PUBLISHED.read_text()) == record_schema()


def test_a_record_fits():
    jsonschema.validate(RECORD, record_schema())


@pytest.mark.parametrize(
    "change", [{"role": "judge"}, {"utterance": -1}, {"markers": {"empathy": {}}}, {"secret": "x"}]
)
def test_anything_else_does_not(change):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(RECORD | change, record_schema())
