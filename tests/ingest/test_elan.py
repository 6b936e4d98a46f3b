import pytest

from empathy.errors import InputError
from empathy.ingest import read

SLOT = '<TIME_SLOT TIME_SLOT_ID="t{0}" TIME_VALUE="{0}"/>'
NOTE = (
    '<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="t{0}" TIME_SLOT_REF2="t{1}">'
    "<ANNOTATION_VALUE>{2}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
)
EAF = (
    '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT><TIME_ORDER>'
    + "".join(SLOT.format(t) for t in (0, 1500, 1200, 2500))
    + '</TIME_ORDER><TIER TIER_ID="a" PARTICIPANT="Client">'
    + NOTE.format(1200, 2500, "Hi")
    + '</TIER><TIER TIER_ID="Therapist">'
    + NOTE.format(0, 1500, "Hello &amp; welcome")
    + '</TIER><TIER TIER_ID="code" PARENT_REF="a"/></ANNOTATION_DOCUMENT>'
)


def test_tiers_in_order_of_time(file, turns):
    transcript = read(file("a.eaf", EAF))
    assert turns(transcript) == [("Therapist", "Hello & welcome"), ("Client", "Hi")]
    assert [(u.start, u.end) for u in transcript.utterances] == [(0.0, 1.5), (1.2, 2.5)]
    assert len(transcript.reading.notes) == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<A>\n<marmalade", "line 2: broken XML"),
        ("<A/>", "no time-aligned annotation"),
        ('<!DOCTYPE a [<!ENTITY x "marmalade">]><a>&x;</a>', "declares entities"),
    ],
)
def test_broken_files(text, problem, file, secret):
    with pytest.raises(InputError, match=problem) as caught:
        read(file("a.eaf", text))
    assert secret not in str(caught.value)
