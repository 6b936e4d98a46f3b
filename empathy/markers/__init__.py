"""From an anonymized transcript to marker scores: the codebook, the shipped model, labels, doubt and evidence."""
