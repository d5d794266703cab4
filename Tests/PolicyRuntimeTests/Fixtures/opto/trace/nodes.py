"""Names that policies import and do not use."""

GRAPH = None
node = None
