"""``python -m empathy`` is the ``empathy`` command."""

from empathy.cli import main

main()
