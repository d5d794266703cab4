"""The mark of methods that training may rewrite."""


class ExceptionNode:
    """A name that policies import and do not use."""


def bundle(*arguments, **options):
    """Marks a method as one that training may rewrite."""
    return lambda function: function
