"""The one way an action refuses."""


class RuleBroken(Exception):
    """The request is well formed, but a rule of the service forbids it now; pages say it, the API answers 409."""
