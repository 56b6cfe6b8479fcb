// Read aloud: the browser's own voice reads the marked parts, and stops at a second press.
const button = document.querySelector("[data-speak]");
const voice = window.speechSynthesis;

function stop() {
  voice.cancel();
  button.setAttribute("aria-pressed", "false");
  button.querySelector("span").textContent = button.dataset.start;
}

function read() {
  const parts = [...document.querySelectorAll("[data-spoken] :is(h1, h2, h3, p, li, caption, dt, dd)")]
    .filter((part) => !part.querySelector("p, li") && part.checkVisibility())
    .map((part) => part.innerText.trim())
    .filter(Boolean);
  parts.forEach((words, index) => {
    const said = new SpeechSynthesisUtterance(words);
    said.lang = document.documentElement.lang;
    if (index === parts.length - 1) said.addEventListener("end", stop);
    voice.speak(said);
  });
  button.setAttribute("aria-pressed", "true");
  button.querySelector("span").textContent = button.dataset.stop;
}

if (button && voice) {
  button.hidden = false;
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : read()));
  window.addEventListener("pagehide", () => voice.cancel());
}
