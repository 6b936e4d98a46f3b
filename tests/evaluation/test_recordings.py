import json
from dataclasses import asdict

import pandas as pd
import pytest

from empathy.errors import InputError
from empathy.evaluation.card_sections import stored_sections
from empathy.evaluation.recordings import as_markdown, recording_figures

VALUES = {
    "behaviour": ("question", "other"),
    "question": ("open", "none"),
    "reflection": ("simple", "none"),
    "talk": ("change", "neutral"),
}


@pytest.fixture
def scores(tmp_path):
    """Session a is labelled as coded; in session b, half as long, every label is the other value."""
    rows = [
        {"corpus": "annomi", "session": name, "utterance": str(n), "marker": marker, "value": value, "fold": 0}
        | {"label": values[(n + (name == "b")) % 2], "expert": values[n % 2]}
        for name, length in (("a", 8), ("b", 4))
        for n in range(length)
        for marker, values in VALUES.items()
        for value in values
    ]
    uncoded = {**rows[0], "utterance": "99", "expert": ""}
    path = tmp_path / "held.parquet"
    pd.DataFrame([*rows, uncoded]).to_parquet(path)
    return path


def test_agreement_without_a_session_is_that_of_the_others(scores):
    found = {(f.decision, f.measure): f for f in recording_figures(scores, {("annomi", "b"), ("esconv", "a")})}
    kappa = found["behaviour", "κ"]
    assert (kappa.utterances, kappa.left) == (12, 8)
    assert (kappa.without, kappa.alone) == (1.0, -1.0)
    assert kappa.all == pytest.approx(1 / 3, abs=1e-4)
    assert found["question", "κ present"].without == 1.0
    assert found["talk", "macro-F1"].alone == 0.0


def test_the_card_shows_what_was_stored(scores, tmp_path):
    found = recording_figures(scores, {("annomi", "b")})
    (tmp_path / "recordings.json").write_text(json.dumps([asdict(f) for f in found]))
    ((title, text),) = stored_sections(tmp_path)
    assert title == "Recordings in several folds"
    assert text.endswith(as_markdown(found))
    assert "| behaviour | κ | .333 (12 utterances) | 1.000 (8) | −1.000 (4) |" in text


def test_scores_of_other_sessions_are_an_error(scores):
    with pytest.raises(InputError, match="no session that shares a recording"):
        recording_figures(scores, {("annomi", "c"), ("esconv", "a")})


def test_a_file_that_holds_no_scores_names_the_column(tmp_path):
    pd.DataFrame({"corpus": ["annomi"]}).to_parquet(tmp_path / "x.parquet")
    with pytest.raises(InputError, match="lacks the column 'expert'"):
        recording_figures(tmp_path / "x.parquet", {("annomi", "b")})
