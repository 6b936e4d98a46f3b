import pytest

from empathy.errors import InputError
from empathy.ingest import ColumnMap, iter_sessions, read, read_all

TABLES = {
    "comma": "speaker,text\nT,Hello\nC,Hi\n",
    "semicolon": 'Speaker;Text\nT;Hello\nC;"Hi"\n',
    "tab": "interlocutor\tutterance_text\nT\tHello\nC\tHi\n",
    "blank lines": "\nspeaker,text\n\nT,Hello\n,\nC,Hi\n",
    "other names": "Role,Content\nT,Hello\nC,Hi\n",
    "spaces": "Speaker Name , Message\nT,Hello\nC,Hi\n",
    "separator said": "sep=,\r\nspeaker,text\r\nT,Hello\r\nC,Hi\r\n",
    "separator said after a mark": "\ufeffsep=;\nspeaker;text\nT;Hello\nC;Hi\n",
    "tab said": "sep=\t\nspeaker\ttext\nT\tHello\nC\tHi\n",
    "mark": "\ufeffspeaker,text\r\nT,Hello\r\nC,Hi\r\n",
    "more columns": "id,speaker,mood,text\n1,T,ok,Hello\n2,C,sad,Hi\n",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_tables(table, file, turns):
    assert turns(read(file("a.csv", table))) == [("T", "Hello"), ("C", "Hi")]


def test_a_fault_below_a_line_that_says_the_separator_has_its_own_number(file):
    with pytest.raises(InputError, match="line 3: this row has 3 cells"):
        read(file("a.csv", "sep=,\nspeaker,text\nT,Hello,there\n"))


def test_rows_stay_as_they_are(file, turns, counts):
    transcript = read(file("a.csv", 'speaker,text,start,end\nT,"One\ntwo",0:01,2\nT,[laughs],3,\nC,,,\n,,,\n'))
    assert turns(transcript) == [("T", "One\ntwo"), ("T", "[laughs]"), ("C", "")]
    assert counts(transcript) == (4, 0, 2)
    assert [(u.start, u.end) for u in transcript.utterances] == [(1.0, 2.0), (3.0, None), (None, None)]


def test_sessions_of_one_file(file):
    text = "transcript_id,interlocutor,utterance_text\n7,T,a\n7,C,b\n8,T,c\n7,T,d\n"
    path = file("a.csv", text)
    found = {t.session: [u.text for u in t.utterances] for t in read_all(path)}
    assert found == {"7": ["a", "b", "d"], "8": ["c"]}
    with pytest.raises(InputError, match=r"holds 2 sessions[\s\S]*read_all"):
        read(path)
    assert read(path, session="8").utterances[0].text == "c"


def test_annotators_rows_are_one_utterance(file, turns, counts):
    text = (
        "transcript_id,utterance_id,interlocutor,timestamp,utterance_text,annotator_id\n"
        "0,0,therapist,00:00:13,Hello,1\n0,0,therapist,00:00:13,Hello,2\n0,1,client,00:00:15,Hi,1\n"
        "0,1,client,00:00:15,Hi,2\n0,2,therapist,00:00:18,Hello,1\n"
    )
    transcript = read(file("a.csv", text))
    assert turns(transcript) == [("therapist", "Hello"), ("client", "Hi"), ("therapist", "Hello")]
    assert counts(transcript) == (5, 2, 0)
    assert any("2 rows of further annotators" in note for note in transcript.reading.notes)


def test_columns_given(file, turns):
    path = file("a.csv", "wer,was,text\nT,Hello,x\nC,Hi,y\n")
    columns = ColumnMap.parse(["speaker=WER", "text=was"])
    assert turns(read(path, columns=columns)) == [("T", "Hello"), ("C", "Hi")]


def test_our_own_table_is_read_by_its_text(file, turns):
    text = (
        "session,utterance,start,end,speaker,role,text\ns,0,,,[PERSON_1],helper,Hello\ns,1,,,[PERSON_2],client,Hi\n"
    )
    transcript = read(file("a.csv", text))
    assert turns(transcript) == [("[PERSON_1]", "Hello"), ("[PERSON_2]", "Hi")]
    assert [u.role for u in transcript.utterances] == ["helper", "client"]


def test_milliseconds_and_dates(file):
    ms = read(file("a.csv", "speaker,text,start_ms,end_ms\nT,a,1500,2000\nC,b,2500,3000\n"))
    assert [(u.start, u.end) for u in ms.utterances] == [(1.5, 2.0), (2.5, 3.0)]
    dated = read(file("b.csv", "speaker,text,timestamp\nT,a,2031-05-01 10:00:00\nC,b,2031-05-01 10:00:30\n"))
    assert [u.start for u in dated.utterances] == [0.0, 30.0]


def test_a_time_that_is_none_is_told(file):
    transcript = read(file("a.csv", "speaker,text,start\nT,a,soon\nC,b,2\n"))
    assert any("1 time left out" in note for note in transcript.reading.notes)


def test_sessions_are_streamed(file):
    rows = "".join(f"{i // 2},{'TC'[i % 2]},word {i}\n" for i in range(4000))
    sessions = iter_sessions(file("a.csv", "session,speaker,text\n" + rows))
    assert next(sessions).session == "0"
    assert sum(len(t.utterances) for t in sessions) == 3998


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("wer,was\nT,{secret}\n", "columns found: wer, was\n.*--column speaker=NAME --column text=NAME"),
        ("speaker,was\nT,{secret}\n", "no column for the text.*\n.*--column text=NAME"),
        ("speaker,text\n", "line 2: there is a header, but no row"),
        ('speaker,text\nT,"{secret}\nC,Hi\n', "line 2: a row that begins here"),
        ("speaker,text\nT,a\nC\n", "line 3: this row has 1 cell"),
        ("speaker,text\nT,well, I like {secret}, yes\nC,Hi\n", "line 2: this row has 4 cells, the header 2"),
        ("Dana,I like {secret}.\nSam,No\nDana,Yes\n", "looks like a row itself"),
        ("Dana,{secret}\nSam,No\nDana,Yes\n", "looks like a row itself"),
        ("T,I like {secret}\nC,No\n", "looks like a row itself"),
        ("speaker,text\n,{secret}\n,b\n", "no speaker is named"),
        ("speaker,text\nT,\nC,\n", "no words were found"),
        (",,,\n\n", "holds no text"),
    ],
)
def test_broken_tables(text, problem, file, secret):
    path = file("a.csv", text.replace("{secret}", secret))
    with pytest.raises(InputError, match=problem) as caught:
        read_all(path)
    assert secret not in str(caught.value)


def test_a_column_asked_for_that_is_not_there(file):
    with pytest.raises(InputError, match=r"column 'words'.*asked for as text.*speaker, text"):
        read(file("a.csv", "speaker,text\nT,a\n"), columns=ColumnMap(text="words"))


def test_a_first_line_of_speech_is_not_shown_for_columns(file, secret):
    with pytest.raises(InputError, match="among 2 columns") as caught:
        read(file("a.csv", f"Maya,well {secret}\nJo,ok {secret}\n"))
    assert secret not in str(caught.value)


def test_a_row_without_a_session_goes_on_with_the_one_above(file):
    rows = "session,speaker,text\n,T,x\none,T,a\n,C,b\ntwo,T,c\n ,C,d\none,C,e\n"
    found = {t.session: [u.text for u in t.utterances] for t in read_all(file("a.csv", rows))}
    assert found == {"a": ["x"], "one": ["a", "b", "e"], "two": ["c", "d"]}


@pytest.mark.parametrize(
    ("name", "parts"), [("time", 1), ("time", 1000), ("start_ms", 1000), ("created_at", 10**6)]
)
def test_times_that_count_from_1970_are_counted_from_the_first(file, name, parts):
    first = 1_700_000_000 * parts
    rows = f"speaker,text,{name},end\nT,a,{first},{first + 2 * parts}\nC,b,{first + 5 * parts},\n"
    transcript = read(file("a.csv", rows))
    assert [(u.start, u.end) for u in transcript.utterances] == [(0.0, 2.0), (5.0, None)]


def test_a_cell_that_is_too_long_is_told_as_that(file):
    with pytest.raises(InputError, match="a cell of more than 131,072 characters") as caught:
        read(file("a.csv", f"speaker,text\nT,Hello.\nC,{'so ' * 50_000}\n"))
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("times", "seconds", "told"),
    [
        ([(0, 2500), (2500, 5000), (5000, 5400)], [(0.0, 2.5), (2.5, 5.0), (5.0, 5.4)], True),  # Whisper's
        ([(0, 3), (3, 60), (60, 61)], [(0.0, 3.0), (3.0, 60.0), (60.0, 61.0)], False),
        ([(0, 2500), (2500, 5000), (5000, 5400.5)], [(0.0, 2500.0), (2500.0, 5000.0), (5000.0, 5400.5)], False),
        (
            [("0:00", "41:40"), ("41:40", "41:42"), ("41:42", "41:45")],
            [(0, 2500), (2500, 2502), (2502, 2505)],
            False,
        ),
    ],
)
def test_times_too_long_for_seconds_are_milliseconds(times, seconds, told, file):
    said = (("T", "How was it?"), ("C", "Not that great."), ("T", "Mm."))
    rows = [f"{start}\t{end}\t{who}\t{text}\n" for (start, end), (who, text) in zip(times, said, strict=True)]
    transcript = read(file("a.tsv", "start\tend\tspeaker\ttext\n" + "".join(rows)))
    assert [(u.start, u.end) for u in transcript.utterances] == seconds
    assert ("the times are too long for seconds: read as milliseconds" in transcript.reading.notes) is told
