"""What the tools of the field write for a coder -> coded segments -> codes of utterances."""
