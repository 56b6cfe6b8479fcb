"""Somebody at a browser. Every page they see is held to what no page may break."""

import re
from urllib.parse import unquote_plus

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request, Route, expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()


def width(page: Page) -> int:
    """How wide the open page is, in CSS pixels; a page that is only arriving is waited for."""
    page.wait_for_load_state()
    return page.locator("html").evaluate("html => html.scrollWidth")


class Visitor:
    """Presses what they read, types into what they read, and leaves no trace of it in any address."""

    def __init__(self, page: Page, spare: Page):
        self.page, self.spare = page, spare
        self.has_scripts = page is spare
        self.typed: set[str] = set()
        self.addresses: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.addresses += [request.url, request.headers.get("referer", "")]

    # --- What they do ------------------------------------------------------------------------------------------------
    def goes(self, address: str) -> int:
        """Types an address, or follows a link from a letter; says what the site answered."""
        return self.page.goto(address).status

    def types(self, question: str, words: str, *, private: bool = True) -> None:
        """Answers a question; unless said otherwise, no address may ever carry the answer."""
        self.field(question).fill(words)
        if words and private:
            self.typed.add(words)

    def field(self, question: str) -> Locator:
        """The first question on the page that begins with these words."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(question)}")).first

    def ticks(self, *answers: str) -> None:
        """Chooses answers by their words."""
        for answer in answers:
            self.page.get_by_label(re.compile(rf"^\s*{re.escape(answer)}")).first.check()

    def presses(self, words: str) -> None:
        """Presses the first button with these words, be it a button or a link that looks like one."""
        name = re.compile(re.escape(words))
        self.page.get_by_role("button", name=name).first.click()

    def follows(self, words: str) -> None:
        """Follows the first link with these words."""
        self.page.get_by_role("link", name=re.compile(re.escape(words))).first.click()

    # --- What they see -----------------------------------------------------------------------------------------------
    def sees(self, heading: str, *words: str) -> None:
        """Is on the page with this heading, reads these words in it, and could use it whoever they are."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        self.is_shut_out_by_nothing()
        self.leaves_no_trace()

    def expects_title(self, words: re.Pattern) -> None:
        """The words on the tab of the browser."""
        expect(self.page).to_have_title(words)

    def leaves_no_trace(self) -> None:
        """Nothing that was typed was ever in an address, nor in what a page tells the next about where one was."""
        seen = [unquote_plus(address).lower() for address in (*self.addresses, self.page.url)]
        told = [word for word in self.typed if any(word.lower() in address for address in seen)]
        assert not told, f"an address carried {told}"

    def is_shut_out_by_nothing(self) -> None:
        """Axe finds nothing against WCAG 2.2 AA or good practice.

        Without JavaScript a page says the same words, so only one is asked again on which scripts would fold some up.
        """
        if not self.has_scripts and not self.page.locator("[class*=__conditional]").count():
            return
        page = self.page if self.has_scripts else self._copy()
        found = AXE.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        assert not found.violations_count, f"{self.page.url}\n{found.generate_report()}"

    def _copy(self) -> Page:
        """The same words and style sheets without any script, in a browser that lets axe run."""
        html, address = self.page.content(), self.page.url

        def answer(route: Route) -> None:
            if route.request.resource_type == "document":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif route.request.resource_type == "script":
                route.abort()
            else:
                route.fallback()

        self.spare.unroute_all()
        self.spare.route("**/*", answer)
        self.spare.goto(address)
        return self.spare
