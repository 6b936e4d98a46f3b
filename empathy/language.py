"""The only place that loads a spaCy pipeline, and checks that it is the one we measured."""
