import os
import resource
import subprocess
import sys

import pytest

from empathy import __version__
from empathy.cli.app import COMMANDS
from empathy.cli.corpora import corpora

HEAVY = ("spacy", "sklearn", "datasets", "numpy", "pandas", "onnxruntime", "torch", "presidio_analyzer", "pyarrow")


def test_version(run):
    assert run("--version") == (0, f"empathy {__version__}\n", "")


def test_help_imports_nothing_heavy():
    probe = (
        "import sys; sys.argv = ['empathy', '--help']\n"
        "from empathy.cli.app import run\n"
        "run()\n"
        f"print('HEAVY', [m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_with_an_example(run, name):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert f"empathy {name}" in out


def test_the_help_names_every_command_of_corpora():
    named = corpora.info.help.partition(":")[2].strip(" .").split(", ")
    assert sorted(named) == sorted(c.name or c.callback.__name__ for c in corpora.registered_commands)


def test_help_answers_at_once():
    # as installed: with compiled modules, even where the tests are told to leave none behind
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def seconds():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "empathy", "--help"], capture_output=True, check=True, env=told)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    # processor time, the best of five: the machine may be busy with something else
    assert min(seconds() for _ in range(5)) < 0.3


def test_an_unknown_command_is_a_usage_error(run):
    code, _, err = run("judge")
    assert code == 2
    assert "judge" in err


def test_markers_prints_the_codebook(run):
    code, out, _ = run("markers", "--format", "json")
    assert code == 0
    assert '"self_disclosure"' in out
    code, _, err = run("markers", "sympathy")
    assert code == 2
    assert "validation" in err


def test_an_unexpected_failure_shows_no_transcript(run, monkeypatch, tmp_path):
    def broken(*_, **__):
        raise RuntimeError("My name is Dawn")

    path = tmp_path / "a.txt"
    path.write_text("T: Hello.\nC: Hi.\n")
    monkeypatch.setattr("empathy.cli.reading.load_pipeline", broken)
    code, out, err = run("score", path)
    assert code == 1
    assert "RuntimeError" in err
    assert "Dawn" not in out + err


def test_an_unexpected_failure_claims_nothing_of_what_was_written_before_it(run, monkeypatch, tmp_path):
    def broken(*_, **__):
        raise RuntimeError

    for name, value in (("a.csv", "yes"), ("b.csv", "no")):
        (tmp_path / name).write_text(f"session,utterance,validation\na,0,{value}\na,1,no\n")
    monkeypatch.setattr("empathy.evaluation.agreement.write_consensus", broken)
    template = tmp_path / "decide.csv"
    paths = ["--template", template, "--final", tmp_path / "final.csv"]
    code, _, err = run("agreement", tmp_path / "a.csv", tmp_path / "b.csv", *paths)
    assert code == 1
    assert template.exists()
    assert "Nothing was written from there on; a file that was finished before it stands." in err


def test_ctrl_c_ends_with_a_word_and_without_a_file(run, monkeypatch, tmp_path):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    path = tmp_path / "a.txt"
    path.write_text("T: Hello.\nC: Hi.\n")
    monkeypatch.setattr("empathy.cli.reading.load_pipeline", stopped)
    code, out, err = run("score", path, "-o", tmp_path / "a.jsonl")
    assert (code, out) == (130, "")
    assert err.startswith("Error: stopped.")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("batch", "a.txt", "-o", ""), "-o names no folder"),
        (("batch", "a.txt", "-o", "out", "--address", "host"), "--engine ray"),
        (("batch", "", "-o", "out"), "an input is empty"),
        (("markers", "--model", "."), "card.json"),
        (("bench", "model", "--write", "gone.md"), "does not exist"),
        (("bench", "report", "a.txt", "--runs", "0"), "for '--runs'"),
        (("bench", "faithfulness", "--data", "gone"), "does not exist"),
    ],
)
def test_options_that_cannot_be_meant_are_refused_before_anything(run, monkeypatch, tmp_path, arguments, told):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text("T: Hello.\nC: Hi.\n")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert told in " ".join(err.replace("│", " ").split())
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_extra_is_named(run, monkeypatch, tmp_path):
    codes, other = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (codes, other):
        path.write_text("session,utterance,validation\na,0,yes\na,1,no\n")
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    monkeypatch.delitem(sys.modules, "empathy.evaluation.coefficients", raising=False)
    code, _, err = run("agreement", codes, other)
    assert code == 2
    assert 'pip install ".[evaluate]"' in err
