"""The benchmark's parts: templates, values, judging; and its bar on a small sample of the tuning templates."""

import pytest

from empathy.errors import ConfigError
from empathy.evaluation.privacy.judging import Tally, judge
from empathy.evaluation.privacy.sentences import load_kinds, sentences
from empathy.evaluation.privacy_bench import Measured, PrivacyFigures, as_markdown

pytest.importorskip("faker")


def test_no_template_is_in_both_splits_and_there_are_enough_kinds():
    kinds = load_kinds()
    assert len(kinds) >= 20
    tuning, test = ({t for k in kinds for t in getattr(k, s)} for s in ("tuning", "test"))
    assert not tuning & test


def test_a_template_in_both_splits_is_refused(tmp_path):
    path = tmp_path / "bench.toml"
    path.write_text('[a]\ngroup = "names"\ntuning = ["Hi {first}."]\ntest = ["Hi {first}."]\n')
    with pytest.raises(ConfigError):
        load_kinds(path)


def test_sentences_are_the_same_for_the_same_seed_and_mark_their_values():
    first = sentences("test", per_kind=2, seed=3)
    assert first == sentences("test", per_kind=2, seed=3)
    assert first != sentences("test", per_kind=2, seed=4)
    for sentence in first:
        assert all(sentence.text[a:b].strip() for a, b in sentence.gold)
    assert any(not s.gold for s in first)


@pytest.mark.parametrize(
    ("hidden", "found", "wrong"),
    [([(7, 14)], 1, 0), ([(7, 10)], 0, 0), ([(0, 6)], 0, 2), ([(0, 20)], 1, 3), ([], 0, 0)],
)
def test_a_stretch_counts_only_whole_and_wrong_words_count(hidden, found, wrong):
    tally = judge("I told Ann Lee today", [(7, 14)], hidden)
    assert (tally.found, tally.wrong, tally.spans, tally.words) == (found, wrong, 1, 3)


def test_tallies_add_up_and_an_empty_one_is_no_failure():
    total = Tally(spans=2, found=1, words=10, wrong=1) + Tally(spans=2, found=2, words=10)
    assert total.recall == 0.75 and total.over_redaction == 0.05
    assert Tally().recall == 1.0 and Tally().over_redaction == 0.0


def test_figures_below_the_bar_are_named():
    poor = {g: Tally(spans=10, found=5, words=10, wrong=5) for g in ("names", "structured", "addresses")}
    figures = PrivacyFigures(
        split="test",
        sentences=30,
        measured=(Measured(name="empathy", kinds=poor, groups=poor, per_second=1.0),),
        corpora=(),
    )
    assert len(figures.failures()) == 5
    assert "0.500" in as_markdown(figures)


@pytest.mark.slow
def test_a_sample_of_the_tuning_templates_keeps_the_bar():
    from empathy.evaluation.privacy_bench import run_privacy_benchmark

    assert run_privacy_benchmark(split="tuning", per_kind=10, beside=False).failures() == []
