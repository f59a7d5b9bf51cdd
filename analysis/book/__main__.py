"""``python -m analysis.book`` is the command ``book``."""

from analysis.book.cli import main

main()
