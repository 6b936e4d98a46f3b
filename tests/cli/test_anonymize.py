"""``empathy anonymize`` as a user runs it."""

import json

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


def test_a_key_without_a_passphrase_is_refused(run, session, tmp_path, monkeypatch):
    monkeypatch.delenv("EMPATHY_KEY_PASSPHRASE", raising=False)
    code, _, err = run("anonymize", session, "--key", tmp_path / "key.json")
    assert code == 2 and "EMPATHY_KEY_PASSPHRASE" in err
    assert not (tmp_path / "key.json").exists()


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
    assert code == 0 and "allowed" in err and target.exists()
