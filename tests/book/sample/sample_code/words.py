"""Markdown as a value."""


class Markdown:
    """Text that is Markdown."""

    def __init__(self, text):
        self.text = text

    def _repr_markdown_(self):
        return self.text


def strong(text):
    """Return strong Markdown."""
    return Markdown(f"**{text}**")
