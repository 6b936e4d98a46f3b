import io
import json

import numpy as np
import pytest
from rich.console import Console
from sklearn import metrics

from empathy.corpora.registry import find_spec
from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.corpora.spec import CorpusSpec
from empathy.errors import InputError, UsageError
from empathy.evaluation.bootstrap import draw_weights
from empathy.evaluation.comparison import compare
from empathy.evaluation.decision_figures import average_precision, figures_of
from empathy.evaluation.decisions import decide, in_order
from empathy.evaluation.evaluate import evaluate
from empathy.evaluation.evaluate_report import evaluation_document
from empathy.evaluation.predictions import collect, read_predictions
from empathy.evaluation.render import RENDERERS, Document, Table, to_terminal
from empathy.evaluation.scored_by import Run, learnt
from empathy.markers.card import read_card
from empathy.markers.model import model_folder
from empathy.transcript import Role

VALUES = ("none", "simple", "complex")
SPEC = CorpusSpec.model_validate(
    {
        "name": "made",
        "title": "Made up",
        "reader": "annomi",
        "tasks": {
            "reflection": {"role": "helper", "values": VALUES, "marker": "reflection"},
            "input": {"role": "helper", "values": ("no", "yes"), "any_of": ("information", "advice")},
            "strategy": {"role": "helper", "values": ("Other", "Advising"), "as_marker": {"advice": "Advising"}},
        },
    }
)


def sessions(count=12, seed=3):
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        coders = 2 if number < 4 else 1
        utterances = []
        for place in range(10):
            first = VALUES[rng.integers(3)]
            codes = {
                "reflection": (first, VALUES[rng.integers(3)])[:coders],
                "input": (("no", "yes")[rng.integers(2)],),
                "strategy": (("Other", "Advising")[rng.integers(2)],),
            }
            role = Role.HELPER if place % 2 == 0 else Role.CLIENT
            utterances.append(
                LabelledUtterance(
                    id=str(place),
                    speaker=role.value,
                    role=role,
                    text="…",
                    start=None,
                    codes=codes if role is Role.HELPER else {},
                    spans={},
                )
            )
        made.append(
            LabelledSession(
                corpus="made",
                session=f"m{number}",
                utterances=tuple(utterances),
                metadata={"topic": ("drink", "work")[number % 2]},
            )
        )
    return made


def records(corpus, seed=0, skill=0.6):
    rng = np.random.default_rng(seed)

    def score(values, gold):
        chances = rng.dirichlet(np.ones(len(values)))
        if gold in values and rng.random() < skill:
            chances[values.index(gold)] += 1
        chances /= chances.sum()
        chances = {value: float(round(p, 4)) for value, p in zip(values, chances, strict=True)}
        label = max(chances, key=chances.get)
        return {"label": label, "probability": chances[label], "probabilities": chances, "uncertain": False}

    for session in corpus:
        for place, u in enumerate(session.utterances):
            markers = {}
            if u.codes:
                markers = {
                    "reflection": score(VALUES, u.codes["reflection"][0]),
                    "advice": score(("no", "yes"), u.codes["input"][0]),
                    "information": score(("no", "yes"), "no"),
                }
            yield {"session": session.session, "utterance": place, "role": u.role.value, "markers": markers}


@pytest.fixture
def corpus():
    return sessions()


@pytest.fixture
def decisions(corpus):
    return {d.name: d for d in decide(corpus, SPEC, collect(records(corpus)))}


def test_every_code_that_a_marker_answers_is_asked(decisions):
    assert set(decisions) == {"reflection", "reflection (present)", "input", "strategy: Advising as advice"}
    assert decisions["reflection"].conversations == 12
    assert len(decisions["reflection"].gold) == 60


def test_figures_are_scikit_learn_s(corpus, decisions):
    predictions = collect(records(corpus))
    # no more than two coders: where they differ they are even, and the first value of the codebook counts
    gold = [min(u.codes["reflection"], key=VALUES.index) for s in corpus for u in s.utterances if u.codes]
    found = [predictions[s.session][i]["reflection"] for s in corpus for i, u in enumerate(s.utterances) if u.codes]
    labels = [score["label"] for score in found]
    figures = figures_of(decisions["reflection"])
    assert figures.macro_f1.value == pytest.approx(metrics.f1_score(gold, labels, average="macro"))
    assert figures.kappa.value == pytest.approx(metrics.cohen_kappa_score(gold, labels))
    assert np.array(figures.confusion).tolist() == metrics.confusion_matrix(gold, labels, labels=VALUES).tolist()
    for place, value in enumerate(VALUES):
        truth = [g == value for g in gold]
        expected = metrics.average_precision_score(truth, [score["probabilities"][value] for score in found])
        assert figures.values[place].average_precision.value == pytest.approx(expected)
        assert figures.values[place].f1.value == pytest.approx(
            metrics.f1_score(truth, [v == value for v in labels])
        )
    for estimate in (figures.accuracy, figures.macro_f1, figures.kappa, figures.alpha):
        assert estimate.low < estimate.value < estimate.high


def test_a_resample_s_average_precision_is_scikit_learn_s_with_weights(decisions):
    decision = decisions["reflection"]
    scores = np.round(decision.probabilities[:, 1], 1)  # ties
    weights = draw_weights(decision.conversations, draws=5)
    ours = average_precision(decision.gold == 1, scores, decision, weights)
    for draw, weight in enumerate(weights):
        w = weight[decision.conversation]
        expected = metrics.average_precision_score(decision.gold == 1, scores, sample_weight=w)
        assert ours[draw] == pytest.approx(expected)


def test_the_human_ceiling_stands_where_several_coded(decisions):
    figures = figures_of(decisions["reflection"])
    assert figures.humans is not None
    assert figures.humans.units == 20
    assert figures_of(decisions["input"]).humans is None


def test_calibration_of_a_model_that_is_always_sure_and_half_right(decisions):
    decision = decisions["input"]
    sure = np.eye(2)[decision.predicted]
    from dataclasses import replace

    right = (decision.predicted == decision.gold).mean()
    found = figures_of(replace(decision, probabilities=sure)).calibration
    assert found.error == pytest.approx(1 - right)
    assert found.brier == pytest.approx(2 * (1 - right))


def test_a_model_equals_itself_and_a_worse_one_differs(corpus, decisions):
    same = compare(decisions["reflection"], decisions["reflection"])
    assert all(d.difference.value == 0 and d.p == 1 for d in same)
    worse = {d.name: d for d in decide(corpus, SPEC, collect(records(corpus, seed=1, skill=0.0)))}
    better = compare(decisions["reflection"], worse["reflection"])
    assert all(d.difference.value > 0 for d in better)
    assert all(d.p < 0.05 for d in better)
    assert better[0].difference.value == pytest.approx(better[0].first - better[0].second)


def test_the_document_in_every_format(corpus):
    predictions = collect(records(corpus))
    found = evaluate(
        corpus,
        SPEC,
        predictions,
        model="ours",
        by=("topic", "speaker"),
        against=("theirs", collect(records(corpus, seed=1, skill=0.1))),
    )
    document = evaluation_document(found)
    titles = [table.title for table in document.tables]
    assert titles == [
        "By marker",
        "Beside the coders",
        "By value",
        "Calibration",
        "By session",
        *(f"Confusion: {f.name}" for f in found.figures),
        "By group",
        "ours less theirs",
    ]
    texts = {suffix: render(document) for suffix, render in RENDERERS.items()}
    assert "topic = drink" in texts[".md"]
    assert texts[".html"].count("<svg") == 1 + len(found.figures)
    assert "http" not in texts[".html"]
    rows = json.loads(texts[".json"])["tables"][0]["rows"]
    assert rows[0]["κ"]["value"] == pytest.approx(found.figures[0].kappa.value)


def test_predictions_of_another_corpus_are_refused(corpus):
    other = sessions(count=2)
    short = collect(r for r in records(corpus) if r["utterance"] < 5)
    with pytest.raises(InputError, match="5 in the predictions"):
        decide(corpus, SPEC, short)
    with pytest.raises(InputError, match="none of the 2 sessions"):
        decide(other, SPEC, {})
    with pytest.raises(UsageError, match="weather"):
        evaluate(corpus, SPEC, collect(records(corpus)), model="ours", by=("weather",))


def test_predictions_are_read_from_json_lines(corpus, tmp_path):
    path = tmp_path / "scored.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records(corpus)))
    assert read_predictions(path) == collect(records(corpus))
    (tmp_path / "broken.jsonl").write_text('{"session": 1}')
    with pytest.raises(InputError, match="empathy score"):
        read_predictions(tmp_path / "broken.jsonl")


def test_sessions_renamed_by_anonymizing_are_found_by_their_order(corpus, decisions):
    renamed = {f"[PERSON_1]-{name}": found for name, found in collect(records(corpus)).items()}
    found = {d.name: d for d in decide(corpus, SPEC, renamed)}
    assert found["reflection"].predicted.tolist() == decisions["reflection"].predicted.tolist()


def shown_in_terminal(document, width=80):
    console = Console(width=width, record=True, file=io.StringIO())
    for part in to_terminal(document):
        console.print(part)
    return console.export_text()


def test_in_a_narrow_terminal_every_column_and_name_stays(corpus):
    found = evaluate(corpus, SPEC, collect(records(corpus)), model="m", by=("topic",))
    text = shown_in_terminal(evaluation_document(found))
    by_marker = text.partition("By marker")[2].partition("By value")[0]
    assert "α" in by_marker
    assert "strategy: Advising as advice" in by_marker


def test_brackets_in_a_cell_are_words_not_markup():
    table = Table(title="T", columns=("a", "b"), rows=(("[laughter]", "[/b] so"),))
    document = Document(title="[x]", intro=("[y]",), tables=(table,))
    text = shown_in_terminal(document)
    assert all(word in text for word in ("[laughter]", "[/b] so", "[x]", "[y]"))


def test_a_cell_of_several_lines_keeps_its_row_in_markdown():
    table = Table(title="T", columns=("a", "b"), rows=(("one\ntwo", "x|y"),))
    assert "| one two | x\\|y |" in RENDERERS[".md"](Document(title="D", intro=(), tables=(table,)))


def test_a_group_s_conversations_are_its_own(corpus):
    found = evaluate(corpus, SPEC, collect(records(corpus)), model="m", by=("topic",))
    assert {figures.conversations for _, _, figures in found.groups} == {6}


def test_a_warning_stands_before_the_figures_in_every_format(corpus):
    found = evaluate(corpus, SPEC, collect(records(corpus)), model="m", warnings=("Learnt already.",))
    for suffix, render in RENDERERS.items():
        assert suffix == ".csv" or "Learnt already." in render(evaluation_document(found))


def run_of(card):
    return Run(name="scored", predictions={}, card=card)


def test_a_corpus_that_the_model_learnt_is_told_and_another_is_not():
    card = read_card(model_folder(None))
    (told,) = learnt([run_of(card)], find_spec("annomi"))
    assert "scored has learnt from" in told
    (guessed,) = learnt([run_of(None)], find_spec("esconv"))
    assert guessed.startswith("If a shipped model made scored")
    assert list(learnt([run_of(card)], SPEC)) == []


def chosen_by(threshold, corpus):
    """Return records whose "yes" begins at a threshold, and every utterance's gold and p(yes)."""
    made, truth = [], []
    for record in records(corpus):
        for score in (record["markers"].get(m) for m in ("advice", "information")):
            if score is not None:
                score["label"] = "yes" if score["probabilities"]["yes"] >= threshold else "no"
        made.append(record)
    found = collect(made)
    for session in corpus:
        for place, u in enumerate(session.utterances):
            if u.codes:
                truth.append((u.codes["strategy"][0] == "Advising", found[session.session][place]["advice"]))
    return found, truth


def test_a_label_that_a_threshold_chose_leaves_the_probabilities_alone(corpus):
    predictions, truth = chosen_by(0.165, corpus)
    decision = next(d for d in decide(corpus, SPEC, predictions) if d.name == "strategy: Advising as advice")
    gold = np.array([int(yes) for yes, _ in truth])
    p = np.array([score["probabilities"]["yes"] for _, score in truth])
    labels = np.array([int(score["label"] == "yes") for _, score in truth])
    assert ((p >= 0.165) & (p < 0.5)).sum() > 3  # else the threshold chose nothing
    figures = figures_of(decision)
    assert figures.kappa.value == pytest.approx(metrics.cohen_kappa_score(gold, labels))
    assert figures.values[1].f1.value == pytest.approx(metrics.f1_score(gold, labels))
    assert figures.values[1].average_precision.value == pytest.approx(metrics.average_precision_score(gold, p))
    assert figures.calibration.brier == pytest.approx(2 * metrics.brier_score_loss(gold, p))
    stated = np.where(labels == 1, p, 1 - p)
    bins = np.minimum((stated * 10).astype(int), 9)
    gaps = [abs((stated - (labels == gold))[bins == b].sum()) for b in range(10)]
    assert figures.calibration.error == pytest.approx(sum(gaps) / len(gold))


def test_a_weighted_label_of_three_values_leaves_the_probabilities_alone(corpus):
    score = {"label": "simple", "probabilities": {"none": 0.5, "simple": 0.3, "complex": 0.2}}
    predictions = {s.session: {n: {"reflection": score} for n in range(10)} for s in corpus}
    found = {d.name: d for d in decide(corpus, SPEC, predictions)}
    assert found["reflection"].probabilities[0].tolist() == [0.5, 0.3, 0.2]
    assert set(found["reflection"].predicted) == {1}
    assert found["reflection (present)"].probabilities[0].tolist() == [0.5, 0.5]
    assert set(found["reflection (present)"].predicted) == {1}


def test_a_label_that_the_codebook_lacks_is_told(corpus):
    score = {"label": "deep", "probabilities": {"none": 0.1, "deep": 0.9}}
    predictions = {s.session: {n: {"reflection": score} for n in range(10)} for s in corpus}
    with pytest.raises(InputError, match="no value 'deep'"):
        decide(corpus, SPEC, predictions)


def test_sessions_that_were_not_predicted_are_told(corpus):
    found = evaluate(corpus, SPEC, collect(records(corpus[:2])), model="ours", warnings=("Learnt.",))
    assert found.warnings == ("Learnt.", "ours: 2 of 12 sessions predicted; the others are in no figure.")
    assert evaluate(corpus, SPEC, collect(records(corpus)), model="ours").warnings == ()


def test_models_are_compared_on_the_sessions_that_both_predicted(corpus):
    ours, theirs = collect(records(corpus)), collect(records(corpus[1:], seed=1, skill=0.1))
    found = evaluate(corpus, SPEC, ours, model="ours", against=("theirs", theirs))
    assert found.shared == 11
    assert found.warnings == ("theirs: 11 of 12 sessions predicted; the others are in no figure.",)
    assert {d.name for d in found.differences} == {f.name for f in found.figures}
    assert {d.utterances for d in found.differences} == {55}
    alone = evaluate(corpus[1:], SPEC, collect(records(corpus[1:])), model="ours", against=("theirs", theirs))
    assert alone.differences[0].second == found.differences[0].second
    table = evaluation_document(found).tables[-1]
    assert "11 sessions" in table.note
    assert table.columns[2] == "utterances"


def test_models_are_compared_on_the_utterances_and_markers_that_both_predicted(corpus):
    ours, rows = collect(records(corpus)), list(records(corpus, seed=1))
    for place, record in enumerate(rows):
        record["markers"].pop("information", None)
        if place < 20:
            record["markers"] = {}
    found = evaluate(corpus, SPEC, ours, model="ours", against=("theirs", collect(rows)))
    assert {d.utterances for d in found.differences} == {50}
    assert found.warnings == ("Not compared with theirs, which has no predictions of: input.",)


def test_models_of_other_sessions_are_not_compared_and_that_is_told(corpus):
    ours, theirs = collect(records(corpus[:6])), collect(records(corpus[6:]))
    found = evaluate(corpus, SPEC, ours, model="ours", against=("theirs", theirs))
    assert found.differences == ()
    assert "Not compared with theirs: no session was predicted by both." in found.warnings
    with pytest.raises(InputError, match="none of the 12 sessions"):
        evaluate(corpus, SPEC, ours, model="ours", against=("theirs", {"x": {}}))


def test_a_renamed_session_takes_none_whose_name_matches(corpus):
    predictions = collect(records(corpus))
    first, second, last = (s.session for s in corpus[:3])
    given = {second: predictions[second], first: predictions[first], "[PERSON_1]": predictions[last]}
    found = in_order(corpus[:3], given)
    assert found == {name: predictions[name] for name in (first, second, last)}


def test_a_renamed_session_of_another_length_is_not_paired(corpus):
    predictions = collect(records(corpus))
    first, last = (s.session for s in corpus[:2])
    given = {first: predictions[first], "[PERSON_1]": {0: predictions[last][0]}}
    assert in_order(corpus[:2], given) == given


def coded_by(*codes):
    """Return two sessions whose utterances have these reflection codes each, and predictions that say "simple"."""
    utterances = tuple(
        LabelledUtterance(
            id=str(place),
            speaker="helper",
            role=Role.HELPER,
            text="…",
            start=None,
            codes={"reflection": given},
            spans={},
        )
        for place, given in enumerate(codes)
    )
    made = [LabelledSession(corpus="made", session=n, utterances=utterances, metadata={}) for n in ("a", "b")]
    score = {"label": "simple", "probabilities": {"none": 0.2, "simple": 0.6, "complex": 0.2}}
    return made, {name: {n: {"reflection": score} for n in range(len(codes))} for name in ("a", "b")}


def test_gold_does_not_depend_on_the_order_of_the_coders():
    codes = [
        ("none", "simple"),
        ("complex", "simple"),
        ("simple", "none", "complex"),
        ("complex", "none", "complex"),
        ("simple", "complex", "none", "none", "complex"),
    ]
    (made, predicted), (turned, _) = coded_by(*codes), coded_by(*(given[::-1] for given in codes))
    one, other = decide(made, SPEC, predicted), decide(turned, SPEC, predicted)
    assert one[0].gold.tolist() == other[0].gold.tolist() == [0, 1, 0, 2, 0] * 2
    assert [d.even for d in one] == [8, 2]  # of "none or not" only the first utterance of each session is even


def test_how_many_utterances_had_no_most_frequent_code_is_told():
    made, predicted = coded_by(("none", "simple"), ("simple", "simple"), ("none", "none"))
    document = evaluation_document(evaluate(made, SPEC, predicted, model="m"))
    told = next(table for table in document.tables if table.title == "Beside the coders")
    assert dict(zip(told.columns, told.rows[0], strict=True))["even"] == 2
    assert "where several are even, the first of these" in " ".join(document.intro)


def test_too_few_sessions_for_intervals_and_an_icc_are_told(corpus):
    def told(count):
        found = evaluate(corpus[:count], SPEC, collect(records(corpus[:count])), model="m")
        document = evaluation_document(found)
        return " ".join(document.intro), next(t for t in document.tables if t.title == "By session").note

    intro, note = told(2)
    assert "No intervals" in intro and "Intervals: 95 %" not in intro
    assert "No ICC of reflection, reflection (present), input, strategy: Advising as advice: it takes 5" in note
    intro, note = told(5)
    assert "Intervals: 95 %" in intro and "fewer than 10 conversations are too narrow" in intro
    assert "No ICC" not in note
    assert "narrow" not in told(12)[0]
