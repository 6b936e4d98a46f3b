import csv

from empathy.corpora.epitome import MECHANISMS, read_epitome
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
