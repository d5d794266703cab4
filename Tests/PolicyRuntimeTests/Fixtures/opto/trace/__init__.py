"""The marks of Trace-style policies; everything runs as plain Python."""

from .bundle import bundle
from .modules import Module, model
from .nodes import GRAPH, node
