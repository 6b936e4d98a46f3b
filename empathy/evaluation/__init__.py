"""Figures about the model, the anonymizer and coders: benchmarks, comparison with codes, agreement."""
