"""``empathy anonymize`` as a user runs it."""

import io
import json
import sys

import pytest

from empathy.anonymize.keyfile import read_key

TEXT = "Natalie Baker: Hi, I'm Natalie.\nTom: Ring me on 07911 123456, I'm at 14 Acacia Avenue.\n"


@pytest.fixture
def session(tmp_path):
    path = tmp_path / "natalie_baker.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_records_come_on_standard_output_as_the_design_sets_them(run, session):
    code, out, err = run("anonymize", session)
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert records[1] == {
        "session": "[PERSON_1]",
        "utterance": 1,
        "speaker": "[PERSON_2]",
        "role": "other",
        "text": "Ring me on [PHONE_1], I'm at [ADDRESS_1].",
        "redactions": [
            {"kind": "PHONE", "placeholder": "[PHONE_1]", "start": 11, "end": 20},
            {"kind": "ADDRESS", "placeholder": "[ADDRESS_1]", "start": 29, "end": 40},
        ],
    }
    assert "Natalie" not in out + err.replace(str(session), "")


def test_the_transcript_comes_back_in_its_own_format(run, session, tmp_path):
    target = tmp_path / "out.txt"
    code, _, _ = run("anonymize", session, "-o", target)
    assert code == 0
    assert "[PERSON_1]: Hi, I'm [PERSON_1]." in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("out", ["out.csv", None])
def test_columns_that_are_left_out_are_said(run, tmp_path, out):
    table = tmp_path / "coded.csv"
    table.write_text(
        "session,utterance,speaker,text,reflection,site\ns1,1,Therapist,You feel tired.,simple,Lindgate\n"
    )
    code, shown, err = run("anonymize", table, *(["-o", tmp_path / out] if out else []))
    assert code == 0
    assert f"{table}: columns left out, since they may say who somebody is: reflection, site." in err
    assert f"{table}: utterances are counted anew, from 0, in place of utterance." in err
    assert "Lindgate" not in err + shown
    if out:
        assert (tmp_path / out).read_text().splitlines()[0] == "session,utterance,speaker,text,role"


def test_files_in_a_folder_are_named_after_the_anonymized_sessions(run, session, tmp_path):
    (tmp_path / "tom_baker.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"
    code, _, _ = run("anonymize", session, tmp_path / "tom_baker.txt", "-o", out)
    assert code == 0
    assert len(list(out.iterdir())) == 2
    assert not any("natalie" in p.name.lower() or "tom" in p.name.lower() for p in out.iterdir())


def test_a_folder_becomes_a_folder_even_of_one_transcript(run, session, tmp_path):
    term, out = tmp_path / "term", tmp_path / "out"
    term.mkdir()
    session.rename(term / session.name)
    code, _, _ = run("anonymize", term, "-o", out)
    assert code == 0
    (written,) = out.iterdir()
    assert "[PERSON_1]: Hi, I'm [PERSON_1]." in written.read_text(encoding="utf-8")
    out_file = tmp_path / "there.txt"
    out_file.write_text("mine", encoding="utf-8")
    code, _, err = run("anonymize", term, "-o", out_file)
    assert code == 2
    assert "cannot be written to one" in err
    assert out_file.read_text(encoding="utf-8") == "mine"


def test_a_key_is_written_only_when_asked_and_encrypted(run, session, tmp_path, monkeypatch):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", "correct horse battery")
    key = tmp_path / "key.json"
    assert run("anonymize", session, "--key", key)[0] == 0
    assert key.stat().st_mode & 0o777 == 0o600
    originals = read_key(key, "correct horse battery")
    assert originals["[PERSON_1]"]["[PERSON_2]"] == ("Tom",)


@pytest.mark.parametrize(
    ("passphrase", "told"), [(None, "EMPATHY_KEY_PASSPHRASE"), ("short", "at least 8 characters")]
)
def test_a_key_without_a_passphrase_is_refused_before_the_work(
    run, session, tmp_path, monkeypatch, never, passphrase, told
):
    never("empathy.anonymize.Anonymizer.load")
    monkeypatch.delenv("EMPATHY_KEY_PASSPHRASE", raising=False)
    if passphrase:
        monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", passphrase)
    code, _, err = run("anonymize", session, "--key", tmp_path / "key.json")
    assert code == 2 and told in err
    assert not (tmp_path / "key.json").exists()


def test_what_cannot_be_written_is_told_before_the_work(run, session, tmp_path, never):
    never("empathy.cli.reading.read_files")
    there = tmp_path / "there.txt"
    there.write_text("mine", encoding="utf-8")
    for given in (
        [session, "-o", tmp_path / "none" / "out.txt"],
        [session, "--key", tmp_path / "none" / "key.json"],
        [session, session, "-o", there],
        [tmp_path, "-o", there / "out"],
    ):
        code, _, err = run("anonymize", *given)
        assert code == 2, err
    assert there.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("target", ["none/out.txt", "out.vtt", "out.pdf"])
def test_a_key_does_not_stay_behind_without_what_it_is_for(run, session, tmp_path, monkeypatch, target):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", "correct horse battery")
    code, _, err = run("anonymize", session, "--key", tmp_path / "key.json", "-o", tmp_path / target)
    assert code in (1, 2)
    assert "The key is in" not in err
    assert list(tmp_path.iterdir()) == [session]


def test_nor_does_a_file_without_its_key(run, session, tmp_path, monkeypatch):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", "correct horse battery")
    code, out, _ = run("anonymize", session, "--key", tmp_path / "none" / "key.json", "-o", tmp_path / "out.txt")
    assert code in (1, 2)
    assert list(tmp_path.iterdir()) == [session]
    assert run("anonymize", session, "--key", tmp_path / "none" / "key.json")[1] == out == ""


def test_a_stop_within_a_name_begins_no_ending(run, session, tmp_path):
    assert run("anonymize", session, "-o", tmp_path / "Smith J. intake")[0] == 0
    assert (tmp_path / "Smith J. intake").is_file()


@pytest.mark.parametrize("name", ["out.pdf", "out.html", "out.foo"])
def test_a_name_that_ends_in_no_format_is_refused(run, session, tmp_path, name):
    code, _, err = run("anonymize", session, "-o", tmp_path / name)
    assert code == 2
    assert f"{name[3:]} files are not written" in err
    assert ".txt, .vtt" in err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("source", "name"), [("a.txt", "out"), ("a.log", "out.LOG"), ("a.log", "out.txt")])
def test_no_ending_or_the_source_s_own_is_the_source_s_format(run, tmp_path, source, name):
    (tmp_path / source).write_text(TEXT, encoding="utf-8")
    assert run("anonymize", tmp_path / source, "-o", tmp_path / name)[0] == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("[PERSON_1]: Hi")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("JB_intake", True),
        ("jbk-2", True),
        ("IntakeJB", True),
        ("session3", False),
        ("pt_4", False),
        ("natalie", False),
    ],
)
def test_initials_in_a_file_s_name_are_told_since_they_stay(run, tmp_path, name, told):
    path = tmp_path / f"{name}.txt"
    path.write_text(TEXT, encoding="utf-8")
    *_, err = run("anonymize", path)
    assert (f"which stand in what is written: {name}." in err) is told
    (tmp_path / "hide.txt").write_text("JB\njbk\n")
    assert "initials" not in run("anonymize", path, "--hide", tmp_path / "hide.txt")[2]


def test_user_lists_hide_and_keep(run, session, tmp_path):
    (tmp_path / "hide.txt").write_text("ring me\n")
    (tmp_path / "keep.txt").write_text("Tom\n")
    code, out, _ = run("anonymize", session, "--hide", tmp_path / "hide.txt", "--keep", tmp_path / "keep.txt")
    assert code == 0
    assert json.loads(out.splitlines()[1])["text"].startswith("[PERSON_")


def test_an_export_with_a_likely_identifier_is_stopped_and_may_be_allowed(run, session, monkeypatch, tmp_path):
    from empathy.anonymize.detect import Detector

    monkeypatch.setattr(Detector, "detect", lambda self, texts, known=frozenset(): [() for _ in texts])
    target = tmp_path / "out.txt"
    code, _, err = run("anonymize", session, "-o", target)
    assert code == 2 and "likely identifier" in err and "Acacia" not in err
    assert not target.exists()
    code, _, err = run("anonymize", session, "-o", target, "--allow-residual")
    assert code == 0 and target.exists()
    assert (
        "written with likely identifiers left, as allowed by --allow-residual: PERSON 1, PHONE 1, ADDRESS 1" in err
    )


def test_what_score_lets_through_is_told(run, session, monkeypatch, tmp_path, tiny_model):
    from empathy.anonymize.detect import Detector

    monkeypatch.setattr(Detector, "detect", lambda self, texts, known=frozenset(): [() for _ in texts])
    given = ["score", session, "--model", tiny_model, "--helper", "Tom", "-o", tmp_path / "out.jsonl"]
    code, _, err = run(*given)
    assert code == 2 and "likely identifier" in err and not (tmp_path / "out.jsonl").exists()
    code, _, err = run(*given, "--allow-residual")
    assert code == 0 and (tmp_path / "out.jsonl").exists()
    assert "as allowed by --allow-residual: PERSON 1, PHONE 1, ADDRESS 1" in err


def test_a_name_to_hide_does_not_stay_in_the_session_s_name(run, session, tmp_path):
    path = session.rename(tmp_path / "bluebird_intake.txt")
    (tmp_path / "hide.txt").write_text("bluebird\n")
    code, out, _ = run("anonymize", path, "--hide", tmp_path / "hide.txt")
    assert code == 0
    assert {json.loads(line)["session"] for line in out.splitlines()} == {"[PERSON_3]_intake"}


def test_what_is_left_of_the_list_to_hide_stops_the_export(run, session, monkeypatch, tmp_path):
    from empathy.anonymize.detect import Detector

    monkeypatch.setattr(Detector, "always", lambda self, text: ())
    (tmp_path / "hide.txt").write_text("ring me\n")
    code, out, err = run("anonymize", session, "--hide", tmp_path / "hide.txt")
    assert (code, out) == (2, "") and "a name of the user's list" in err


def test_standard_output_is_utf8_whatever_the_terminal_is_set_to(run, tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Therapist: Well done \N{PARTY POPPER}\nClient: Ja, schön.\n", encoding="utf-8")
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="cp1252"))
    assert run("anonymize", path)[0] == 0
    texts = [json.loads(line)["text"] for line in written.getvalue().decode("utf-8").splitlines()]
    assert texts == ["Well done \N{PARTY POPPER}", "Ja, schön."]


@pytest.mark.parametrize("broken", ["no model", "no heads"])
def test_a_model_that_cannot_check_is_told_before_anything_is_written(run, session, tmp_path, tiny_model, broken):
    folder, target = tmp_path / "model", tmp_path / "out.txt"
    folder.mkdir()
    if broken == "no heads":
        (folder / "card.json").write_bytes((tiny_model / "card.json").read_bytes())
    code, out, err = run("anonymize", session, "--check", "--model", folder, "-o", target)
    assert code == 2 and out == "" and "model" in err
    assert not target.exists()


def test_a_check_that_fails_leaves_nothing_behind(run, session, tmp_path, tiny_model, monkeypatch):
    def fail(*_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("empathy.evaluation.flips.compare", fail)
    target = tmp_path / "out.txt"
    code, _, err = run("anonymize", session, "--check", "--model", tiny_model, "-o", target)
    assert code == 1 and "Nothing was written" in err and not target.exists()


def test_a_model_without_a_check_is_refused(run, session, tiny_model, tmp_path):
    target = tmp_path / "out.txt"
    code, _, err = run("anonymize", session, "--model", tiny_model, "-o", target)
    assert code == 2 and "Add --check" in err and not target.exists()


def test_a_check_tells_what_flips(run, session, tmp_path, tiny_model):
    target = tmp_path / "out.txt"
    code, _, err = run("anonymize", session, "--check", "--model", tiny_model, "--helper", "Tom", "-o", target)
    assert code == 0 and target.exists()
    assert "labels flip" in err
