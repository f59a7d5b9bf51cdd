"""Pictures of the sample's data."""

from sample_code.numbers import read


class Picture:
    """An SVG picture."""

    def __init__(self, svg):
        self.svg = svg

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": self.svg, "text/plain": "<Picture>"}


def curve(name):
    """Return a line through the values of a data file."""
    values = read(name)
    points = " ".join(f"{10 * i + 5},{30 - 2 * value}" for i, value in enumerate(values))
    return Picture(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="40mm" viewBox="0 0 100 40">'
        f'<polyline points="{points}" fill="none" stroke="#0072b2"/>'
        '<text x="5" y="38" font-family="Noto Sans CJK SC" font-size="4">图中文字 label</text>'
        "</svg>"
    )
