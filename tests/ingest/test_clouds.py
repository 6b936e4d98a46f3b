"""The JSON of speech services in their published layouts; all tell the same two turns."""

import json

import pytest

from empathy.errors import InputError
from empathy.ingest import read

SPOKEN = [("Hello", 0.5, 1.0, 1), ("there.", 1.0, 2.0, 1), ("Hi", 2.0, 2.5, 2), ("all.", 2.5, 3.0, 2)]


def azure_batch(**who):
    """Two phrases; ``who`` is (first, second) by key, as speakers or channels are told."""
    phrases = [
        {
            "recognitionStatus": "Success",
            "offset": "PT0.5S",
            "duration": "PT1.5S",
            "offsetInTicks": 5_000_000.0,
            "durationInTicks": 15_000_000.0,
            "nBest": [
                {"confidence": 0.9, "lexical": "hello there", "display": "Hello there."},
                {"display": "Yellow hair."},
            ],
        },
        {"offset": "PT2S", "duration": "PT1S", "nBest": [{"lexical": "hi all", "display": "Hi all."}]},
    ]
    for key, values in who.items():
        for phrase, value in zip(phrases, values, strict=True):
            phrase[key] = value
    return {"combinedRecognizedPhrases": [{"channel": 0, "display": "x"}], "recognizedPhrases": phrases}


AZURE_FAST = {
    "durationMilliseconds": 3000,
    "combinedPhrases": [{"text": "Hello there. Hi all."}],
    "phrases": [
        {"speaker": 1, "offsetMilliseconds": 500, "durationMilliseconds": 1500, "text": "Hello there."},
        {"speaker": 2, "offsetMilliseconds": 2000, "durationMilliseconds": 1000, "text": "Hi all."},
    ],
}


def google_words(**named):
    return [
        {
            "word": word,
            "startTime": f"{start:.3f}s",
            "endTime": f"{end:.3f}s",
            **{k: f(who) for k, f in named.items()},
        }
        for word, start, end, who in SPOKEN
    ]


def google_v1():
    """The last result repeats every word, with its speaker."""
    said = google_words()
    told = [
        {"alternatives": [{"transcript": "Hello there.", "words": said[:2]}], "languageCode": "en-us"},
        {"alternatives": [{"transcript": " Hi all.", "words": said[2:]}], "languageCode": "en-us"},
        {"alternatives": [{"words": google_words(speakerTag=int)}], "languageCode": "en-us"},
    ]
    return {"name": "1", "done": True, "response": {"@type": "x", "results": told}}


def google_channels():
    said = google_words()
    return {
        "results": [
            {"channelTag": 2, "alternatives": [{"transcript": "Hi all.", "words": said[2:]}]},
            {"channelTag": 1, "alternatives": [{"transcript": "Hello there.", "words": said[:2]}]},
        ]
    }


GOOGLE_V2 = {
    "results": [
        {"alternatives": [{"transcript": "Hello there.", "words": [
            {"word": "Hello", "startOffset": "0.500s", "endOffset": "1s", "speakerLabel": "1"},
            {"word": "there.", "startOffset": "1s", "endOffset": "2s", "speakerLabel": "1"}]}]},
        {"alternatives": [{"transcript": "Hi all.", "words": [
            {"word": "Hi", "startOffset": "2s", "endOffset": "2.500s", "speakerLabel": "2"},
            {"word": "all.", "startOffset": "2.500s", "endOffset": "3s", "speakerLabel": "2"}]}]},
    ]
}  # fmt: skip

REV = {
    "monologues": [
        {"speaker": 0, "elements": [
            {"type": "text", "value": "Hello", "ts": 0.5, "end_ts": 1.0, "confidence": 1.0},
            {"type": "punct", "value": " "},
            {"type": "text", "value": "there", "ts": 1.0, "end_ts": 2.0},
            {"type": "punct", "value": "."}]},
        {"speaker": 1, "elements": [
            {"type": "text", "value": "Hi", "ts": 2.0, "end_ts": 2.5},
            {"type": "punct", "value": " "},
            {"type": "text", "value": "all", "ts": 2.5, "end_ts": 3.0},
            {"type": "punct", "value": "."}]},
    ]
}  # fmt: skip
REV_PEOPLE = {
    "speakers": [{"id": 0, "name": "Maya"}, {"id": 1, "name": "Tom"}],
    "monologues": [
        {"speaker": 0, "elements": [
            {"type": "text", "value": "Hello there.",
             "timestamp": "00:00:00,500", "end_timestamp": "00:00:02,000"}]},
        {"speaker": 1, "elements": [
            {"type": "text", "value": "Hi all.",
             "timestamp": "00:00:02,000", "end_timestamp": "00:00:03,000"}]},
    ],
}  # fmt: skip


def speechmatics(**named):
    results = []
    for word, start, end, who in SPOKEN:
        told = {key: value(who) for key, value in named.items()}
        beside = {key: told.pop(key) for key in ("channel",) if key in told}
        best = {"content": word.rstrip("."), "confidence": 1.0, **told}
        results.append({"type": "word", "start_time": start, "end_time": end, "alternatives": [best], **beside})
        if word.endswith("."):
            mark = {"type": "punctuation", "attaches_to": "previous", "is_eos": True, **beside}
            results.append({**mark, "start_time": end, "end_time": end, "alternatives": [{"content": ".", **told}]})
    return {"format": "2.9", "metadata": {"type": "transcription"}, "results": results}


def aws_channels(*, apart):
    """Words of two channels with their marks; ``apart``: in lists of their own, as older files have them."""
    items = [
        {"type": "pronunciation" if at else "punctuation", "alternatives": [{"content": word}]}
        | {"channel_label": side}
        | ({"start_time": at, "end_time": end} if at else {})
        for word, at, end, side in [
            ("Hello", "0.5", "1.0", "ch_0"), ("there", "1.0", "2.0", "ch_0"), ("Hi", "2.0", "2.5", "ch_1"),
            (".", "", "", "ch_0"), ("all", "2.5", "3.0", "ch_1"), (".", "", "", "ch_1"),
        ]
    ]  # fmt: skip
    if not apart:
        return {"results": {"items": items}}
    sides = [
        {"channel_label": side, "items": [i | {"channel_label": None} for i in items if i["channel_label"] == side]}
        for side in ("ch_0", "ch_1")
    ]
    return {"results": {"items": [], "channel_labels": {"channels": sides, "number_of_channels": 2}}}


def speaker(who):
    return f"S{who}"


CASES = {
    "Azure, batch": (azure_batch(speaker=(1, 2), channel=(0, 0)), "Azure Speech JSON", ("Speaker 1", "Speaker 2")),
    "Azure, channels": (azure_batch(channel=(0, 1)), "Azure Speech JSON", ("Channel 0", "Channel 1")),
    "Azure, fast": (AZURE_FAST, "Azure Speech JSON", ("Speaker 1", "Speaker 2")),
    "Google, v1": (google_v1(), "Google Speech JSON", ("Speaker 1", "Speaker 2")),
    "Google, v2": (GOOGLE_V2, "Google Speech JSON", ("Speaker 1", "Speaker 2")),
    "Google, channels": (google_channels(), "Google Speech JSON", ("Channel 1", "Channel 2")),
    "Rev, machine": (REV, "Rev JSON", ("Speaker 0", "Speaker 1")),
    "Rev, people": (REV_PEOPLE, "Rev JSON", ("Maya", "Tom")),
    "Speechmatics": (speechmatics(speaker=speaker), "Speechmatics JSON", ("S1", "S2")),
    "Speechmatics, channels": (speechmatics(channel=speaker), "Speechmatics JSON", ("S1", "S2")),
    "AWS, channels": (aws_channels(apart=False), "AWS Transcribe JSON", ("ch_0", "ch_1")),
    "AWS, channels apart": (aws_channels(apart=True), "AWS Transcribe JSON", ("ch_0", "ch_1")),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_services(case, file, turns):
    data, name, speakers = case
    transcript = read(file("a.json", json.dumps(data)))
    assert transcript.reading.format == name
    assert turns(transcript) == list(zip(speakers, ("Hello there.", "Hi all."), strict=True))
    assert [(u.start, u.end) for u in transcript.utterances] == [(0.5, 2.0), (2.0, 3.0)]


def damaged(value):
    """Yield the JSON value with each of its parts in turn taken out or replaced by what does not belong there."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {k: v for k, v in value.items() if k != key}
            yield from ({**value, key: wrong} for wrong in (None, [], {}, "x", -1, [None], True))
            yield from ({**value, key: other} for other in damaged(inner))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in (*damaged(inner), None, [], 3))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_part_that_is_missing_or_of_another_kind_is_read_over_or_told(case, file):
    for data in damaged(case[0]):
        path = file("a.json", json.dumps(data))
        try:
            read(path)
        except InputError as error:
            assert error.path == path


def test_services_that_tell_nobody_apart_say_what_to_do(file):
    for data in (azure_batch(), {"results": [{"alternatives": [{"transcript": "Hello."}]}]}, speechmatics()):
        with pytest.raises(InputError, match=r"no speaker is named[\s\S]*diarization"):
            read(file("a.json", json.dumps(data)))
