// Wakes GOV.UK's parts; every page works without it.
import { initAll } from "../govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const control of document.querySelectorAll("[data-needs-script]")) control.hidden = false;
for (const control of document.querySelectorAll("[data-print]")) control.addEventListener("click", () => window.print());

// A radio button may not say "expanded" (WAI-ARIA 1.2); the question that it opens follows it in the page.
const leaveRadiosPlain = () => {
  for (const radio of document.querySelectorAll("input[type=radio][aria-expanded]")) radio.removeAttribute("aria-expanded");
};
leaveRadiosPlain();
document.addEventListener("click", leaveRadiosPlain);
window.addEventListener("pageshow", leaveRadiosPlain);
