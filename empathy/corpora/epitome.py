"""EPITOME's Reddit part (Sharma et al. 2020): three mechanisms of empathy in written peer support."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.errors import InputError
from empathy.transcript import Role

MECHANISMS = {
    "emotional_reactions": "emotional-reactions-reddit.csv",
    "interpretations": "interpretations-reddit.csv",
    "explorations": "explorations-reddit.csv",
}
_COLUMNS = ("sp_id", "rp_id", "seeker_post", "response_post", "level", "rationales")
_FILES = f"Expected a folder that holds: {', '.join(MECHANISMS.values())}."
_LEVELS = {"0": "none", "1": "weak", "2": "strong"}

Pair = tuple[str, str]


def read_epitome(folder: Path) -> tuple[LabelledSession, ...]:
    """Read the three files of a folder: a seeker's post and a reply make one session of two utterances.

    A pair that is listed twice keeps both levels, as of two annotators. `metadata["seeker_post"]` is the post's
    id: replies to one post belong in one fold.

    Raises:
        InputError: no folder, a file or column that is not there, a row that breaks off, or an unknown level.
    """
    if not folder.is_dir():
        raise InputError("a folder was expected, EPITOME is three files", path=folder, hint=_FILES)
    texts: dict[Pair, tuple[str, str]] = {}
    codes: dict[Pair, dict[str, tuple[str, ...]]] = defaultdict(dict)
    spans: dict[Pair, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for mechanism, name in MECHANISMS.items():
        for row in _rows(folder / name):
            pair = (row["sp_id"], row["rp_id"])
            texts.setdefault(pair, (row["seeker_post"], row["response_post"]))
            codes[pair][mechanism] = (*codes[pair].get(mechanism, ()), _LEVELS[row["level"]])
            passages = tuple(passage.strip() for passage in row["rationales"].split("|") if passage.strip())
            if passages:
                spans[pair][mechanism] = passages
    return tuple(
        LabelledSession(
            corpus="epitome",
            session="-".join(pair),
            utterances=(
                LabelledUtterance(
                    id="0", speaker="seeker", role=Role.CLIENT, text=post, start=None, codes={}, spans={}
                ),
                LabelledUtterance(
                    id="1",
                    speaker="peer",
                    role=Role.HELPER,
                    text=reply,
                    start=None,
                    codes=codes[pair],
                    spans=spans.get(pair, {}),
                ),
            ),
            metadata={"seeker_post": pair[0]},
        )
        for pair, (post, reply) in texts.items()
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of one mechanism's file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise InputError(
                    "no such column", path=path, line=1, column=missing[0], hint=f"Expected: {', '.join(_COLUMNS)}."
                )
            for row in reader:
                lacking = [column for column in _COLUMNS if row[column] is None]
                if lacking or row["level"] not in _LEVELS:
                    hint = f"Every row has a level of {', '.join(_LEVELS)}; texts stand in double quotes."
                    column = lacking[0] if lacking else "level"
                    raise InputError(
                        "the cell is missing or no level", path=path, line=reader.line_num, column=column, hint=hint
                    )
                yield row
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(f"cannot be read ({why})", path=path, hint=_FILES) from None
    except (UnicodeDecodeError, csv.Error):
        raise InputError("is no CSV in UTF-8", path=path, hint="Take the file as it is published.") from None
