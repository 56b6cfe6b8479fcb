"""The world of bills that people pay themselves."""

from datetime import timedelta

from django.utils import timezone

from budgets.models import Person
from marketplace.notifications.models import Message
from tests.commissioning.rows_invoices import bare_invoice
from tests.factories import ServiceFactory, UserFactory, council
from tests.worlds import Case, world


@world("commissioning.remind_of_bills")
def remind_of_bills() -> Case:
    service, today = ServiceFactory(listed=True), timezone.localdate()
    ken = UserFactory()
    person = Person.objects.create(organisation=council(), account=ken, name="Ken Ball", outcode="NG5")
    for number, days in enumerate((1, -3), 1):
        due = today + timedelta(days=days)
        bare_invoice(service, person, payer="person", number=str(number), due_on=due, fast_on=due, query_by=due)

    def one_effect() -> None:
        for template in ("bill-soon", "bill-late"):
            assert Message.objects.filter(template=template, to=ken).count() == 1, template

    return Case([], one_effect)
