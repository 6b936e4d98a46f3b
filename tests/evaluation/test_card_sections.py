import json

from empathy.evaluation.card_sections import stored_sections

FIGURE = {
    "measure": "question_rate",
    "sessions": 96,
    "compared": 95,
    "covered": 0.917,
    "covered_low": 0.86,
    "covered_high": 0.97,
    "icc": 0.9,
    "icc_low": 0.85,
    "icc_high": 0.93,
    "icc_counted": None,
    "mean_width": 0.26,
    "telling": 0.75,
    "banded": 0.25,
}
COUNT = {"marker": "talk", "value": "change", "sessions": 96, "covered": 0.896, "mean_width": 19.3}


def test_a_folder_without_stored_figures_has_no_sections(tmp_path):
    assert stored_sections(tmp_path) == []


def test_stored_figures_become_sections_in_the_cards_order(tmp_path):
    rounding = {"talk": {"measure": "κ", "rounded": 0.75, "exact": 0.74, "same": 0.99}}
    (tmp_path / "rounding.json").write_text(json.dumps(rounding))
    index = {"auc": 0.92, "low": 0.83, "high": 0.98}
    (tmp_path / "session.json").write_text(json.dumps({"figures": [FIGURE], "counts": [COUNT], "index": index}))
    session, rounded = stored_sections(tmp_path)
    assert session[0] == "A session's numbers"
    row = "| question_rate | 96 | 91.7% [86.0%, 97.0%] | 0.26 | 75% | 25% | 95 | 0.90 [0.85, 0.93] | – |"
    assert row in session[1]
    assert "| talk: change | 96 | 89.6% | 19.3 |" in session[1]
    assert "0.92 [0.83, 0.98]" in session[1]
    assert rounded[0] == "Weights in eight bits"
    assert "+0.0100" in rounded[1]


def test_a_learning_curve_stands_in_the_card_where_there_is_one(tmp_path):
    table = tmp_path / "attempts.csv"
    table.write_text("recipe,fold,talk_f1\nthree epochs,4,0.5\n")
    assert [title for title, _ in stored_sections(tmp_path)] == ["What was tried"]
    table.write_text("recipe,fold,share,talk_f1\nthree epochs,4,1,0.5\non half,4,0.5,0.46\n")
    (title, text), _ = stored_sections(tmp_path)
    assert title == "Learning curve" and "| 1 less 0.5 | .040 |" in text
