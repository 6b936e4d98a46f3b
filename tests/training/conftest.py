"""The encoder's own training needs the extra `train`; everything else is tested without it."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["test_export.py", "test_loop.py"]
