"""Tables in a terminal and in Markdown, whatever stands in their cells."""

import io

from made_corpus import SPEC, records
from rich.console import Console

from empathy.evaluation.bootstrap import Estimate
from empathy.evaluation.evaluate import evaluate
from empathy.evaluation.evaluate_report import evaluation_document
from empathy.evaluation.predictions import collect
from empathy.evaluation.render import RENDERERS, Document, Table, to_terminal


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


def test_a_figure_beside_a_long_name_is_not_cut_in_two():
    name = "a decision, and the long name of a group of sessions that was coded by several people"
    row = (name, 1200, 96, Estimate(value=0.671, low=0.512, high=0.752), 0.634)
    table = Table(title="T", columns=("decision", "utterances", "conversations", "macro-F1", "κ"), rows=(row,))
    text = shown_in_terminal(Document(title="D", intro=(), tables=(table,)))
    assert {"1200", "96", "0.67", "[0.51,", "0.75]", "0.63"} <= set(text.split())


def test_brackets_in_a_cell_are_words_not_markup():
    table = Table(title="T", columns=("a", "b"), rows=(("[laughter]", "[/b] so"),))
    document = Document(title="[x]", intro=("[y]",), tables=(table,))
    text = shown_in_terminal(document)
    assert all(word in text for word in ("[laughter]", "[/b] so", "[x]", "[y]"))


def test_a_cell_of_several_lines_keeps_its_row_in_markdown():
    table = Table(title="T", columns=("a", "b"), rows=(("one\ntwo", "x|y"),))
    assert "| one two | x\\|y |" in RENDERERS[".md"](Document(title="D", intro=(), tables=(table,)))
