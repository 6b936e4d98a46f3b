"""A BERT tokenizer of a few words."""

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from empathy.features.wordpieces import prepare_tokenizer

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] therapist client person alex something ninety monday noon boston "
    "google email website what how are you feel feeling sad i am so sorry yeah okay my dog ran "
    "away that is hard do want to walk ? . , ' um uh"
).split()


def tokenizer():
    built = Tokenizer(models.WordPiece({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))
    built.normalizer = normalizers.BertNormalizer()
    built.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return prepare_tokenizer(built)
