"""Where the big steps run. Three operations: `map`, `pairs`, `groups`; `plain` is the oracle, `local` the laptop,
`spark` a cluster."""

from headwater.engine.interface import Engine, Pairs

__all__ = ["Engine", "Pairs"]
