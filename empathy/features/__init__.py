"""What can be counted in an anonymized conversation: cues, question form, overlap, length, exchange, n-grams."""
