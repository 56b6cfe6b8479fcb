"""Every change to checks, evidence, concerns and help to start."""

from commissioning.actions.concerns import (
    forget_concerns,
    look_into,
    note_reading,
    raise_concern,
    set_route,
    settle_concern,
)
from commissioning.actions.expiring import expire_some
from commissioning.actions.suspending import (
    appeal_suspension,
    keep_suspension,
    lift_suspension,
    note_people_read,
    suspend_service,
)

__all__ = [
    "appeal_suspension",
    "expire_some",
    "forget_concerns",
    "keep_suspension",
    "lift_suspension",
    "look_into",
    "note_people_read",
    "note_reading",
    "raise_concern",
    "set_route",
    "settle_concern",
    "suspend_service",
]
