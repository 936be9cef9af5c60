// Small helps on every page. Everything works without them; nothing is kept in the browser but two cookies
// about looks. Runs under script-src 'self': no eval, no inline style.
(() => {
  "use strict";

  const root = document.documentElement;
  const YEAR = 60 * 60 * 24 * 365;

  function remember(name, value) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    // On the open pages a choice lives for the visit: no cookie is to tell who has been here.
    const age = document.querySelector("[data-quick-exit]") ? "" : `; Max-Age=${YEAR}`;
    document.cookie = `${name}=${value}; Path=/${age}; SameSite=Lax${secure}`;
  }

  function remembered(name) {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
    return found ? found.slice(name.length + 1) : "";
  }

  // --- light or dark: as the computer says, always light, always dark ---------------------------------

  const SCHEMES = { auto: "Som datorn", light: "Ljust", dark: "Mörkt" };

  function showScheme(scheme) {
    root.dataset.colorScheme = scheme;
    for (const button of document.querySelectorAll("[data-scheme-switch]")) {
      button.hidden = false;
      button.title = "Byt mellan ljust, mörkt och som datorn";
      button.setAttribute("aria-label", `Utseende: ${SCHEMES[scheme]}. Byt.`);
      button.querySelector("[data-scheme-name]").textContent = SCHEMES[scheme];
    }
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-scheme-switch]")) return;
    const names = Object.keys(SCHEMES);
    const next = names[(names.indexOf(root.dataset.colorScheme) + 1) % names.length];
    remember("utseende", next);
    showScheme(next);
  });

  let schemeOnScreen = "auto";
  addEventListener("beforeprint", () => {
    schemeOnScreen = root.dataset.colorScheme;
    root.dataset.colorScheme = "light";
  });
  addEventListener("afterprint", () => {
    root.dataset.colorScheme = schemeOnScreen;
  });

  // --- leave quickly: nothing of this page is left on the screen or under the back button -----------------

  function leave(href) {
    root.classList.add("leaving");
    document.title = "";
    location.replace(href);
  }

  let escapes = [];

  function countEscape(exit) {
    const now = Date.now();
    escapes = [...escapes.filter((then) => now - then < 2000), now];
    if (escapes.length >= 3) leave(exit.href);
  }

  document.addEventListener("click", (event) => {
    const exit = event.target.closest("[data-quick-exit]");
    if (!exit) return;
    event.preventDefault();
    leave(exit.href);
  });

  // --- keys -------------------------------------------------------------------------------------------------

  const keysAreOff = () => remembered("kortkommandon") === "av";
  const isWriting = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
  let before = "";

  function follow(key) {
    const pair = before + key;
    before = key === "g" ? "g" : "";
    if (key === "?") document.getElementById("kortkommandon")?.showModal();
    else if (key === "/") document.querySelector("[data-search], input[type=search]")?.focus();
    else if (pair === "gh") location.assign("/");
    else if (pair === "gi") document.getElementById("innehall")?.focus();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const exit = document.querySelector("[data-quick-exit]");
    if (event.key === "Escape" && exit) countEscape(exit);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.target.closest("form")?.requestSubmit();
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!plain || event.key.length > 1 || keysAreOff() || isWriting(event.target)) return;
    if (document.querySelector("dialog[open]") === null && follow(event.key)) event.preventDefault();
  });

  // --- when the page is there, and when htmx has put a piece of a page in it --------------------------------

  function begin(part) {
    const summary = part.matches?.("[data-focus]") ? part : part.querySelector("[data-focus]");
    summary?.focus();
    for (const note of part.querySelectorAll("[data-exit-keys]")) note.hidden = false;
    for (const hint of part.querySelectorAll("[data-keys-hint]")) hint.hidden = keysAreOff();
    const choice = part.querySelector("[data-keys-choice]");
    if (choice) choice.checked = !keysAreOff();
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys-choice]")) return;
    remember("kortkommandon", event.target.checked ? "pa" : "av");
    for (const hint of document.querySelectorAll("[data-keys-hint]")) hint.hidden = keysAreOff();
  });

  // A field pointed out in the summary of errors may lie in a folded part: open it first.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".ds-error-summary a[href^='#']");
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    target.closest("details")?.setAttribute("open", "");
    target.focus();
    target.scrollIntoView({ block: "center" });
  });

  document.addEventListener("htmx:after:settle", (event) => {
    for (const piece of event.detail.newContent ?? []) if (piece instanceof Element) begin(piece);
  });

  // What was tapped where there was no line lies on the telephone, and goes from the page of the visits.
  const waits = document.querySelector("[data-taps-wait]");
  if (waits) waits.hidden = !remembered("tryck-vantar") || document.querySelector("[data-day]") !== null;

  showScheme(root.dataset.colorScheme || "auto");
  begin(document);
})();
