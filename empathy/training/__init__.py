"""Training from the corpora: the encoder over whole conversations, the heads over it, and markers of one's own."""
