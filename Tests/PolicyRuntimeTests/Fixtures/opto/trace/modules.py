"""The base class of policies."""


class Module:
    """An object whose call is its `forward`."""

    def forward(self, *arguments, **options):
        raise NotImplementedError

    def __call__(self, *arguments, **options):
        return self.forward(*arguments, **options)


def model(cls):
    """Marks a class as a policy."""
    return cls
