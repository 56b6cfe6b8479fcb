"""Letters that really went out, read in the demonstration's mailbox."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

PATIENCE = 60  # seconds until a letter must be there
STAFF_PASSWORD = "kettle-and-toast"


class Mailbox:
    """What the site sent, and the codes that its invented staff would read on their phones."""

    def __init__(self, reader: Visitor, carry: Callable[[], object]):
        self.reader, self.carry = reader, carry

    def letter(self, subject: str, to: str) -> str:
        """The newest letter with this subject to this address, once it has gone."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.carry()
            self.reader.goes("/mailbox/")
            found = self.reader.page.locator("article", has_text=f"To {to}").filter(has_text=subject)
            if found.count():
                return found.first.inner_text()
        raise AssertionError(f"no letter “{subject}” went to {to} in {PATIENCE} seconds")

    def link(self, subject: str, to: str) -> str:
        """The first address in that letter."""
        return re.search(r"https?://\S+", self.letter(subject, to)).group()

    def sign_up_code(self, to: str) -> str:
        """The code that shows that the address is theirs."""
        return re.search(r"Your code for Just Right is (\S+)", self.letter("Your code for Just Right", to)).group(1)

    def staff_code(self, email: str) -> str:
        """The code of the second step, as it is now."""
        self.reader.goes("/mailbox/")
        self.reader.sees("Mailbox of the demonstration")
        return self.reader.page.get_by_role("row", name=re.compile(re.escape(email))).get_by_role("cell").inner_text()


def sign_in(visitor: Visitor, email: str, password: str) -> None:
    visitor.goes("/accounts/login/")
    visitor.sees("Sign in")
    visitor.types("E-mail address", email)
    visitor.types("Password", password)
    visitor.presses("Sign in")


def sign_in_as_staff(visitor: Visitor, mailbox: Mailbox, email: str) -> None:
    """Password, then the code; a second try if the code ran out on the way."""
    sign_in(visitor, email, STAFF_PASSWORD)
    for _try in range(2):
        visitor.sees("One more step")
        visitor.types("Code from your app", mailbox.staff_code(email))
        visitor.presses("Sign in")
        refused = visitor.page.locator(".govuk-error-summary")
        expect(refused.or_(visitor.page.locator("h1", has_not_text="One more step")).first).to_be_visible()
        if not refused.count():
            return
    raise AssertionError("the second step is not taken")


def sign_up(visitor: Visitor, mailbox: Mailbox, name: str, email: str, password: str) -> None:
    """Makes an account on the page that asks for one, and shows that the e-mail address is theirs."""
    visitor.sees("Make an account")
    visitor.types("Your name", name)
    visitor.types("E-mail address", email)
    visitor.types("Choose a password", password)
    visitor.presses("Make my account")
    visitor.sees("Look in your e-mail")
    visitor.types("Code from the e-mail", mailbox.sign_up_code(email))
    visitor.presses("Go on")
    expect(visitor.page.locator("h1")).not_to_have_text("Look in your e-mail")
