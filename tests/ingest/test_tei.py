import pytest

from empathy.errors import InputError
from empathy.ingest import read

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc>
<person xml:id="S1" role="therapist"><persName>Dana</persName></person><person xml:id="S2"/>
</particDesc></profileDesc></teiHeader><text><timeline><when xml:id="T1" absolute="00:00:05"/></timeline><body>
<u who="#S1" start="#T1">Hello <pause/><vocal><desc>laughs</desc></vocal> you</u>
<u who="#S2"><w>Well</w><w>then</w></u></body></text></TEI>"""


def test_utterances(file, turns):
    transcript = read(file("a.xml", TEI))
    assert turns(transcript) == [("Dana", "Hello [laughs] you"), ("S2", "Well then")]
    assert [u.role for u in transcript.utterances] == ["helper", None]
    assert transcript.utterances[0].start == 5.0


def test_other_xml(file):
    with pytest.raises(InputError, match="no utterance"):
        read(file("a.xml", "<html><p>marmalade</p></html>"))


def test_a_document_nested_beyond_measure(file, secret):
    text = f"<TEI><u who='#T'>{'<seg>' * 3000}{secret}{'</seg>' * 3000}</u></TEI>"
    with pytest.raises(InputError, match="nested more than") as caught:
        read(file("a.xml", text))
    assert secret not in str(caught.value)
