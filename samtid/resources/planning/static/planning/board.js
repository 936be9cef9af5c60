// The planner's board: a visit is dragged, or moved with the arrow keys, and what it would do is said before it is
// dropped. Without this a visit is a link to the form that does the same. Runs under script-src 'self'.
(() => {
  "use strict";

  const board = document.querySelector("[data-board]");
  const live = document.querySelector("[data-live]");
  if (!board || !live) return;

  const SCALE = Number(board.dataset.scale);
  const STEP = 5; // minutes
  const ASK_AFTER = 120; // milliseconds of rest
  const NOBODY = "00000000-0000-0000-0000-000000000000";
  // what the clocks show each whole hour after the day's first moment: a night in March skips one, one in October repeats it
  const hours = board.dataset.hours.split(" ");
  const rows = [...board.querySelectorAll("[data-row]")];

  let held = null; // { bar, row, start, x, y, moved, words }
  let timer = 0;
  let asked = 0;

  function clock(minute) {
    return `${hours[Math.floor(minute / 60)].padStart(2, "0")}.${String(minute % 60).padStart(2, "0")}`;
  }

  function within(minute) {
    return Math.min(60 * hours.length - STEP, Math.max(0, minute));
  }

  function place() {
    const { bar, row, start } = held;
    const own = rows.find((one) => one.contains(bar));
    const down = row.getBoundingClientRect().top - own.getBoundingClientRect().top;
    const along = (start - Number(bar.dataset.start)) * SCALE;
    bar.setAttribute("transform", `translate(${along} ${down})`);
    for (const one of rows) one.classList.toggle("over", one === row);
  }

  function told(text, html) {
    live.hidden = false;
    live.textContent = text;
    if (html) live.insertAdjacentHTML("beforeend", html);
  }

  function heading() {
    const { row, start } = held;
    return `${row.dataset.name} kl. ${clock(start)}`;
  }

  function query() {
    const { bar, row, start } = held;
    const { first, second, staff } = bar.dataset;
    const to = row.dataset.row;
    // of two who go together the one in whose row it was taken changes, and the other stays
    const both = second && staff === second ? { staff: first, second: to } : { staff: to, second };
    if (!both.staff || both.staff === both.second) Object.assign(both, { staff: both.staff || both.second, second: "" });
    return new URLSearchParams({ ...both, clock: clock(start), minute: start });
  }

  function ask() {
    clearTimeout(timer);
    place();
    told(`${heading()} …`);
    timer = setTimeout(async () => {
      const mine = ++asked;
      const address = `${board.dataset.om.replace(NOBODY, held.bar.dataset.bar)}?${query()}`;
      try {
        const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
        if (!held || mine !== asked) return;
        told(`${heading()}. Retur eller släpp: flytta. Escape: låt bli.`, answer.ok ? await answer.text() : "");
      } catch {
        if (held) told(`${heading()}. Servern svarar inte, så ingen vet vad flytten gör.`);
      }
    }, ASK_AFTER);
  }

  function lift(bar, extra = {}) {
    held = { bar, row: rows.find((one) => one.contains(bar)), start: Number(bar.dataset.start), ...extra };
    bar.classList.add("lifted");
  }

  function letGo() {
    clearTimeout(timer);
    asked += 1;
    for (const one of rows) one.classList.remove("over");
    held.bar.classList.remove("lifted");
    held.bar.removeAttribute("transform");
    held = null;
    live.hidden = true;
  }

  function drop() {
    const { bar, row, start } = held;
    const still = row.contains(bar) && start === Number(bar.dataset.start);
    if (still) {
      letGo();
      return;
    }
    // An ordinary form, so that a refusal is an ordinary page with its reasons.
    const form = document.createElement("form");
    form.method = "post";
    form.action = board.dataset.flytta.replace(NOBODY, bar.dataset.bar);
    const fields = { csrfmiddlewaretoken: board.dataset.csrf, seen: bar.dataset.seen, ...Object.fromEntries(query()) };
    for (const [name, value] of Object.entries(fields)) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    clearTimeout(timer);
    told(`Flyttar till ${row.dataset.name} kl. ${clock(start)} …`);
    form.submit();
  }

  // --- by mouse, pen or finger ------------------------------------------------------------------------------

  board.addEventListener("dragstart", (event) => event.preventDefault());

  board.addEventListener("pointerdown", (event) => {
    const bar = event.target.closest("[data-bar]");
    if (!bar || held || event.button !== 0 || event.pointerType === "touch" || "fixed" in bar.dataset) return;
    lift(bar, { x: event.clientX + board.scrollLeft, y: event.clientY, pointer: event.pointerId, moved: false });
  });

  addEventListener("pointermove", (event) => {
    if (!held || held.pointer !== event.pointerId) return;
    const along = event.clientX + board.scrollLeft - held.x;
    if (!held.moved && Math.hypot(along, event.clientY - held.y) < 5) return;
    held.moved = true;
    const start = within(Number(held.bar.dataset.start) + Math.round(along / SCALE / STEP) * STEP);
    const under = rows.find((one) => {
      const box = one.getBoundingClientRect();
      return event.clientY >= box.top && event.clientY < box.bottom;
    });
    const row = under || held.row;
    if (start === held.start && row === held.row) return;
    held.start = start;
    held.row = row;
    ask();
  });

  addEventListener("pointerup", (event) => {
    if (!held || held.pointer !== event.pointerId) return;
    if (!held.moved) {
      letGo();
      return;
    }
    // the click that follows is no wish to open the visit
    addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    drop();
  });

  addEventListener("pointercancel", () => held && "pointer" in held && letGo());

  // --- by keyboard ------------------------------------------------------------------------------------------

  const KEYS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  board.addEventListener("keydown", (event) => {
    const bar = event.target.closest("[data-bar]");
    if (!bar) return;
    if (!held && event.key.toLowerCase() === "m" && !("fixed" in bar.dataset)) {
      event.preventDefault();
      event.stopPropagation();
      lift(bar);
      told(`${bar.getAttribute("aria-label")}. Flytta med pilarna, släpp med Retur, Escape ångrar.`);
      return;
    }
    if (!held || held.bar !== bar) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      letGo();
    } else if (event.key === "Enter") {
      event.preventDefault();
      drop();
    } else if (event.key in KEYS) {
      event.preventDefault();
      const [minutes, lines] = KEYS[event.key];
      held.start = within(held.start + minutes);
      held.row = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(held.row) + lines))];
      ask();
      held.row.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });

  board.addEventListener("focusout", (event) => {
    if (held && !("pointer" in held) && held.bar === event.target) letGo();
  });
})();
