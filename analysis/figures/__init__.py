"""Figures of the book: diagrams laid out by Graphviz and plots drawn by Matplotlib."""
