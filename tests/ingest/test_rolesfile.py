import pytest

from empathy.errors import InputError
from empathy.ingest.rolesfile import names_in, read_roles_file

FILES = {
    "roles.toml": 'helper = ["Dana"]\nclient = "Sam"\n[sessions.two]\nhelper = "Sam"\nclient = ["Dana"]\n',
    "named.toml": 'Dana = "helper"\nSam = "client"\n[session.two]\n"Sam" = "helper"\n"Dana" = "client"\n',
    "roles.csv": "name,role,session\nDana,helper,\nSam,Client,\nSam,helper,two\nDana,client,two\n",
}
FILES["semicolon.csv"] = FILES["roles.csv"].replace(",", ";")
FILES["said.csv"] = "sep=;\n" + FILES["semicolon.csv"]
FILES["tabs.tsv"] = FILES["roles.csv"].replace(",", "\t")


@pytest.mark.parametrize("name", FILES)
def test_roles_by_session(name, file):
    path = file(name, FILES[name])
    assert read_roles_file(path, "one") == {"dana": "helper", "sam": "client"}
    assert read_roles_file(path, "TWO") == {"dana": "client", "sam": "helper"}


def test_lines(file):
    path = file("roles.txt", '# who is who\n\nDana  Lee = helper\n"Sam" = "client"\nMo=other\n')
    assert read_roles_file(path, "x") == {"dana lee": "helper", "sam": "client", "mo": "other"}


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.txt", "Dana helper\n", "line 1: “Name = role”"),
        ("a.txt", "# x\nDana = boss\n", "line 2: unknown role"),
        ("a.txt", "Dana = helper\ndana = client\n", "two roles"),
        ("a.csv", "who,what\nDana,helper\n", "columns name and role.*found: who, what"),
        ("a.csv", "name,role\nDana,boss\n", "line 2: unknown role"),
        ("a.csv", "name,role\nDana\n", "line 2: unknown role"),
        ("a.toml", "helper = [\n", "broken TOML"),
        ("a.toml", "helper = 3\n", "'helper' should be"),
        ("a.toml", 'sessions = "x"\n', "should be tables"),
        ("a.toml", 'boss = ["Dana"]\n', "unknown role"),
        ("a.txt", "", "empty"),
    ],
)
def test_broken_files(name, text, problem, file):
    with pytest.raises(InputError, match=problem):
        read_roles_file(file(name, text), "x")


def test_names_are_those_of_the_sessions_asked_for(file):
    path = file("a.csv", "name,role,session\nDana,helper,\nMo,client,one\nJo,client,two\ndana,helper,one\n")
    assert names_in(path, ["One"]) == ["dana", "Mo"]
