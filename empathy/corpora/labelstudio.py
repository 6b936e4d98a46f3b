"""Label Studio: tasks with our scores or coders' codes as predictions out, annotations in.

The layouts are those of Label Studio's import and export: a task is ``{"data", "predictions", "annotations"}``,
a result has ``from_name``, ``to_name``, ``type`` and ``value``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from empathy.corpora.codetable import code_shown
from empathy.errors import InputError
from empathy.markers.catalogue import Catalogue, codebook
from empathy.transcript import Role

Record = Mapping[str, Any]
# How many turns before the one to code a task shows.
_CONTEXT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One coder's value of one marker; ``unit`` is (session, utterance)."""

    unit: tuple[str, str]
    coder: str
    marker: str
    value: str
    text: str


def labelling_config(role: Role = Role.HELPER) -> str:
    """Return the project's labelling configuration: the text, its context, and a choice for each marker."""
    choices = "\n".join(
        f'  <Header value={quoteattr(marker.name)}/>\n  <Choices name="{marker.id}" toName="text" choice="single">'
        + "".join(f"<Choice value={quoteattr(value)}/>" for value in marker.values)
        + "</Choices>"
        for marker in codebook().for_role(role)
    )
    head = '  <Text name="context" value="$context"/>\n  <Text name="text" value="$text"/>'
    return f"<View>\n{head}\n{choices}\n</View>\n"


def tasks(records: Iterable[Record], *, role: Role = Role.HELPER) -> list[dict[str, Any]]:
    """Turn records of the output contract into tasks: one an utterance of this role, our labels as predictions.

    ``score`` of a prediction is the smallest probability among its labels, so that doubtful tasks sort first. Where
    a record has ``codes``, by a coder's number and marker, they are predictions too, a coder each: an annotation
    would need an account of its own in the project.
    """
    made: list[dict[str, Any]] = []
    before: list[str] = []
    session = None
    for record in records:
        if record["session"] != session:
            session, before = record["session"], []
        if record["role"] == role.value:
            made.append(_task(record, before[-_CONTEXT:]))
        before.append(f"{record['speaker']}: {record['text']}")
    return made


def _task(record: Record, context: Sequence[str]) -> dict[str, Any]:
    data = {
        "session": record["session"],
        "utterance": record["utterance"],
        "speaker": record["speaker"],
        "context": "\n".join(context),
        "text": record["text"],
    }
    predictions = [*_scored(record["markers"]), *_coded(record.get("codes", {}))]
    return {"data": data, "predictions": predictions} if predictions else {"data": data}


def _scored(markers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if markers:
        results = [
            _choice(marker, found["label"]) | {"score": found["probability"]} for marker, found in markers.items()
        ]
        score = min(result["score"] for result in results)
        yield {"model_version": "empathy", "score": score, "result": results}


def _coded(codes: Mapping[int, Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    for coder, given in codes.items():
        if given:
            yield {"model_version": f"coder {coder + 1}", "result": [_choice(*each) for each in given.items()]}


def _choice(marker: str, value: str) -> dict[str, Any]:
    return {
        "id": marker,
        "from_name": marker,
        "to_name": "text",
        "type": "choices",
        "value": {"choices": [value]},
    }


def read_annotations(path: Path, book: Catalogue | None = None) -> Iterator[Annotated]:
    """Read a JSON export; each annotation's choices become codes, cancelled ones are left out.

    Raises:
        InputError: not such an export, a task without session and utterance, or a value that the marker lacks.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError("is not JSON", path=path) from error
    if not isinstance(content, list) or not all(isinstance(task, dict) and "data" in task for task in content):
        raise InputError("is no Label Studio export", path=path, hint="Export the project as JSON.")
    for number, task in enumerate(content, start=1):
        data = task["data"]
        if "session" not in data or "utterance" not in data:
            raise InputError(f"task {number} has no session or utterance in its data", path=path)
        unit = (str(data["session"]), str(data["utterance"]))
        for annotation in task.get("annotations", ()):
            if not annotation.get("was_cancelled"):
                yield from _codes(annotation, unit, str(data.get("text", "")), path, number, book or codebook())


def _codes(
    annotation: Record, unit: tuple[str, str], text: str, path: Path, number: int, book: Catalogue
) -> Iterator[Annotated]:
    coder = annotation.get("completed_by", annotation.get("created_username", "1"))
    coder = coder.get("email") or coder.get("id") if isinstance(coder, dict) else coder
    for result in annotation.get("result", ()):
        marker, chosen = result.get("from_name"), result.get("value", {}).get("choices") or ()
        if marker not in book.ids or not chosen:
            continue
        if chosen[0] not in book[marker].values:
            known = ", ".join(book[marker].values)
            raise InputError(
                f"task {number}: no such value{code_shown(chosen[0])}",
                path=path,
                column=marker,
                hint=f"It has: {known}.",
            )
        yield Annotated(unit=unit, coder=str(coder), marker=marker, value=chosen[0], text=text)
