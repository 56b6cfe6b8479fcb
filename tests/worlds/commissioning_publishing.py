"""The world of books that are ready to be published."""

from django.utils import timezone

from budgets.models import Person
from commissioning.open_books.figures import quarter_of
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.working_days import working_day_after
from tests.commissioning.rows_invoices import bare_invoice
from tests.factories import MembershipFactory, ServiceFactory, UserFactory, council
from tests.worlds import Case, world


@world("commissioning.tell_publishers")
def tell_publishers() -> Case:
    body, officer = council(), UserFactory()
    MembershipFactory(account=officer, organisation=body, role=Role.FINANCE)
    person = Person.objects.create(organisation=body, account=UserFactory(), name="Ken Ball", outcode="NG5")
    bare_invoice(ServiceFactory(listed=True), person, payer="body", body=body, number="P-1")
    today = timezone.localdate()
    ready_on = working_day_after(quarter_of(today).starts_on, 0)

    def one_effect() -> None:
        for template, day in (("books-ready", ready_on), ("books-late", working_day_after(ready_on, 10))):
            told = Message.objects.filter(template=template, to=officer).count()
            assert told == (today >= day), template

    return Case([], one_effect)
