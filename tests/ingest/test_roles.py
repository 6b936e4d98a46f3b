from dataclasses import replace

import pytest

from empathy.errors import RolesError
from empathy.ingest import assign_roles
from empathy.ingest.roles import check_names
from empathy.transcript import Role, Transcript


def session(*names, text="marmalade"):
    return Transcript.from_turns([(name, text) for name in names], session="s")


def roles(transcript):
    return {u.speaker: u.role.value for u in transcript.utterances}


SAID = [
    (("Therapist", "Client"), "hc"),
    (("T", "C"), "hc"),
    (("Th", "Cl"), "hc"),
    (("T1", "C2"), "hc"),
    (("THERAPIST", "PATIENT:"), "hc"),
    (("Counselor A", "Client_01"), "hc"),
    (("Trainee", "Simulated client"), "hc"),
    (("supporter", "seeker"), "hc"),
    (("assistant", "user"), "hc"),
    (("assistant", "user", "system"), "hco"),
    (("listener", "speaker"), "hc"),
    (("Interviewer", "Interviewee"), "hc"),
    (("Dana Lee (counsellor)", "Sam, client"), "hc"),
    (("Therapist Dana", "Client Sam"), "hc"),
    (("Therapist", "Dana"), "hc"),
    (("Sam", "Counsellor"), "ch"),
    (("Therapist", "Client", "Dana"), "hco"),
    (("Therapist 1", "Therapist 2", "Client"), "hhc"),
]
LETTER = {"h": "helper", "c": "client", "o": "other"}


@pytest.mark.parametrize(("names", "expected"), SAID, ids=[" ".join(names) for names, _ in SAID])
def test_names_that_say_it(names, expected):
    assert roles(assign_roles(session(*names))) == {n: LETTER[e] for n, e in zip(names, expected, strict=True)}


UNSAID = [
    ("Dana", "Sam"),
    ("Speaker 1", "Speaker 2"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("A", "B"),
    ("Student", "Mother"),
    ("S", "M"),
    ("Therapist", "Dana", "Sam"),
    ("Client", "Dana", "Sam"),
    ("Speaker", "Sam"),
    ("C", "P"),
    ("Therapist", "Counsellor"),
    ("Client", "Narrator"),
]


@pytest.mark.parametrize("names", UNSAID, ids=[" ".join(names) for names in UNSAID])
def test_nothing_is_guessed(names):
    with pytest.raises(RolesError, match="cannot be told") as caught:
        assign_roles(session(*names))
    assert all(repr(name) in str(caught.value) for name in names)
    assert "--helper" in str(caught.value) or "--client" in str(caught.value)
    assert "marmalade" not in str(caught.value)


def test_the_other_of_two_is_told():
    notes = assign_roles(session("Therapist", "Dana")).reading.notes
    assert notes == ("one of two speakers is the helper, so the other was taken for the client",)
    assert assign_roles(session("Therapist", "Client")).reading.notes == ()


def test_no_name_stands_in_a_note():
    notes = assign_roles(session("Therapist", "Client", "Dana")).reading.notes
    assert len(notes) == 1
    assert "Dana" not in notes[0]


@pytest.mark.parametrize(
    ("helper", "client", "expected"),
    [
        (["dana lee"], ["SAM"], ("helper", "client", "other")),
        (["Dana Lee", "Mo"], ["Sam"], ("helper", "client", "helper")),
        (["Sam"], ["Dana Lee"], ("client", "helper", "other")),
    ],
)
def test_names_given(helper, client, expected):
    given = roles(assign_roles(session("Dana Lee", "Sam", "Mo"), helper=helper, client=client))
    assert tuple(given.values()) == expected


def test_what_is_given_beats_what_a_name_says():
    assert roles(assign_roles(session("Client", "Therapist"), helper=["Client"], client=["Therapist"])) == {
        "Client": "helper",
        "Therapist": "client",
    }


def test_a_recogniser_s_number_may_be_given_bare():
    given = roles(assign_roles(session("Speaker 0", "Speaker 1"), helper=["1"], client=["0"]))
    assert given == {"Speaker 0": "client", "Speaker 1": "helper"}


def test_one_given_of_two():
    assert roles(assign_roles(session("Dana", "Sam"), helper=["Dana"])) == {"Dana": "helper", "Sam": "client"}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"helper": ["Kim"]}, "--helper 'Kim': nobody of that name.*'Dana', 'Sam'"),
        ({"client": ["Kim"]}, "--client 'Kim'"),
        ({"helper": ["Dana"], "client": ["dana"]}, "as helper and as client"),
    ],
)
def test_names_given_wrongly(given, problem):
    with pytest.raises(RolesError, match=problem):
        assign_roles(session("Dana", "Sam"), **given)


@pytest.mark.parametrize(
    ("names", "given", "expected", "missing"),
    [
        (("Client", "Client"), {"client": ["Client"]}, "c", "helper"),
        (("Therapist", "Therapist"), {"helper": ["therapist"]}, "h", "client"),
        (("Dana", "Dana"), {"client": ["dana"]}, "c", "helper"),
        (("Dana", "Sam"), {"helper": ["Dana", "Sam"]}, "hh", "client"),
        (("Therapist", "Counsellor"), {"helper": ["Therapist", "Counsellor"]}, "hh", "client"),
        (("Client", "Narrator"), {"client": ["Client"]}, "co", "helper"),
    ],
)
def test_one_side_is_fine_where_everybody_s_role_is_settled(names, given, expected, missing):
    found = assign_roles(session(*names), **given)
    assert roles(found) == {n: LETTER[e] for n, e in zip(dict.fromkeys(names), expected, strict=True)}
    assert found.reading.notes == (f"no {missing} speaks in it: only the other side was read",)


def test_names_given_for_other_sessions_are_no_fault_where_everybody_s_role_is_said():
    both = {"helper": ["Therapist", "Dana"], "client": ["Client"]}
    assert roles(assign_roles(session("Therapist", "Client"), **both)) == {
        "Therapist": "helper",
        "Client": "client",
    }
    assert roles(assign_roles(session("Client"), **both)) == {"Client": "client"}
    with pytest.raises(RolesError, match="--helper 'Therapist': nobody"):
        assign_roles(session("Client", "Sam"), **both)


def test_names_for_several_sessions_are_a_fault_only_where_roles_stay_open_without_them():
    given = {"helper": ["Dana", "Maya"], "elsewhere": True}
    assert roles(assign_roles(session("Dana", "Sam"), **given)) == {"Dana": "helper", "Sam": "client"}
    with pytest.raises(RolesError, match=r"--helper 'Dana': nobody of that name.*'Kim', 'Lou'"):
        assign_roles(session("Kim", "Lou"), ask=lambda _: pytest.fail("a name was mistyped"), **given)


def test_every_name_has_to_speak_in_one_session_at_least():
    both = [session("Dana", "Sam"), session("Speaker 0", "Speaker 1")]
    check_names(both, helper=["dana ", "0"], client=["SAM", "Speaker  1"])
    with pytest.raises(
        RolesError, match=r"--client 'Sim': nobody .* in 2 sessions; speakers found: 'Dana', 'Sam', 'S"
    ):
        check_names(both, helper=["Dana"], client=["Sim"])
    with pytest.raises(RolesError, match=r"in session 's'; speakers found: 'Dana', 'Sam'$"):
        check_names(both[:1], helper=["0"], client=[])


def test_the_role_of_everybody_may_stand_in_the_file():
    once = assign_roles(session("Dana", "Sam"), helper=["Dana", "Sam"])
    assert roles(assign_roles(once)) == {"Dana": "helper", "Sam": "helper"}


def test_one_speaker_only():
    with pytest.raises(RolesError, match="only one speaker"):
        assign_roles(session("Therapist", "Therapist"))


@pytest.mark.parametrize(
    ("name", "option"), [("Dana", "--helper NAME or --client NAME."), ("Client", "--client NAME.")]
)
def test_one_speaker_is_told_what_was_found_and_how_to_say_it(name, option):
    with pytest.raises(RolesError, match=rf"only one speaker was found in session 's' \('{name}'\)") as caught:
        assign_roles(session(name, name), ask=lambda _: pytest.fail("there is nobody to choose from"))
    assert f"If nobody else speaks, say it: {option}" in str(caught.value)


def test_several_names_of_one_role_are_asked_about():
    with pytest.raises(RolesError, match="say so of every speaker"):
        assign_roles(session("Therapist", "Counsellor"))
    with pytest.raises(RolesError, match="who is the client"):
        assign_roles(session("Therapist", "Counsellor"), helper=["Therapist"])


def test_a_roles_file(tmp_path):
    path = tmp_path / "roles.txt"
    path.write_text("Dana = helper\nSam = client\n", encoding="utf-8")
    assert roles(assign_roles(session("DANA", "Sam"), roles_file=path)) == {"DANA": "helper", "Sam": "client"}
    with pytest.raises(RolesError, match="cannot be told"):
        assign_roles(session("Kim", "Lou"), roles_file=path)


def test_asked_only_when_open_and_with_what_is_known():
    def answer(transcript):
        asked.append({u.speaker: u.role for u in transcript.utterances})
        return {"Dana": Role.HELPER, "Sam": Role.CLIENT, "Mo": Role.OTHER}

    asked = []
    assign_roles(session("T", "C"), ask=answer)
    assert asked == []
    given = assign_roles(session("Dana", "Sam", "Mo"), helper=["Dana"], ask=answer)
    assert asked == [{"Dana": Role.HELPER, "Sam": None, "Mo": None}]
    assert roles(given) == {"Dana": "helper", "Sam": "client", "Mo": "other"}


def test_giving_roles_twice_changes_nothing():
    once = assign_roles(session("Therapist", "Dana"))
    assert assign_roles(once) == once


def test_a_file_in_which_everybody_is_other_has_settled_nothing():
    said = session("Dana", "Sam")
    unsettled = replace(said, utterances=tuple(replace(u, role=Role.OTHER) for u in said.utterances))
    assert roles(assign_roles(unsettled, helper=["Dana"])) == {"Dana": "helper", "Sam": "client"}
