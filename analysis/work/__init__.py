"""Work in many pieces: done in one process, in several, or on a cluster, with the same results."""

from analysis.work.backend import Backend, active, using
from analysis.work.session import session
from analysis.work.spread import chunks, spread

__all__ = ["Backend", "active", "chunks", "session", "spread", "using"]
