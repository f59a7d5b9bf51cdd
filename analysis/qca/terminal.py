"""The base of the results of this engine, which it shares with the other one."""

from analysis.data.terminal import Labels, Result

__all__ = ["Labels", "Result"]
