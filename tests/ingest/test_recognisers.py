import json

import pytest

from empathy.errors import InputError
from empathy.ingest import read

WHISPER = {
    "segments": [
        {"start": 0.5, "end": 1, "text": " Hello", "speaker": "SPEAKER_00"},
        {"start": 1, "end": 2, "text": " there.", "words": [{"word": "there", "speaker": "SPEAKER_00"}]},
        {"start": 2, "end": 2.5, "text": " Hi", "speaker": "SPEAKER_01"},
        {"start": 2.5, "end": 3, "text": " all."},
    ]
}
ASSEMBLY = {
    "utterances": [
        {"speaker": "A", "start": 500, "end": 1000, "text": "Hello"},
        {"speaker": "A", "start": 1000, "end": 2000, "text": "there."},
        {"speaker": "B", "start": 2000, "end": 3000, "text": "Hi all."},
    ]
}
DEEPGRAM = [
    {"start": 0.5, "end": 2.0, "speaker": 0, "transcript": "Hello there."},
    {"start": 2.0, "end": 3.0, "speaker": 1, "transcript": "Hi all."},
]
WORDS = [
    {"word": w.lower(), "punctuated_word": w, "start": s, "end": e, "speaker": k}
    for w, s, e, k in [("Hello", 0.5, 1, 0), ("there.", 1, 2, 0), ("Hi", 2, 2.5, 1), ("all.", 2.5, 3, 1)]
]


def _aws(speaker_in_items):
    spoken = [
        ("Hello", "0.5", "1", 0),
        ("there", "1", "2", 0),
        (".", None, None, 0),
        ("Hi", "2", "2.5", 1),
        ("all", "2.5", "3.0", 1),
    ]
    items, labels = [], []
    for word, start, end, speaker in spoken:
        item = {"type": "pronunciation" if start else "punctuation", "alternatives": [{"content": word}]}
        if start:
            item |= {"start_time": start, "end_time": end}
            labels.append({"start_time": start, "speaker_label": f"spk_{speaker}"})
        items.append(item | ({"speaker_label": f"spk_{speaker}"} if speaker_in_items else {}))
    return {"results": {"items": [*items, {"type": "punctuation", "alternatives": [{"content": "."}]}],
                        "speaker_labels": {"segments": [{"items": labels}]}}}  # fmt: skip


AUDIO = {
    "results": {
        "audio_segments": [
            {"transcript": "Hello there.", "start_time": "0.5", "end_time": "2.0", "speaker_label": "spk_0"},
            {"transcript": "Hi all.", "start_time": "2.0", "end_time": "3.0", "speaker_label": "spk_1"},
        ]
    }
}
CASES = {
    "Whisper": (WHISPER, "Whisper JSON", ("SPEAKER_00", "SPEAKER_01"), 2),
    "AssemblyAI": (ASSEMBLY, "AssemblyAI JSON", ("A", "B"), 1),
    "Deepgram": ({"results": {"utterances": DEEPGRAM}}, "Deepgram JSON", ("Speaker 0", "Speaker 1"), 0),
    "Deepgram, bare": ({"utterances": DEEPGRAM}, "Deepgram JSON", ("Speaker 0", "Speaker 1"), 0),
    "Deepgram, words": (
        {"results": {"channels": [{"alternatives": [{"words": WORDS}]}]}},
        "Deepgram JSON",
        ("Speaker 0", "Speaker 1"),
        2,
    ),
    "AWS": (_aws(False), "AWS Transcribe JSON", ("spk_0", "spk_1"), 2),
    "AWS, newer": (_aws(True), "AWS Transcribe JSON", ("spk_0", "spk_1"), 2),
    "AWS, segments": (AUDIO, "AWS Transcribe JSON", ("spk_0", "spk_1"), 0),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_recognisers(case, file, turns, counts):
    data, name, speakers, merged = case
    transcript = read(file("a.json", json.dumps(data)))
    assert transcript.reading.format == name
    assert turns(transcript) == list(zip(speakers, ("Hello there.", "Hi all."), strict=True))
    assert [(u.start, u.end) for u in transcript.utterances] == [(0.5, 2.0), (2.0, 3.0)]
    assert counts(transcript)[1] == merged


def _channels(*sides):
    """Build Deepgram's channels from (start, word) pairs, each word half a second long."""
    return {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {"words": [{"punctuated_word": word, "start": at, "end": at + 0.5} for at, word in side]}
                    ]
                }
                for side in sides
            ]
        }
    }


def test_both_channels_of_a_call_are_read_in_the_order_of_time(file, turns):
    asked = [(0.0, "How"), (0.5, "was"), (1.0, "it?"), (5.0, "All"), (5.5, "week?")]
    told = [(2.0, "Not"), (2.5, "great."), (5.2, "Hm."), (6.5, "Yes.")]
    data = _channels(asked, told)
    assert turns(read(file("a.json", json.dumps(data)))) == [
        ("Channel 0", "How was it?"),
        ("Channel 1", "Not great."),
        ("Channel 0", "All week?"),
        ("Channel 1", "Hm. Yes."),
    ]


def test_speakers_of_two_channels_are_never_one(file, turns):
    items = [
        {"channel": 0, "speaker": 0, "transcript": "How was it?", "start": 0, "end": 1},
        {"channel": 1, "speaker": 0, "transcript": "Not great.", "start": 1, "end": 2},
        {"channel": 1, "speaker": 1, "transcript": "It was fine.", "start": 2, "end": 3},
    ]
    assert turns(read(file("a.json", json.dumps({"results": {"utterances": items}})))) == [
        ("Channel 0", "How was it?"),
        ("Channel 1 Speaker 0", "Not great."),
        ("Channel 1 Speaker 1", "It was fine."),
    ]


def test_a_channel_that_has_no_words_of_its_own_is_read_as_a_whole(file, turns):
    data = _channels([(0.0, "Hello.")], [])
    data["results"]["channels"][1]["alternatives"][0]["transcript"] = "Hi all."
    transcript = read(file("a.json", json.dumps(data)))
    assert turns(transcript) == [("Channel 0", "Hello."), ("Channel 1", "Hi all.")]
    assert "1 channel without times: read whole, after the others" in transcript.reading.notes


def test_a_chat_under_the_same_key_is_no_recogniser(file):
    data = {
        "utterances": [
            {"speaker": "A", "text": "One"},
            {"speaker": "A", "text": "Two"},
            {"speaker": "B", "text": "Hi"},
        ]
    }
    transcript = read(file("a.json", json.dumps(data)))
    assert (transcript.reading.format, len(transcript.utterances)) == ("JSON", 3)


def test_nobody_told_apart(file):
    data = {"segments": [{"start": 0, "end": 1, "text": "marmalade"}]}
    with pytest.raises(InputError, match=r"no speaker is named[\s\S]*diarization") as caught:
        read(file("a.json", json.dumps(data)))
    assert "marmalade" not in str(caught.value)
