"use strict";
document.documentElement.classList.add("js");
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (tag, text = "", kind = "") => Object.assign(document.createElement(tag), { textContent: text, className: kind });

/* Light and dark: the system's choice until the reader makes one. */
const theme = document.getElementById("theme");
const dark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const nameTheme = () => { theme.textContent = dark() ? "Light" : "Dark"; };
theme.hidden = false;
nameTheme();
theme.addEventListener("click", () => { document.documentElement.dataset.theme = dark() ? "light" : "dark"; nameTheme(); });

/* The moment that a reader has gone to: marked in the transcript and in the picture. */
function show(turn) {
  if (!turn) return;
  all(".here").forEach((el) => el.classList.remove("here"));
  turn.hidden = false;
  turn.classList.add("here");
  all(`.t[href="#${turn.id}"]`).forEach((el) => el.classList.add("here"));
}
function goTo(turn) {
  show(turn);
  turn.focus({ preventScroll: true });
  turn.scrollIntoView({ block: "center" });
}
const arrive = () => { const turn = document.getElementById(location.hash.slice(1)); if (turn && turn.matches(".u")) goTo(turn); };
addEventListener("hashchange", arrive);
document.addEventListener("click", (event) => {
  const link = event.target.closest(`a[href^="#"]`);
  const turn = link && !link.matches(".chip") && document.getElementById(link.getAttribute("href").slice(1));
  if (turn && turn.matches(".u")) { event.preventDefault(); history.pushState(null, "", `#${turn.id}`); goTo(turn); }
});

/* Paper cannot be opened: what is folded away for the screen's sake is printed. */
const folded = (open) => () => all("details.rest").forEach((el) => { el.open = open; });
addEventListener("beforeprint", folded(true));
addEventListener("afterprint", folded(false));

/* j and k step through the turns that are shown. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !["j", "k"].includes(event.key) || event.target.matches("input, textarea")) return;
  const shown = all(".u:not([hidden]):not(.context)");
  const at = shown.findIndex((turn) => turn.classList.contains("here"));
  const next = at < 0 ? 0 : at + (event.key === "j" ? 1 : -1);
  if (shown[next]) goTo(shown[next]);
});

/* The picture: by words or by time, and the arrow keys from turn to turn. */
for (const picture of all(".picture")) {
  const modes = all("[data-mode]", picture);
  all("button[data-mode]", picture).forEach((button) => button.addEventListener("click", () => {
    for (const el of modes) {
      if (el.matches("button")) el.setAttribute("aria-pressed", el === button);
      else el.hidden = el.dataset.mode !== button.dataset.mode;
    }
  }));
  for (const ribbon of all(".ribbon", picture)) {
    const turns = all(".t[data-r]", ribbon);
    if (turns.length) turns[0].setAttribute("tabindex", "0");
    ribbon.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = turns[turns.indexOf(document.activeElement) + step];
      if (!step || !next) return;
      event.preventDefault();
      turns.forEach((turn) => turn.setAttribute("tabindex", turn === next ? "0" : "-1"));
      next.focus();
    });
  }
}
