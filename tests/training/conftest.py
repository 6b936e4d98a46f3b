"""The encoder's own training needs the extra `train`; everything else is tested without it."""

from importlib.util import find_spec

TORCH = ["test_course.py", "test_export.py", "test_loop.py", "test_mean.py", "test_recurrent.py"]
collect_ignore = [] if find_spec("torch") else TORCH
