"""The cases of one condition and the outcome, mirrored so that the empty corner is upper left."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.nca.corners import Mirror, mirror_of
from analysis.nca.peers import Indices, distinct_points, fdh_peers, vrs_peers
from analysis.nca.scope import Floats, Scope, empirical_scope


@dataclass(frozen=True, slots=True)
class Cloud:
    """Mirrored cases (x, y: shape (n,)), scopes in mirrored units, positions of the FDH peers."""

    x: Floats
    y: Floats
    mirror: Mirror
    observed: Scope
    scope: Scope
    fdh: Indices

    @property
    def vrs(self) -> Indices:
        """Positions of the VRS peers."""
        return vrs_peers(self.x, self.y, self.fdh)

    def distinct(self, peers: Indices) -> tuple[Floats, Floats]:
        """Coordinates of the distinct points among peers."""
        x, y = self.x[peers], self.y[peers]
        starts = distinct_points(x, y)
        return x[starts], y[starts]


def make_cloud(x: Floats, y: Floats, corner: int = 1, scope: Scope | None = None) -> Cloud:
    """Cloud for complete x and y; a theoretical scope is widened to hold the data."""
    mirror = mirror_of(corner)
    u, v = mirror.x_sign * x, mirror.y_sign * y
    observed = empirical_scope(u, v)
    given = observed if scope is None else scope.mirrored(mirror.x_sign, mirror.y_sign)
    return Cloud(u, v, mirror, observed, observed.widened(given), fdh_peers(u, v))
