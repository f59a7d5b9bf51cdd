"""Checks of a case study: counts, sources, names, dates and coverage of its coding."""
