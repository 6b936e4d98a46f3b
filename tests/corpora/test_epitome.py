import csv

import pytest

from empathy.corpora.epitome import MECHANISMS, read_epitome
from empathy.corpora.registry import read_corpus
from empathy.errors import InputError
from empathy.transcript import Role

COLUMNS = ("sp_id", "rp_id", "seeker_post", "response_post", "level", "rationales")


def write(folder, rows):
    for mechanism, name in MECHANISMS.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows((*row[:4], *row[4][mechanism]) for row in rows)


def levels(warm, meant, asked):
    return dict(zip(MECHANISMS, (warm, meant, asked), strict=True))


def test_a_pair_is_a_session_with_three_codes_and_its_rationales(tmp_path):
    codes = levels(("2", "So sorry.|"), ("0", ""), ("1", "What now?|And then?|"))
    write(tmp_path, [("p", "r", "My plant died.", "So sorry. What now? And then?", codes)])
    (session,) = read_epitome(tmp_path)
    post, reply = session.utterances
    assert (post.role, post.codes) == (Role.CLIENT, {})
    assert reply.codes == {
        "emotional_reactions": ("strong",),
        "interpretations": ("none",),
        "explorations": ("weak",),
    }
    assert reply.spans == {"emotional_reactions": ("So sorry.",), "explorations": ("What now?", "And then?")}
    assert session.metadata == {"seeker_post": "p"}


def test_a_pair_listed_twice_keeps_both_levels(tmp_path):
    rows = [("p", "r", "Post.", "Reply.", levels((level, ""), ("0", ""), ("0", ""))) for level in ("0", "2")]
    write(tmp_path, rows)
    (session,) = read_epitome(tmp_path)
    assert session.utterances[1].codes["emotional_reactions"] == ("none", "strong")


def test_a_file_in_place_of_the_folder_and_a_folder_without_the_files_are_told(tmp_path):
    write(tmp_path, [])
    with pytest.raises(InputError, match="a folder was expected") as caught:
        read_corpus("epitome", tmp_path / "explorations-reddit.csv")
    assert "emotional-reactions-reddit.csv" in caught.value.hint
    (tmp_path / "explorations-reddit.csv").unlink()
    with pytest.raises(InputError, match=r"explorations-reddit\.csv: cannot be read"):
        read_corpus("epitome", tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sp_id,rp_id,seeker_post\np,r,Tobias\n", "line 1, column 'response_post'"),
        (",".join(COLUMNS) + "\np,r,Tobias,Yes.\n", "line 2, column 'level'"),
        (",".join(COLUMNS) + "\np,r,Tobias,Yes.,1\n", "line 2, column 'rationales'"),
        (",".join(COLUMNS) + "\np,r,Post,Well,Tobias,1,\n", "line 2, column 'level'"),
    ],
)
def test_rows_at_fault_are_told_by_line_and_column(tmp_path, text, told):
    write(tmp_path, [])
    (tmp_path / "interpretations-reddit.csv").write_text(text)
    with pytest.raises(InputError, match=told) as caught:
        read_corpus("epitome", tmp_path)
    assert "Tobias" not in str(caught.value)
