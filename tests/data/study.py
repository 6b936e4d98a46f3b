"""A study's table of codes with its description."""

import csv

# Who speaks, and what is coded: of every table in the manner of this study.
CODED = """
[roles]
helper = ["Guide"]
client = ["Guest"]

[tasks.reflection]
role = "helper"
values = ["none", "simple", "complex"]
"""
SPEC = f"""
name = "study"
title = "A study of our own"
licence = "ours"
metadata = ["site"]

[table]
session = "conv"
utterance = "n"
speaker = "who"
text = "words"
start = "at"
coder = "rater"
{CODED}marker = "reflection"

[columns.reflection]
column = "RF"
values = {{ SR = "simple", CR = "complex", "" = "none" }}
missing = ["?"]

[tasks.mood]
role = "client"
values = ["low", "high"]

[columns.mood]
column = "mood"
"""
HEADER = ("conv", "n", "who", "words", "at", "rater", "RF", "mood", "site")
ROWS = [
    ("c1", "0", "guide", "You had a hard week.", "0:00:01", "r1", "SR", "", "north"),
    ("c1", "0", "guide", "You had a hard week.", "0:00:01", "r2", "CR", "", "north"),
    ("c1", "1", "Guest", "Yes, very.", "0:01:05", "r1", "", "low", "north"),
    ("c1", "2", "guide", "Mm.", "", "r1", "?", "", "north"),
    ("c2", "0", "guide", "Hello.", "", "r1", "", "", "south"),
]


def write_study(folder):
    """Write the description and the table; return their paths."""
    spec, data = folder / "study.toml", folder / "codes.csv"
    spec.write_text(SPEC)
    with data.open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    return spec, data
