"""Names that policies import and do not use."""


class ExecutionError(Exception):
    """What a bundled function raises in training."""
