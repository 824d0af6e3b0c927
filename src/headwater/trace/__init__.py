"""Links → Trace: claims, chains, origins, mutations and anomalies. Sees everything, in time."""

from headwater.trace.settings import Tracing
from headwater.trace.trace import trace_links

__all__ = ["Tracing", "trace_links"]
