"""The field of an index in one period as arrays: units, leaves, tree, method, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import Flags, Floats, Method, Node


class IndexKey(NamedTuple):
    """What a run of an index is identified by in a release."""

    index_code: str
    structure_version: int
    method_version: int
    field_code: str
    period_code: str


@dataclass(frozen=True)
class Field:
    """An index over its field in one period, with everything that scoring needs.

    Attributes:
        key: index, versions, field and period.
        units: codes of the units, in the order of all arrays' unit axis.
        nodes: leaves (an indicator is set) and aggregates; `weights` of a plan have this order.
        method: parameters of the steps after imputation, and how the release imputed.
        figures: units × leaves, as they enter the treatment: pooled, denominated, imputed; NaN is missing. A unit that
            was screened out has no figures.
        is_imputed: units × leaves, which figures are imputed.
        scale_figures: units × leaves, the figures that make the scale where they differ from `figures`: the last
            admitted values of those that a sender is asked about. None where all are the same.
        others: figures of the other periods, where the bounds are those of the panel.
        groups: group of each unit for imputation, empty without.
        names: names of nodes and units by code, in Vietnamese and English.
        rank_min_share: share of units that need a score before ranks are shown.
    """

    key: IndexKey
    units: tuple[str, ...]
    nodes: tuple[Node, ...]
    method: Method
    figures: Floats
    is_imputed: Flags
    scale_figures: Floats | None = None
    others: tuple[Floats, ...] = ()
    groups: tuple[str | None, ...] = ()
    names: Mapping[str, tuple[str, str]] = field(default_factory=lambda: {})
    rank_min_share: float = 1.0

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The leaves, in the order of the arrays' leaf axis."""
        return tuple(node for node in self.nodes if node.indicator is not None)

    @cached_property
    def aggregates(self) -> tuple[Node, ...]:
        """The nodes above the leaves, lower levels first."""
        return tuple(sorted((node for node in self.nodes if node.indicator is None), key=lambda node: node.level))

    @cached_property
    def root(self) -> Node:
        """The node without a parent: the index itself."""
        return max((node for node in self.nodes if node.parent_code is None), key=lambda node: node.level)

    @cached_property
    def weights(self) -> Floats:
        """The weights of all nodes as the codebook states them, in the order of `nodes`."""
        return np.array([node.weight for node in self.nodes])

    @cached_property
    def position(self) -> dict[str, int]:
        """The place of each node in `nodes`."""
        return {node.node_code: place for place, node in enumerate(self.nodes)}

    @cached_property
    def leaf_position(self) -> dict[str, int]:
        """The place of each leaf in `leaves`."""
        return {node.node_code: place for place, node in enumerate(self.leaves)}

    def children(self, code: str) -> tuple[Node, ...]:
        """Return the nodes whose parent is `code`."""
        return tuple(node for node in self.nodes if node.parent_code == code)

    def leaves_below(self, code: str) -> list[str]:
        """Return the codes of the leaves below a node; a leaf stands below itself."""
        if code in self.leaf_position:
            return [code]
        return [leaf for child in self.children(code) for leaf in self.leaves_below(child.node_code)]

    def without(self, code: str) -> Field:
        """Return the field without a node and all below it, and without aggregates that lose their last child."""
        gone = {code, *self.leaves_below(code)}
        nodes = tuple(node for node in self.nodes if node.node_code not in gone)
        while empty := {n.node_code for n in nodes if n.indicator is None} - {n.parent_code for n in nodes}:
            nodes = tuple(node for node in nodes if node.node_code not in empty)
        kept = [place for leaf, place in self.leaf_position.items() if leaf not in gone]
        return replace(
            self,
            nodes=nodes,
            figures=self.figures[:, kept],
            is_imputed=self.is_imputed[:, kept],
            scale_figures=None if self.scale_figures is None else self.scale_figures[:, kept],
            others=tuple(other[:, kept] for other in self.others),
        )

    def place_of(self, unit: str) -> int:
        """Return the place of a unit. Raises ValueError for one that is not in the field."""
        return self.units.index(unit)


def effective_weights(index: Field, weights: Floats | None = None) -> Floats:
    """Return the weight of each node in the index: the product of its shares among its siblings up to the root.

    Args:
        index: the field; with `weight_kind` equal, all siblings count the same.
        weights: as those of `Field.weights`, or replicates × nodes.
    """
    stated = index.weights if weights is None else weights
    if index.method.weight_kind == "equal":
        stated = np.ones_like(stated)
    found = np.ones_like(stated)
    for node in sorted(index.nodes, key=lambda node: -node.level):
        if node.parent_code is None:
            continue
        siblings = positions(index, index.children(node.parent_code))
        share = stated[..., index.position[node.node_code]] / stated[..., siblings].sum(axis=-1)
        found[..., index.position[node.node_code]] = share * found[..., index.position[node.parent_code]]
    return found


def positions(index: Field, nodes: Sequence[Node]) -> list[int]:
    """Return the places of nodes in `Field.nodes`."""
    return [index.position[node.node_code] for node in nodes]
