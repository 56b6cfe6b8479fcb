// Wakes GOV.UK's parts; every page works without it.
import { initAll } from "../govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const control of document.querySelectorAll("[data-needs-script]")) control.hidden = false;
for (const control of document.querySelectorAll("[data-print]")) control.addEventListener("click", () => window.print());
