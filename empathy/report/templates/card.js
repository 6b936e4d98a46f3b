/* A chip's card: what was found, how likely each value is, what the marker means and how far people agree. */
const card = document.getElementById("card");
const tables = new Map(all(".transcript").map((part) => [part, JSON.parse(part.querySelector(".p").textContent)]));
let opener = null;

const data = (el) => tables.get(el.closest(".transcript"));
const row = (el) => data(el).rows[el.closest(".u").id.split("-u")[1]] || {};

function table(rows) {
  const body = make("table");
  for (const [name, percent, on] of rows) {
    const line = body.insertRow();
    line.className = on ? "on" : "";
    line.append(Object.assign(make("th", name), { scope: "row" }));
    const bar = line.insertCell();
    bar.className = "bar";
    bar.append(make("i"));
    bar.firstChild.style.width = `${percent}%`;
    line.append(make("td", percent > 99 ? ">99%" : percent < 1 ? "<1%" : `${percent}%`)); // never certain
  }
  return body;
}
function ofOneMarker(chip) {
  const place = data(chip).markers.findIndex(([id]) => id === chip.dataset.m);
  const values = row(chip)[place] || [];
  return table(values.map((percent, i) => [data(chip).markers[place][2][i], percent, percent === Math.max(...values)]));
}
function ofAllMarkers(button) {
  return table(Object.entries(row(button)).flatMap(([place, values]) => {
    const [, name, labels] = data(button).markers[place];
    return values.slice(1).map((percent, i) => [labels[i + 1] === "yes" ? name : `${name}: ${labels[i + 1]}`, percent, percent === Math.max(...values)]);
  }));
}
function head(...content) {
  const close = Object.assign(make("button", "×", "close"), { type: "button" });
  close.setAttribute("aria-label", "Close");
  close.addEventListener("click", () => card.hidePopover());
  const title = make("h2");
  title.id = "card-title";
  title.append(...content);
  card.replaceChildren(close, title);
}
function fillForTurn(button) {
  head(`Turn ${button.closest(".u").querySelector(".n").lastChild.textContent}: all probabilities`);
  card.append(ofAllMarkers(button));
}
function fillForChip(chip) {
  const entry = document.getElementById(`marker-${chip.dataset.m}`);
  head(chip.querySelector("svg").cloneNode(true), chip.querySelector("span").textContent);
  const more = Object.assign(make("a", "The marker in the codebook"), { href: `#${entry.id}` });
  more.addEventListener("click", () => card.hidePopover());
  const words = all(`.e[data-m="${chip.dataset.m}"]`, chip.closest(".u")).map((mark) => mark.textContent).join(" ");
  if (chip.matches(".unsure")) card.append(make("p", "Unsure: the model could not tell this apart well."));
  card.append(ofOneMarker(chip));
  if (words) card.append(make("p", `From the words “${words}”.`, "soft"));
  card.append(make("p", entry.querySelector(".def").firstChild.textContent), make("p", entry.querySelector(".agree").textContent, "soft"));
  card.append(make("p"));
  card.lastChild.append(more);
}
function open(chip) {
  if (chip.matches(".more")) fillForTurn(chip); else fillForChip(chip);
  opener = chip;
  card.showPopover();
  const at = chip.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 16);
  const below = at.bottom + 8 + card.offsetHeight < innerHeight || at.top < card.offsetHeight;
  card.style.left = `${Math.max(left, 16) + scrollX}px`;
  card.style.top = `${(below ? at.bottom + 8 : at.top - card.offsetHeight - 8) + scrollY}px`;
  chip.setAttribute("aria-expanded", "true");
  card.focus();
}
if ("showPopover" in card) {
  all(".chip, .more").forEach((chip) => chip.setAttribute("aria-haspopup", "dialog"));
  document.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip, .more");
    if (chip) { event.preventDefault(); open(chip); }
  });
  card.addEventListener("toggle", (event) => {
    if (event.newState !== "closed" || !opener) return;
    opener.removeAttribute("aria-expanded");
    if (card.contains(document.activeElement) || document.activeElement === document.body) opener.focus();
    opener = null;
  });
}
/* Pointing at a chip lights the words it rests on, and says how far people agree. */
function light(event, on) {
  const chip = event.target.closest && event.target.closest(".chip");
  if (!chip) return;
  const entry = document.getElementById(`marker-${chip.dataset.m}`);
  if (on && !chip.title) chip.title = entry.querySelector(".agree").textContent;
  all(`.e[data-m="${chip.dataset.m}"]`, chip.closest(".u")).forEach((mark) => mark.classList.toggle("lit", on));
}
for (const [start, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  document.addEventListener(start, (event) => light(event, true));
  document.addEventListener(end, (event) => light(event, false));
}
arrive();
