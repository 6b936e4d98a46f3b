"""Labelled sessions as a dataset of Hugging Face, and back."""

from empathy.corpora import from_dataset, load_corpus
from empathy.corpora.registry import read_corpus


def test_a_table_of_one_s_own_becomes_a_dataset_and_comes_back(study):
    dataset = load_corpus(*study)
    assert dataset.num_rows == 2
    assert dataset.column_names == ["corpus", "session", "metadata.site", "utterances"]
    first = dataset[0]["utterances"][0]
    feature = dataset.features["utterances"].feature["codes"]["reflection"].feature
    assert [feature.int2str(code) for code in first["codes"]["reflection"]] == ["simple", "complex"]
    assert dataset[0]["utterances"][1]["start"] == 65.0
    assert tuple(from_dataset(dataset)) == read_corpus(*study)


def test_splits_make_a_dataset_dict(study, tmp_path):
    spec, data = study
    folder = tmp_path / "parts"
    folder.mkdir()
    for name in ("train.csv", "dev.csv", "test.csv"):
        (folder / name).write_text(data.read_text())
    assert {split: part.num_rows for split, part in load_corpus(spec, folder).items()} == {
        "train": 2,
        "validation": 2,
        "test": 2,
    }
