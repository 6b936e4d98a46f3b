import pytest

from empathy.rolenames import roles_said, says_role


@pytest.mark.parametrize(
    "name", ["therapist", "Counselor", "T", "t1", "THERAPIST 2", "Dr Lee (Psychologist)", "Coach_3", "Nurse B"]
)
def test_helpers(name):
    assert says_role(name) == "helper"


@pytest.mark.parametrize("name", ["client", "Patient", "C", "c.", "P1", "Help-Seeker", "user", "Client Sam"])
def test_clients(name):
    assert says_role(name) == "client"


@pytest.mark.parametrize(
    "name", ["", "Dana", "Student", "Speaker 1", "S", "A", "M", "client therapist", "Terry", "T Client", "the", "1"]
)
def test_names_that_say_nothing_alone(name):
    assert says_role(name) in (None, "client" if name == "T Client" else None)


def test_pairs_say_it_together():
    assert roles_said(["Speaker", "Listener"]) == {"Speaker": "client", "Listener": "helper"}
    assert roles_said(["Speaker", "Dana"]) == {}
    assert roles_said(["usr", "sys"]) == {"usr": "client", "sys": "helper"}
