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

// What is ticked comes to so much; without this the sum of all stands there, and says so.
for (const said of document.querySelectorAll("[data-sum-of]")) {
  const boxes = [...document.querySelectorAll(`input[name="${said.dataset.sumOf}"]`)];
  const words = document.querySelector("[data-sum-words]");
  const show = () => {
    const pence = boxes.filter((box) => box.checked).reduce((sum, box) => sum + Number(box.value.split(":")[1]), 0);
    const digits = pence % 100 ? 2 : 0;
    said.textContent = (pence / 100).toLocaleString("en-GB", {
      style: "currency", currency: "GBP", minimumFractionDigits: digits, maximumFractionDigits: digits,
    });
    words.textContent = words.dataset.sumWords;
  };
  for (const box of boxes) box.addEventListener("change", show);
  if (boxes.length) show();
}
