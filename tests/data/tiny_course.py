"""Settings of tiny networks over sessions."""

from empathy.training.settings import Course

COURSE = Course(
    heads=["behaviour", "talk"],
    share=0.5,
    units=8,
    passes=15,
    batch=4,
    rate=0.02,
    decay=0.01,
    dropout=0.0,
    smoothing=0.0,
    speech=0.0,
    count=2,
)
