// The phone in a workshop. Without it every button is an ordinary form; with it nothing is lost on a poor line:
// what is sent lies in this tab (sessionStorage) until the server has said yes, and goes again under the same key, so
// that it is one however often it goes. What the server could not take three times goes last, so that nothing waits behind it;
// what was refused is kept, with why, until its writer has changed it or thrown it away. Receipts lie on this phone (localStorage) and nowhere else.
(() => {
  "use strict";

  const QUEUE = "stuga-ko", REFUSED = "stuga-nekat", TRIES = 3, RECEIPTS = "stuga-kvitton";
  const RETRY = [1000, 2000, 4000, 8000, 15000]; // ms between tries
  const LOOKS = 15000; // ms between looks for a new step, spread so that eighty do not ask at once
  const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const KEPT = 60; // receipts on a phone
  let tries = 0, busy = false;

  const read = (store, name) => { try { return JSON.parse(store.getItem(name)) || []; } catch { return []; } };
  const write = (store, name, value) => { try { store.setItem(name, JSON.stringify(value)); } catch { /* a full or shut store: it goes without */ } };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => LETTERS[byte & 31]).join("");
  const inFours = (key) => key.match(/.{1,4}/g).join("-");
  const seat = document.querySelector("[data-seat]");

  function say(item, text) {
    const place = document.querySelector(item.theme ? `[data-vote] [value="${item.theme}"] ~ span` : "[data-sent] ul");
    if (!place) return;
    if (item.theme) { place.dataset.name ||= place.textContent; place.textContent = `${place.dataset.name}: ${text}`; return; }
    place.closest("[data-sent]").hidden = false;
    let row = place.querySelector(`[data-key="${item.key}"]`);
    if (!row) { row = document.createElement("li"); row.dataset.key = item.key; place.prepend(row); }
    row.textContent = `${item.text} – ${text}`;
  }

  async function send() {
    const queue = read(sessionStorage, QUEUE);
    if (busy || !queue.length) return;
    busy = true;
    const item = queue[0];
    try {
      const answer = await fetch(item.url, {
        method: "POST", credentials: "same-origin", signal: AbortSignal.timeout(15000),
        headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
        body: JSON.stringify(item),
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      let told = {};
      try { told = await answer.json(); } catch { if (answer.ok) throw new Error("no answer"); }
      if (answer.ok) accepted(item, told.svar); else refused(item, told);
      done(item); // last: what is cut off here is still somewhere
      tries = 0;
    } catch (wrong) {
      const from = Number(wrong.message) >= 500;
      say(item, from ? "servern kunde inte ta emot den, prövas igen" : "väntar på täckning");
      tries += 1;
      if (from) {
        const failed = { ...item, failed: (item.failed || 0) + 1 };
        const rest = read(sessionStorage, QUEUE).filter((one) => one.key !== item.key);
        write(sessionStorage, QUEUE, failed.failed % TRIES ? [failed, ...rest] : [...rest, failed]);
      }
    }
    busy = false;
    if (read(sessionStorage, QUEUE).length) setTimeout(send, tries ? RETRY[Math.min(tries, RETRY.length) - 1] : 0);
  }

  function done(item) {
    write(sessionStorage, QUEUE, read(sessionStorage, QUEUE).filter((one) => one.key !== item.key));
  }

  function accepted(item, said) {
    if (item.theme) return say(item, said);
    write(localStorage, RECEIPTS, [inFours(item.key), ...read(localStorage, RECEIPTS)].slice(0, KEPT));
    say(item, `${said} Kvitto ${inFours(item.key)}`);
  }

  function refused(item, told) {
    const said = told.fel || "Det gick inte. Visa sidan på nytt och försök igen.";
    say(item, said);
    if (item.theme) { const left = document.querySelector("[data-left]"); left.textContent = Number(left.textContent) + 1; buttons(); return; }
    write(sessionStorage, REFUSED, [...read(sessionStorage, REFUSED).filter((one) => one.key !== item.key), { ...item, why: said, asks: Boolean(told.fraga) }]);
    kept();
  }

  // What was refused, each with its own buttons: nothing written is lost, and a question about a name is answered for that note only.
  function kept() {
    const place = document.querySelector("[data-refused]");
    if (!place) return;
    const rows = read(sessionStorage, REFUSED);
    place.hidden = !rows.length;
    place.querySelector("ul").replaceChildren(...rows.map((item) => {
      const row = document.createElement("li"), said = document.createElement("p");
      said.textContent = `${item.text} – ${item.why}`;
      row.append(said);
      const form = document.querySelector("[data-notes]");
      const away = () => { write(sessionStorage, REFUSED, read(sessionStorage, REFUSED).filter((one) => one.key !== item.key)); kept(); };
      const button = (name, does) => {
        const one = document.createElement("button");
        one.type = "button"; one.className = "ds-button"; one.dataset.size = "sm"; one.dataset.variant = "tertiary"; one.textContent = name;
        one.addEventListener("click", () => { does(); away(); });
        row.append(one);
      };
      if (item.asks) button("Skicka ändå", () => put({ url: item.url, step: item.step, key: newKey(), text: item.text, insist: "1" }));
      if (form) button("Ändra", () => { form.elements.text.value = [form.elements.text.value, item.text].filter(Boolean).join("\n"); form.elements.text.focus(); });
      button("Släng", () => {});
      return row;
    }));
  }

  function buttons() {
    const left = Number(document.querySelector("[data-left]").textContent);
    for (const button of document.querySelectorAll("[data-vote] button")) button.disabled = left < 1;
  }

  function put(item) {
    write(sessionStorage, QUEUE, [...read(sessionStorage, QUEUE), item]);
    say(item, "skickas");
    send();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-leave]")) {
      // the next one who borrows the phone neither sends what this one wrote nor reads what became of it
      const unsent = read(sessionStorage, QUEUE).length + read(sessionStorage, REFUSED).length;
      if (unsent && !confirm("Allt är inte skickat. Gå ut ändå, och släng det?")) return event.preventDefault();
      if (!unsent && read(localStorage, RECEIPTS).length && !confirm("Kvittona på den här telefonen tas bort. Gå ut?")) return event.preventDefault();
      for (const name of [QUEUE, REFUSED]) write(sessionStorage, name, []);
      return write(localStorage, RECEIPTS, []);
    }
    if (form.matches("[data-notes]") && form.elements.text.value.trim()) {
      event.preventDefault();
      put({ url: form.action, step: form.elements.step.value, key: newKey(), text: form.elements.text.value, insist: form.elements.insist.value });
      form.elements.text.value = form.elements.insist.value = "";
      form.elements.text.focus();
    } else if (form.matches("[data-vote]")) {
      event.preventDefault();
      const left = document.querySelector("[data-left]");
      if (Number(left.textContent) < 1) return;
      left.textContent = Number(left.textContent) - 1;
      buttons();
      put({ url: form.action, step: form.elements.step.value, theme: form.elements.theme.value, key: newKey() });
    }
  });

  async function look() {
    try {
      const told = await (await fetch(seat.dataset.now, { credentials: "same-origin" })).json();
      document.querySelector("[data-moved]").hidden = (told.steg || "") === seat.dataset.step;
    } catch { /* no line: looked for again */ }
    setTimeout(look, LOOKS * (0.75 + Math.random() / 2));
  }

  if (seat) {
    setTimeout(look, LOOKS * Math.random());
    addEventListener("online", send);
    for (const item of read(sessionStorage, QUEUE)) say(item, "väntar på att skickas");
    kept();
    send();
  }
  const list = document.querySelector("[data-receipts] ul");
  const receipts = list ? read(localStorage, RECEIPTS) : [];
  for (const code of receipts) {
    const row = document.createElement("li"), button = document.createElement("button");
    button.type = "button"; button.className = "ds-button"; button.dataset.variant = "tertiary"; button.textContent = code;
    button.addEventListener("click", () => { document.querySelector("[name=code]").value = code; button.closest("main").querySelector("form").requestSubmit(); });
    row.append(button);
    list.append(row);
  }
  if (receipts.length) list.parentElement.hidden = false;
})();
