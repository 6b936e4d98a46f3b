"""Talk in other languages is told, English talk of every kind is not; all texts were written for these tests."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from empathy.ingest import read
from empathy.ingest.english import NOT_ENGLISH, reads_like_english

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
OTHERS = {
    "German": (
        "Guten Tag, wie geht es Ihnen heute? Ach, es war so eine schwierige Woche, ich bin müde und mein Bruder "
        "will nicht mehr mit mir reden. Das klingt, als ob Sie sich sehr allein fühlen. Ja, genau, und an "
        "manchen Tagen habe ich gar keine Lust, aus dem Bett zu kommen. Was hat Ihnen in der Vergangenheit "
        "geholfen? Ich habe mit einem Freund gesprochen, der war immer für mich da. Okay, und was war in dieser "
        "Woche anders?"
    ),
    "Spanish": (
        "Buenos días, ¿cómo se siente hoy? Pues no sé, he tenido una semana muy mala y me cuesta dormir. Parece "
        "que algo le preocupa mucho. Sí, es mi hermano, no me habla desde hace un mes y no sé qué hacer. ¿Qué "
        "ha intentado hasta ahora? Le he llamado varias veces y le he escrito una carta, pero no me ha "
        "contestado. A mí me duele porque antes éramos muy unidos. Usted lo echa de menos y no quiere perder "
        "esa relación."
    ),
    "French": (
        "Bonjour, comment allez-vous aujourd'hui ? Je ne sais pas, j'ai passé une semaine très difficile et on "
        "me dit que je dors trop. On dirait que quelque chose vous pèse. Oui, c'est mon frère, il ne me parle "
        "plus depuis un mois et je ne sais pas quoi faire. Qu'est-ce que vous avez essayé jusqu'à présent ? Je "
        "lui ai écrit, je lui ai téléphoné, il a dit qu'il a autre chose à faire. Ça me fait mal parce que nous "
        "étions très proches."
    ),
    "Dutch": (
        "Goedemorgen, hoe gaat het met u vandaag? Ik weet het niet, het was een zware week en ik had geen zin "
        "om op te staan. Het klinkt alsof u zich alleen voelt. Ja, mijn broer wil niet meer met me praten, of "
        "hij is boos of hij is bang. Wat was er in die week zo zwaar? We had in huis over geld gesproken en "
        "toen was hij weg."
    ),
    "Polish": (
        "Dzień dobry, jak się pan dzisiaj czuje? Nie wiem, to był trudny tydzień i źle śpię. Wygląda na to, że "
        "coś pana martwi. Tak, to mój brat, od miesiąca do mnie nie dzwoni i nie wiem, co robić. Czego pan "
        "próbował do tej pory? Pisałem do niego i dzwoniłem, ale on nie odpowiada. To boli, bo byliśmy bardzo "
        "blisko. Boi się pan, że go straci. Tak, ale czasem myślę, że to nie ma sensu."
    ),
    "Chinese": (
        "你今天感觉怎么样？我不知道，这一周过得很难，我睡不好。听起来有什么事让你担心。是的，是我的哥哥，他一个月没有跟我说话了，"
        "我不知道该怎么办。到现在为止你试过什么？我给他写了信，也打了电话，但是他没有回答。"
    ),
}
PLAIN = (
    "im so tired of it all tbh, cant sleep and my boss wont stop calling me. That sounds exhausting, and you're "
    "still here talking about it. yeah i guess. What would a better week look like? idk, maybe one day without "
    "him. You'd like one day that is yours. yes!! and then my sister could visit, she lives in Łódź with "
    "Zdzisław and their kids. Mm-hmm. Okay. So when did you last see her?"
)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_other_languages_are_told(text):
    assert not reads_like_english([text])


def test_english_of_any_kind_is_not():
    assert reads_like_english([PLAIN])
    assert reads_like_english([PLAIN.replace("'", "’").upper()])


def test_a_few_words_tell_nothing():
    assert reads_like_english(["Guten Tag, wie geht es Ihnen heute?"])
    assert reads_like_english([])


def test_the_reading_notes_it(file):
    def notes(text):
        turns = text.replace("? ", "?. ").split(". ")
        lines = [f"{'TC'[place % 2]}: {turn}" for place, turn in enumerate(turns)]
        return read(file("a.txt", "\n".join(lines))).reading.notes

    assert NOT_ENGLISH in notes(OTHERS["German"])
    assert notes(PLAIN) == ()


@pytest.mark.corpora
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared corpora")
def test_no_session_of_the_corpora_is_told():
    sessions = defaultdict(list)
    with (SHARED / "annomi" / "AnnoMI-full.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            sessions[row["transcript_id"]].append(row["utterance_text"])
    with (SHARED / "esconv" / "esconv.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            sessions[f"esconv {number}"] = [turn["content"] for turn in json.loads(line)["dialog"]]
    assert [name for name, texts in sessions.items() if not reads_like_english(texts)] == []
