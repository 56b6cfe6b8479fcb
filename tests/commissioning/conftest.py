"""People and orders that several tests of money share."""

from tests.commissioning.paying import cooking, doreen, pays, raj  # noqa: F401 (fixtures)
