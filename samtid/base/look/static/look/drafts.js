// Drafts: what is written is sent to the server while it is written, and nowhere else.
//
//   <form data-draft="KEY" data-draft-url="/utkast/KEY">
//
// POST, JSON: { field: "text" } or { field: ["a", "b"] } where a field has several values. Files, passwords and
// what the page itself goes by are left out. X-Draft-Sequence grows for every sending from this page; X-Draft-Page is the
// page's own name and X-Draft-From the draft it was filled from (hidden fields of the form). Answers: 2xx, with or without
// {"saved_at": "14:05"}; 401/403: logged out; 409: there is another text of the same form, and {"kept": true} tells
// that this one is saved beside it; anything else is tried again.
(() => {
  "use strict";

  // What is typed may be lost for as long as it lies here, if the browser dies: at most 0.3 s with the way to the server.
  const PAUSE = 120; // ms of silence after which a sending starts
  const LONGEST = 200; // ms that may pass while somebody writes without pause
  const LOOKS = [250, 750, 2000]; // ms before each look for a newer draft on a page asked for again
  const RETRY = [1000, 2000, 4000, 8000, 15000]; // ms between tries while the server is out of reach
  const KEEPALIVE_LIMIT = 60000; // bytes; browsers refuse larger bodies after the page is gone
  const OF_THE_PAGE = ["csrfmiddlewaretoken", "draft_key", "draft_page", "draft_from", "read_version"];
  const drafts = new Map();
  let leaving = false; // somebody is on her way to another page

  function fieldsOf(form) {
    const fields = {};
    const secret = new Set([...form.querySelectorAll("input[type=password]")].map((input) => input.name));
    for (const [name, value] of new FormData(form)) {
      if (OF_THE_PAGE.includes(name) || secret.has(name) || typeof value !== "string") continue;
      if (!(name in fields)) fields[name] = value;
      else fields[name] = [].concat(fields[name], value);
    }
    return fields;
  }

  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;

  class Draft {
    constructor(form) {
      this.form = form;
      this.sent = JSON.stringify(fieldsOf(form));
      this.sequence = Date.now();
      this.tries = 0;
      this.busy = false;
      this.stopped = false;
      this.own = false; // has this page sent anything? then a newer draft is its own
      this.waiting = undefined;
      this.since = 0;
      this.underway = new AbortController();
    }

    get unsaved() {
      return !this.stopped && JSON.stringify(fieldsOf(this.form)) !== this.sent;
    }

    say(text, state = "", alert = "") {
      const place = this.form.querySelector("[data-draft-status]");
      if (place) {
        place.textContent = text;
        place.dataset.state = state;
      }
      const spoken = this.form.querySelector("[data-draft-alert]");
      if (spoken && spoken.textContent !== alert) spoken.textContent = alert;
    }

    changed() {
      if (this.stopped) return;
      const now = Date.now();
      this.since ||= now;
      this.wait(Math.max(0, Math.min(PAUSE, this.since + LONGEST - now)));
    }

    wait(milliseconds) {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.send(), milliseconds);
    }

    async send() {
      if (this.busy || this.stopped) return;
      const body = JSON.stringify(fieldsOf(this.form));
      this.since = 0;
      if (body === this.sent) return;
      this.busy = true;
      try {
        const underway = this.post(body);
        const sequence = this.sequence;
        await this.heard(await underway, body, sequence);
      } catch {
        if (!this.stopped) this.failed("Ingen kontakt med servern. Texten finns kvar på sidan och sparas så snart det går.");
      } finally {
        this.busy = false;
      }
      if (this.unsaved && this.tries === 0) this.changed();
    }

    // What the form says of itself, in a hidden field.
    told(name) {
      return this.form.querySelector(`input[type=hidden][name=${name}]`)?.value ?? "";
    }

    post(body) {
      this.own = true;
      this.sequence = Math.max(this.sequence + 1, Date.now());
      return fetch(this.form.dataset.draftUrl, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": this.told("csrfmiddlewaretoken"),
          "X-Draft-Sequence": String(this.sequence),
          "X-Draft-Page": this.told("draft_page"),
          "X-Draft-From": this.told("draft_from"),
        },
        body,
        credentials: "same-origin",
        signal: this.underway.signal,
        redirect: "error",
        keepalive: new Blob([body]).size < KEEPALIVE_LIMIT,
      });
    }

    async heard(answer, body, sequence) {
      if (answer.ok || answer.status === 409) {
        const kept = await answer.json().catch(() => ({}));
        const when = kept?.saved_at ?? clock(new Date());
        const wasFailing = this.tries > 0;
        this.tries = 0;
        if (answer.ok) {
          this.sent = body;
          this.say(`Utkast sparat ${when}`, "saved", wasFailing ? "Utkastet är sparat igen." : "");
        } else if (kept?.kept) {
          this.sent = body;
          const text = `Samma formulär är öppet på en annan plats. Det du skriver här är sparat ${when}, för sig: inget är överskrivet.`;
          this.say(text, "waiting", text);
        } else if (sequence === this.sequence) {
          // left aside, and nothing later is on its way from here
          this.stopped = true;
          const text = "Ett nyare utkast är redan sparat på en annan plats, så det här lades åt sidan. Kopiera din text och ladda om sidan.";
          this.say(text, "waiting", text);
        }
      } else if (answer.status === 401 || answer.status === 403) {
        this.failed("Du är utloggad. Logga in i en ny flik, så sparas texten här.");
      } else {
        this.failed(`Utkastet kunde inte sparas (${answer.status}). Nytt försök görs.`);
      }
    }

    failed(text) {
      this.say(text, "waiting", text);
      this.wait(RETRY[Math.min(this.tries, RETRY.length - 1)]);
      this.tries += 1;
    }

    // The page is being left: what is not yet sent goes now, without waiting for an answer.
    leave() {
      clearTimeout(this.waiting);
      if (!this.unsaved) return;
      const body = JSON.stringify(fieldsOf(this.form));
      this.post(body).then(
        (answer) => (answer.ok || answer.status === 409) && (this.sent = body),
        () => this.changed(),
      );
    }

    // The form itself is sent: its action removes the draft, so no late sending may bring it back.
    submitted() {
      clearTimeout(this.waiting);
      this.stopped = true;
      this.underway.abort();
      this.underway = new AbortController();
    }
  }

  function draftOf(element) {
    const form = element instanceof Element ? element.closest("form[data-draft-url]") : null;
    if (!form) return undefined;
    if (!drafts.has(form)) drafts.set(form, new Draft(form));
    return drafts.get(form);
  }

  // Forms are known before anything is written in them, so that the first letter counts as a change.
  function find() {
    for (const form of drafts.keys()) if (!form.isConnected) drafts.delete(form);
    for (const form of document.querySelectorAll("form[data-draft-url]")) draftOf(form);
  }

  document.addEventListener("input", (event) => draftOf(event.target)?.changed());
  document.addEventListener("change", (event) => draftOf(event.target)?.changed());
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented || event.target.matches?.("[hx-post], [data-hx-post]")) draftOf(event.target)?.submitted();
  });
  // A sending that was refused leaves the form in place: go on keeping what is written in it.
  document.addEventListener("htmx:finally:request", () => {
    for (const draft of drafts.values()) if (draft.form.isConnected) draft.stopped = false;
    find();
  });
  document.addEventListener("htmx:after:swap", find);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const draft of drafts.values()) draft.leave();
  });
  addEventListener("pagehide", () => {
    leaving = true;
    for (const draft of drafts.values()) draft.leave();
  });
  addEventListener("pageshow", () => {
    leaving = false;
    for (const draft of drafts.values()) draft.stopped = false;
  });
  addEventListener("online", () => {
    for (const draft of drafts.values()) draft.send();
  });
  addEventListener("beforeunload", (event) => {
    // before the next page is asked for, so that a reload finds the last letter
    leaving = true;
    for (const draft of drafts.values()) draft.leave();
    if ([...drafts.values()].some((draft) => draft.tries > 0 && draft.unsaved)) event.preventDefault();
  });

  // A page that is asked for again may be drawn before the last letters of the former one came in: then once more.
  // Looked for three times, for a server with much to do is slow to take the last letters in. Not
  // when this page has sent something itself (that is the newer draft), and never across a click to somewhere else.
  async function lookAgain() {
    const way = performance.getEntriesByType("navigation")[0]?.type;
    const { draftLooked, ...state } = history.state ?? {};
    if (draftLooked) history.replaceState(state, "");
    if (draftLooked || !["reload", "back_forward"].includes(way)) return;
    for (const pause of LOOKS) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (await newer()) {
        history.replaceState({ ...state, draftLooked: true }, "");
        location.reload();
        return;
      }
    }
  }

  async function newer() {
    for (const draft of drafts.values()) {
      const headers = { "X-Draft-From": draft.told("draft_from") };
      if (!headers["X-Draft-From"] || draft.own) continue;
      const answer = await fetch(draft.form.dataset.draftUrl, { headers, redirect: "error" }).catch(() => undefined);
      const told = answer?.ok ? await answer.json().catch(() => ({})) : {};
      if (told.newer && !draft.own && !draft.unsaved && !draft.busy && !leaving) return true;
    }
    return false;
  }

  find();
  lookAgain();
})();
