/* Filters: any of the markers chosen, and the role, and doubt; the turn before a match stays as its context. */
function filterSession(session) {
  const turns = all(".u", session);
  const marks = all("[data-filter]", session);
  const roles = all("button[data-role]", session);
  const doubt = session.querySelector("button[data-doubtful]");
  const clear = session.querySelector("[data-clear]");
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";

  function apply() {
    const markers = new Set(marks.filter(pressed).map((b) => b.dataset.filter));
    const wanted = roles.filter(pressed).map((b) => b.dataset.role);
    const picks = (el) => !markers.size || el.dataset.m.split(" ").some((m) => markers.has(m));
    const matches = (turn) => picks(turn) && (!wanted.length || wanted.includes(turn.dataset.r)) && (!pressed(doubt) || "doubt" in turn.dataset);
    const hits = turns.map(matches);
    const any = markers.size || wanted.length || pressed(doubt);
    turns.forEach((turn, i) => {
      const context = any && !hits[i] && markers.size && hits[i + 1];
      turn.hidden = !hits[i] && !context;
      turn.classList.toggle("context", Boolean(context));
    });
    const kept = new Set(turns.filter((_, i) => hits[i]).map((turn) => `#${turn.id}`));
    all(".t", session).forEach((t) => t.classList.toggle("off", !kept.has(t.getAttribute("href"))));
    const count = hits.filter(Boolean).length;
    session.querySelector("output").textContent = any ? `${count} of ${turns.length} turns` : `${turns.length} turns`;
    clear.hidden = !any;
  }
  const set = (button, on) => button.setAttribute("aria-pressed", on);
  const toggle = (button, twins) => button.addEventListener("click", () => {
    const on = !pressed(button);
    twins.forEach((twin) => set(twin, on));
    apply();
  });
  marks.forEach((b) => toggle(b, marks.filter((twin) => twin.dataset.filter === b.dataset.filter)));
  [...roles, doubt].forEach((b) => toggle(b, [b]));
  clear.addEventListener("click", () => { [...marks, ...roles, doubt].forEach((b) => set(b, false)); apply(); doubt.focus(); });
}
all(".session").forEach(filterSession);
