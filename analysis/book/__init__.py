"""The book: both engines, the command line, and the checks of what they made."""
