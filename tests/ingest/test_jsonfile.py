import json

import pytest

from empathy.errors import InputError
from empathy.ingest import ColumnMap, read, read_all

HELLO = [("T", "Hello"), ("C", "Hi")]
SHAPES = {
    "list": [{"speaker": "T", "text": "Hello"}, {"speaker": "C", "text": "Hi"}],
    "turns": {"turns": [{"name": "T", "utterance": "Hello"}, {"name": "C", "utterance": "Hi"}]},
    "messages": {"id": "x", "messages": [{"role": "T", "content": "Hello"}, {"role": "C", "content": "Hi"}]},
    "parts": [{"role": "T", "content": [{"type": "text", "text": "Hello"}]}, {"role": "C", "content": "Hi"}],
    "author objects": [{"author": {"name": "T"}, "text": "Hello"}, {"author": {"name": "C"}, "text": "Hi"}],
    "capitals": [{"Speaker": "T", "Text": "Hello"}, {"Speaker": "C", "Text": "Hi"}],
    "one of one": [{"dialog": [{"speaker": "T", "content": "Hello"}, {"speaker": "C", "content": "Hi"}]}],
    "nested": {
        "meta": 1,
        "conversation": {"turns": [{"speaker": "T", "text": "Hello"}, {"speaker": "C", "text": "Hi"}]},
    },
    "by name": {"a": [{"speaker": "T", "text": "Hello"}, {"speaker": "C", "text": "Hi"}]},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_shapes(shape, file, turns):
    assert turns(read(file("a.json", json.dumps(shape)))) == HELLO


def test_messages_stay_as_they_are(file, turns, counts):
    messages = [{"speaker": "T", "text": t} for t in ("One", "", "[laughs]")] + [{"speaker": "C", "text": "Hi"}]
    transcript = read(file("a.json", json.dumps(messages)))
    assert turns(transcript) == [("T", "One"), ("T", ""), ("T", "[laughs]"), ("C", "Hi")]
    assert counts(transcript) == (4, 0, 1)


def test_a_number_is_text_and_null_is_counted(file, turns, counts):
    said = [5, 7.5, None, True, [5, {"text": 6}]]
    messages = [{"speaker": "T", "text": "How sure are you?"}, *({"speaker": "C", "text": t} for t in said)]
    text = json.dumps(messages).replace("true", "NaN")  # as pandas writes that nothing is there
    for name, content in (("a.json", text), ("b.jsonl", "\n".join(json.dumps(m) for m in messages))):
        transcript = read(file(name, content))
        assert [text for _, text in turns(transcript)[1:]] == ["5", "7.5", "", "", "5 6"]
        assert counts(transcript) == (6, 0, 2)


def test_a_running_number_is_no_text(file, turns):
    messages = [{"speaker": w, "utterance": i, "content": t} for i, (w, t) in enumerate(HELLO)]
    assert turns(read(file("a.json", json.dumps(messages)))) == HELLO
    messages[1] = {"speaker": "C", "text": None, "utterance": 1}
    assert turns(read(file("a.json", json.dumps(messages))))[1] == ("C", "")


def test_many_sessions(file):
    inner = [{"speaker": "seeker", "content": "Hi"}, {"speaker": "supporter", "content": "Hello"}]
    data = [{"conversation_id": "c1", "dialog": inner}, {"dialog": inner}]
    assert [t.session for t in read_all(file("a.json", json.dumps(data)))] == ["c1", "a-2"]
    flat = [dict(m, session=s) for s in ("x", "y", "x") for m in inner]
    assert [(t.session, len(t.utterances)) for t in read_all(file("b.json", json.dumps(flat)))] == [
        ("x", 4),
        ("y", 2),
    ]


def test_our_own_records(file, turns):
    rows = [
        {
            "session": s,
            "utterance": i,
            "start": 1.0,
            "end": None,
            "speaker": f"[PERSON_{i + 1}]",
            "role": r,
            "text": "Hm",
        }
        for s in ("a", "b")
        for i, r in enumerate(("helper", "client"))
    ]
    path = file("a.jsonl", "\n".join(json.dumps(row) for row in rows) + "\n\n")
    found = read_all(path)
    assert [t.session for t in found] == ["a", "b"]
    assert [u.role for u in found[1].utterances] == ["helper", "client"]
    assert turns(found[0]) == [("[PERSON_1]", "Hm"), ("[PERSON_2]", "Hm")]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt"])
def test_a_message_a_line(name, file, turns):
    text = '{"speaker": "T", "text": "Hello"}\n{"speaker": "C", "text": "Hi"}\n'
    assert turns(read(file(name, text))) == HELLO


def test_sessions_that_stand_apart_are_brought_together(file):
    lines = [{"session": s, "speaker": "T", "text": s} for s in "aba"]
    found = read_all(file("a.jsonl", "\n".join(map(json.dumps, lines))))
    assert [(t.session, len(t.utterances)) for t in found] == [("a", 2), ("b", 1)]


def test_dates_count_from_the_first(file):
    messages = [
        {"speaker": "T", "text": "a", "timestamp": "2031-05-01T10:00:00"},
        {"speaker": "C", "text": "b", "timestamp": "2031-05-01T10:00:07"},
    ]
    assert [u.start for u in read(file("a.json", json.dumps(messages))).utterances] == [0.0, 7.0]


def test_keys_given(file, turns):
    messages = [{"wer": "T", "was": "Hello"}, {"wer": "C", "was": "Hi"}]
    path = file("a.json", json.dumps(messages))
    assert turns(read(path, columns=ColumnMap(speaker="wer", text="was"))) == HELLO


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.json", '[{"speaker": "T", "text": "{secret}"', "line 1: broken JSON"),
        ("a.json", '[\n{"speaker": "T", "text": "{secret}",}]', "line 2: broken JSON"),
        ("a.json", '[{"wer": "T", "was": "{secret}"}]', r"\[0\] has no key.*keys found: was, wer\n.*--column text"),
        ("a.json", '[{"speaker": "T", "text": "a"}, {"{secret} is nice": 1}]', r"message at \[1\]"),
        ("a.json", "{}", "without a list of messages"),
        ("a.json", "[]", "a list without messages"),
        ("a.json", '"{secret}"', "a single value"),
        ("a.json", "[" * 200_000, "broken JSON"),
        ("a.json", "[" + "9" * 5000 + "]", "broken JSON|without messages"),
        ("a.jsonl", '{"speaker": "T", "text": "a"}\n{"speaker": "{secret}\n', "line 2: broken JSON"),
        ("a.jsonl", '["{secret}"]\n', "line 1: a JSON object was expected"),
        ("a.jsonl", " \n \n", "no JSON object|holds no text"),
    ],
)
def test_broken_files(name, text, problem, file, secret):
    path = file(name, text.replace("{secret}", secret))
    with pytest.raises(InputError, match=problem) as caught:
        read_all(path)
    assert secret not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_text_that_is_an_object_is_read_or_told(file, turns):
    texts = [
        "Hi.",
        {"value": "I am", "annotations": []},
        {"text": {"value": "tired"}},
        {"en": "so"},
        ["a", {"x": 1}],
    ]
    data = [{"speaker": "TC"[place % 2], "text": text} for place, text in enumerate(texts)]
    transcript = read(file("a.json", json.dumps(data)))
    assert turns(transcript) == [("T", "Hi."), ("C", "I am"), ("T", "tired"), ("C", ""), ("T", "a")]
    assert transcript.reading.notes == ("2 messages with a text, or a part of it, that is no text: not read",)


@pytest.mark.parametrize("text", [None, "", [], [{"type": "text", "text": "so"}], 5, float("nan")])
def test_a_text_that_is_missing_or_whole_is_not_told(text, file):
    data = [{"speaker": "T", "text": "Hi."}, {"speaker": "C", "text": text}]
    assert read(file("a.json", json.dumps(data))).reading.notes == ()


@pytest.mark.parametrize("parts", [1, 1000])
def test_times_that_count_from_1970_are_counted_from_the_first(parts, file):
    first = 1_700_000_000 * parts
    data = [
        {"speaker": "T", "text": "a", "start": first, "end": first + 2 * parts},
        {"speaker": "C", "text": "b", "start": first + 5 * parts},
    ]
    transcript = read(file("a.json", json.dumps(data)))
    assert [(u.start, u.end) for u in transcript.utterances] == [(0.0, 2.0), (5.0, None)]


def test_a_chat_exported_from_telegram(file, turns):
    """Its own messages (a call, a member) have no text; links and bold words stand in parts with their spaces."""
    data = {
        "name": "A chat",
        "type": "personal_chat",
        "id": 7,
        "messages": [
            {"id": 1, "type": "service", "date_unixtime": "1715522500", "actor": "Tom", "action": "phone_call"},
            {"id": 2, "type": "message", "date_unixtime": "1715522580", "from": "Maya", "text": "How are you?"},
            {"id": 3, "type": "message", "date_unixtime": "1715522640", "from": "Tom",
             "text": ["Not ", {"type": "bold", "text": "great"}, ". I ", {"type": "italic", "text": "slept badly"}],
             },
        ],
    }  # fmt: skip
    transcript = read(file("a.json", json.dumps(data)))
    assert turns(transcript) == [("Maya", "How are you?"), ("Tom", "Not great. I slept badly")]
    assert [u.start for u in transcript.utterances] == [0.0, 60.0]
    assert "1 message of the chat itself, such as a call: not read" in transcript.reading.notes
