"""The JSON Schema of one record of the output contract, made from the codebook so that the two cannot part."""

from typing import Any

from empathy.markers.catalogue import Marker, codebook
from empathy.markers.scores import SCHEMA_VERSION
from empathy.transcript import Role


def record_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) of one object of ``empathy score --format jsonl``."""
    number_or_null = {"type": ["number", "null"], "description": "seconds from the session's beginning"}
    fields: dict[str, Any] = {
        "schema": {"const": SCHEMA_VERSION},
        "session": {"type": "string", "description": "the session's name, anonymized"},
        "utterance": {"type": "integer", "minimum": 0, "description": "place in the input, counted from 0"},
        "start": number_or_null,
        "end": number_or_null,
        "speaker": {"type": "string", "description": "the speaker's label, anonymized"},
        "role": {"enum": [r.value for r in Role]},
        "text": {"type": "string", "description": "the utterance, anonymized"},
        "markers": {
            "type": "object",
            "properties": {m.id: _marker(m) for m in codebook().markers},
            "additionalProperties": False,
            "description": "helper markers on helper utterances only, client markers on client utterances only",
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One scored utterance",
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _marker(marker: Marker) -> dict[str, Any]:
    probability = {"type": "number", "minimum": 0, "maximum": 1}
    span = {"type": "array", "prefixItems": [{"type": "integer", "minimum": 0}] * 2, "minItems": 2, "maxItems": 2}
    fields: dict[str, Any] = {
        "label": {"enum": list(marker.values)},
        "probability": probability | {"description": "calibrated probability of the label"},
        "probabilities": {
            "type": "object",
            "properties": dict.fromkeys(marker.values, probability),
            "required": list(marker.values),
            "additionalProperties": False,
        },
        "uncertain": {"type": "boolean"},
        "evidence": {"type": "array", "items": span, "description": "character spans of text, [start, end)"},
    }
    return {
        "type": "object",
        "description": marker.definition,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
