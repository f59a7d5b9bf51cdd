"""Tables of the sample's data."""

from sample_code.numbers import read


class Table:
    """An HTML table."""

    def __init__(self, html):
        self.html = html

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": "<Table>"}


def frame(name):
    """Return the values of a data file as a table."""
    rows = "".join(
        f'<tr><th scope="row"><span lang="zh">条件</span> {i}</th><td>{value}</td></tr>'
        for i, value in enumerate(read(name), start=1)
    )
    return Table(
        '<table><colgroup><col style="width:60%"/><col style="width:40%"/></colgroup><thead><tr>'
        '<th scope="col">Case</th><th scope="col">Value</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
