"""Labelled sessions <-> Hugging Face datasets: a row is a session, every feature declared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from empathy.corpora.registry import find_spec, read_corpus
from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.corpora.spec import CorpusSpec
from empathy.transcript import Role

if TYPE_CHECKING:
    from datasets import Dataset, DatasetDict, Features

ROLES = tuple(role.value for role in Role)
_SPLITS = ("train", "validation", "valid", "dev", "test")


def load_corpus(name: str, path: Path | str) -> "Dataset | DatasetDict":
    """Read a corpus from where you have its files.

    Args:
        name: a corpus that ``empathy corpora list`` shows, or a spec file that ends in ``.toml``.
        path: its file, or its folder; a folder with ``train``, ``validation`` (``valid``, ``dev``) and ``test``
            files or folders gives a DatasetDict.

    Returns:
        A row a session: ``corpus``, ``session``, ``metadata.*`` as text, and ``utterances``, each with id, speaker,
        role, text, start (seconds or None) and its codes: a list of labels per task, one a coder.

    Raises:
        UsageError: no corpus of this name.
        InputError: files that are not there, or not of this corpus.
    """
    spec, place = find_spec(name), Path(path)
    parts = _splits(place)
    if parts:
        from datasets import DatasetDict

        return DatasetDict({split: to_dataset(read_corpus(name, part), spec) for split, part in parts.items()})
    return to_dataset(read_corpus(name, place), spec)


def features(spec: CorpusSpec, metadata: Sequence[str]) -> "Features":
    """Return the declared features of a corpus."""
    from datasets import ClassLabel, Features, List, Value

    codes = {task: List(ClassLabel(names=list(found.values))) for task, found in spec.tasks.items()}
    utterance = {
        "id": Value("string"),
        "speaker": Value("string"),
        "role": ClassLabel(names=list(ROLES)),
        "text": Value("string"),
        "start": Value("float64"),
        **({"codes": codes} if codes else {}),
    }
    columns = {f"metadata.{column}": Value("string") for column in metadata}
    return Features(
        {"corpus": Value("string"), "session": Value("string"), **columns, "utterances": List(utterance)}
    )


def to_dataset(sessions: Sequence[LabelledSession], spec: CorpusSpec) -> "Dataset":
    """Return the sessions as a Dataset; see :func:`load_corpus`."""
    from datasets import Dataset

    metadata = tuple(dict.fromkeys((*spec.metadata, *(key for s in sessions for key in s.metadata))))
    rows = [_row(session, spec, metadata) for session in sessions]
    return Dataset.from_list(rows, features=features(spec, metadata))


def from_dataset(dataset: "Dataset") -> Iterator[LabelledSession]:
    """Return the labelled sessions of a Dataset that :func:`load_corpus` made."""
    declared = cast(Any, dataset.features["utterances"]).feature
    tasks = declared.get("codes", {})
    for row in dataset:
        session = cast(Mapping[str, Any], row)
        yield LabelledSession(
            corpus=session["corpus"],
            session=session["session"],
            utterances=tuple(_utterance(u, declared, tasks) for u in session["utterances"]),
            metadata={
                key.removeprefix("metadata."): value
                for key, value in session.items()
                if key.startswith("metadata.") and value is not None
            },
        )


def _splits(place: Path) -> dict[str, Path]:
    if not place.is_dir():
        return {}
    found = {}
    for name in _SPLITS:
        candidates = sorted(p for p in place.iterdir() if p.stem == name)
        if candidates:
            found["validation" if name in ("valid", "dev") else name] = candidates[0]
    return found


def _row(session: LabelledSession, spec: CorpusSpec, metadata: Iterable[str]) -> dict[str, Any]:
    utterances = []
    for u in session.utterances:
        codes = {"codes": {task: list(u.codes.get(task, ())) for task in spec.tasks}} if spec.tasks else {}
        utterances.append(
            {"id": u.id, "speaker": u.speaker, "role": u.role.value, "text": u.text, "start": u.start, **codes}
        )
    columns = {f"metadata.{column}": session.metadata.get(column) for column in metadata}
    return {"corpus": session.corpus, "session": session.session, **columns, "utterances": utterances}


def _utterance(row: Mapping[str, Any], declared: Mapping[str, Any], tasks: Mapping[str, Any]) -> LabelledUtterance:
    codes = {
        task: tuple(feature.feature.int2str(code) for code in row["codes"][task])
        for task, feature in tasks.items()
        if row["codes"][task]
    }
    return LabelledUtterance(
        id=row["id"],
        speaker=row["speaker"],
        role=Role(declared["role"].int2str(row["role"])),
        text=row["text"],
        start=row["start"],
        codes=codes,
        spans={},
    )
