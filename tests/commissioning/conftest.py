"""People and orders that several tests of money share."""

from tests.commissioning.making_invoices import doreens, ken, kens, paid_account  # noqa: F401 (fixtures)
from tests.commissioning.making_runs import ids, run  # noqa: F401 (fixtures)
from tests.commissioning.paying import cooking, doreen, pays, raj  # noqa: F401 (fixtures)
