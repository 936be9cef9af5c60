// The day with and without a line. A tap is kept on the telephone before it is sent, and let go when the server has
// answered: nothing is lost, and nothing is told twice, since each tap has its own number. What the day says of
// people lies sealed (AES-GCM) under a key that ends with the session; a tap says no more than which visit, what and when.
(() => {
  "use strict";

  const host = document.querySelector("[data-day]");
  if (!host || !window.indexedDB) return;

  const { tapped, home, worker, pocket, wanted, waiting, whose = "" } = host.dataset;
  const csrf = host.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const status = document.querySelector("[data-day-status]");
  const isShell = "shell" in host.dataset;
  const PATIENCE = 15000; // ms that a tap may take to be answered
  const AGAIN = 15000; // ms between tries while there is no line
  const AN_HOUR = 60 * 60 * 1000; // ms
  const A_YEAR = 60 * 60 * 24 * 365;
  const A_WEEK = 60 * 60 * 24 * 7;
  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => `${two(moment.getHours())}.${two(moment.getMinutes())}`;

  // --- what is kept ---------------------------------------------------------------------------------------------

  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("samtid-besok", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("taps", { keyPath: "id" });
        asked.result.createObjectStore("day");
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  let opened = open();

  async function transactionOf(store, mode) {
    try {
      return (await opened).transaction(store, mode, { durability: "strict" });
    } catch {
      opened = open(); // the telephone closed it while it lay in a pocket
      return (await opened).transaction(store, mode, { durability: "strict" });
    }
  }

  const done = (transaction, result) =>
    new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(result());
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });

  async function kept(store, mode, verb, ...said) {
    const transaction = await transactionOf(store, mode);
    const asked = transaction.objectStore(store)[verb](...said);
    return done(transaction, () => asked.result);
  }

  // A tap as it is now becomes what ``how`` makes of it (null: it goes), in one step: a finger and an answer may come at
  // once, and neither may bring back what the other has taken away. Answers what it was; nothing where it was gone.
  async function changed(id, how) {
    const transaction = await transactionOf("taps", "readwrite");
    const store = transaction.objectStore("taps");
    let was;
    store.get(id).onsuccess = ({ target }) => {
      was = target.result;
      if (!was) return;
      const becomes = how(was);
      if (becomes) store.put(becomes);
      else store.delete(id);
    };
    return done(transaction, () => was);
  }

  const taps = async () => (await kept("taps", "readonly", "getAll")).sort((a, b) => a.at - b.at);
  const keepTap = (tap) => kept("taps", "readwrite", "put", tap);
  const letGo = (tap) => kept("taps", "readwrite", "delete", tap.id);

  function cookie(name) {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
    return found ? found.slice(name.length + 1) : "";
  }

  function setCookie(name, value, age) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    // Lax: it is to come along also on the way back from the log-in
    document.cookie = `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  }

  // --- the day, sealed --------------------------------------------------------------------------------------------

  async function key() {
    const said = cookie(pocket);
    if (!said || !window.crypto?.subtle) return null;
    const raw = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said));
    return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  async function takeAlong(html, until) {
    const lock = await key();
    if (!lock) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify({ html, whose }));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, lock, text);
    const before = await kept("day", "readonly", "get", "today");
    const isOld = !before?.shell || Date.now() - before.shell > AN_HOUR;
    const shell = isOld ? Date.now() : before.shell;
    await kept("day", "readwrite", "put", { iv, sealed, until, shell }, "today");
    await navigator.serviceWorker.register(worker, { scope: home });
    const ready = await navigator.serviceWorker.ready;
    // a new release has new files, and the empty page is to name them
    if (before && isOld) ready.active?.postMessage("keep");
    return true;
  }

  const leaveBehind = () => kept("day", "readwrite", "delete", "today");

  async function unsealed() {
    const day = await kept("day", "readonly", "get", "today");
    const lock = await key();
    if (!day) return null;
    try {
      if (!lock || day.until < Date.now()) throw new Error("its time is over");
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: day.iv }, lock, day.sealed);
      return { ...JSON.parse(new TextDecoder().decode(text)), until: day.until };
    } catch {
      await leaveBehind();
      return null;
    }
  }

  // --- what is shown -----------------------------------------------------------------------------------------------

  let mine = whose; // on the kept page, whose day it is

  function say(text) {
    if (status && status.textContent !== text) status.textContent = text;
  }

  function button(text, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "ds-button";
    made.dataset.variant = "tertiary";
    made.dataset.size = "sm";
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  }

  // What may have come although nobody heard the answer is not only forgotten here: the server is told to let it be.
  async function takeBack(tap) {
    const was = await changed(tap.id, (one) => (one.tried && !one.refused ? { ...one, undo: true } : null));
    say("");
    await show();
    if (was?.tried) await send();
  }

  function told(tap) {
    const line = document.createElement("p");
    line.dataset.tap = tap.id;
    line.className = "row";
    line.tabIndex = -1;
    const words = document.createElement("span");
    const pressed = `${tap.words}, tryckt ${clock(new Date(tap.at))}`;
    if (tap.refused) words.textContent = `${pressed}, togs inte emot: ${tap.refused}`;
    else if (tap.undo) words.textContent = `${pressed}. Ångras när det går att skicka.`;
    else words.textContent = `${pressed}. Väntar på att skickas.`;
    line.append(words);
    if (tap.refused) line.append(button("Jag har sett", () => letGo(tap).then(show)));
    else if (!tap.undo) line.append(button("Ångra", () => takeBack(tap)));
    return line;
  }

  // Every tap that waits stands at its visit, or above the list where its visit is not on it.
  async function show(pressed = "") {
    const old = Date.now() - 1000 * A_WEEK;
    // on the kept page without its list nobody knows whose they are
    for (const tap of mine ? await taps() : []) if (tap.whose !== mine && tap.at < old) await letGo(tap);
    const all = await taps();
    const own = all.filter((tap) => tap.whose === mine);
    setCookie(waiting, "1", all.length ? A_WEEK : 0);
    for (const line of document.querySelectorAll("[data-tap]")) line.remove();
    for (const answers of document.querySelectorAll("[data-answers]")) answers.hidden = false;
    for (const form of document.querySelectorAll("[data-from]")) form.hidden = Date.now() < Number(form.dataset.from);
    const above = document.querySelector("[data-day-waiting]");
    for (const tap of own) {
      const answers = document.querySelector(`[data-answers="${tap.visit}"]`);
      const line = told(tap);
      if (answers) answers.hidden = !tap.refused;
      if (answers) answers.after(line);
      else above?.append(line);
      if (tap.id === pressed) line.focus();
    }
    const strangers = all.length - own.length;
    if (strangers && above) {
      const line = document.createElement("p");
      line.dataset.tap = "";
      const of = strangers === 1 ? "Ett tryck" : `${strangers} tryck`;
      line.textContent = `${of} väntar på att den som tryckte loggar in på den här telefonen.`;
      above.append(line);
    }
    return own.filter((tap) => !tap.refused);
  }

  // --- sending -------------------------------------------------------------------------------------------------------

  async function sendOne({ id }) {
    if (navigator.onLine === false) return "line"; // it has not left, so "Ångra" is enough
    let tap;
    await changed(id, (one) => (tap = { ...one, tried: true }));
    if (!tap) return "refused"; // taken back while another was under way
    const answer = await fetch(tapped, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({
        id: tap.id, visit: tap.visit, said: tap.said, whose: tap.whose, undo: Boolean(tap.undo),
        age: Math.max(0, Date.now() - tap.at), // and not a moment: the telephone's clock may be wrong
      }),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 401) return "out";
    if (answer.status === 403 || answer.status === 409) return "old";
    if (answer.status !== 200 && answer.status !== 422) return "later";
    const heard = await answer.json();
    let result = heard.took ? "took" : "refused";
    await changed(id, (one) => {
      if (one.undo && !tap.undo) result = "undone"; // regretted while it was under way: that is told next
      else if (heard.took) return null;
      else return { ...one, refused: heard.why };
      return one;
    });
    return result;
  }

  const SAID = {
    line: "Ingen täckning. Trycket är sparat på telefonen och skickas när den är tillbaka.",
    out: "Du är utloggad. Trycket är sparat på telefonen och skickas när du har loggat in.",
    old: "Sidan är gammal. Ladda om den, så skickas trycket. Det är sparat på telefonen.",
    later: "Det gick inte att skicka nu. Trycket är sparat på telefonen och skickas om en stund.",
  };
  let timer = 0;

  async function sendAll() {
    let took = 0;
    let stopped = "";
    for (const tap of await taps()) {
      if (tap.whose !== mine || tap.refused) continue;
      const result = await sendOne(tap).catch(() => "line");
      if (result === "took") took += 1;
      else if (result !== "refused") stopped = result;
      // one that the server cannot answer stops no other; without a line, or logged out, none goes
      if (["line", "out", "old"].includes(result)) break;
    }
    return { took, stopped };
  }

  // One page at a time sends: two that are open would both be answered, and one would look refused.
  const alone = (work) => (navigator.locks ? navigator.locks.request("samtid-tryck", work) : work());

  async function send() {
    clearTimeout(timer);
    if (isShell) return look();
    const { took, stopped } = await alone(sendAll);
    await show();
    if (took) return location.replace(location.pathname === home ? home + location.search : home);
    if (!stopped) return;
    if (stopped === "undone") return send();
    say(SAID[stopped]);
    timer = setTimeout(send, AGAIN);
  }

  // The kept page has no proof that a form of it is ours: it sends nothing, and says when there is a line. It does not go
  // by itself: the session may have ended meanwhile, and then the list is gone when one comes back.
  async function look() {
    clearTimeout(timer);
    try {
      // without cookies, to an address that only takes GET: whatever it says, somebody is there
      const asked = { method: "HEAD", redirect: "manual", cache: "no-store", credentials: "omit" };
      const answer = await fetch(home, { ...asked, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status < 500) say("Det finns täckning igen. Öppna Mina besök, så skickas det du har tryckt.");
    } catch {
      // no line yet
    }
    timer = setTimeout(look, AGAIN);
  }

  async function tap(visit, said, words) {
    const id = crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => // over http
      (Number(c) ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (Number(c) / 4)))).toString(16));
    await keepTap({ id, visit, said, words, at: Date.now(), whose: mine });
    await show(id);
    if (isShell) say(SAID.line);
    await send();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-tells]");
    if (!form) return;
    event.preventDefault();
    const pressed = event.submitter;
    const what = pressed?.value ? `blev inte av: ${pressed.textContent.trim().toLowerCase()}` : "utfört";
    const words = `Besöket kl. ${form.dataset.clock} ${what}`;
    // where the browser keeps nothing (a private window) the form goes as forms go
    tap(form.dataset.tells, pressed?.value ?? "", words).catch(() => {
      if (isShell) return say("Telefonen kunde inte spara trycket. Skriv upp det och rapportera när du har täckning.");
      if (pressed?.value) {
        const said = document.createElement("input");
        Object.assign(said, { type: "hidden", name: pressed.name, value: pressed.value });
        form.append(said);
      }
      form.submit();
    });
  });

  // --- having the day with one ------------------------------------------------------------------------------------------

  const offer = document.querySelector("[data-take]");
  const fragment = document.querySelector("template[data-kept]");

  function offerTaking() {
    const able = navigator.serviceWorker && window.isSecureContext && window.crypto?.subtle;
    if (!offer || !able) return;
    offer.hidden = false;
    offer.addEventListener("click", (event) => {
      const pressed = event.target.closest("button");
      if (!pressed) return;
      setCookie(wanted, "ja", pressed.value ? A_YEAR : 0);
      if (!pressed.value) setCookie(pocket, "", 0);
      location.reload();
    });
  }

  async function begin() {
    if (isShell) {
      const day = await unsealed();
      if (day) {
        mine = day.whose;
        document.querySelector("[data-list]").innerHTML = day.html;
        document.querySelector("[data-until]").textContent = clock(new Date(day.until));
      }
      document.querySelector("[data-with]").hidden = !day;
      document.querySelector("[data-without]").hidden = Boolean(day);
      await show();
      return look();
    }
    offerTaking();
    const left = await show();
    // another day's page says nothing of what lies there
    if (!fragment && cookie(wanted) !== "ja") await leaveBehind();
    if (fragment) {
      const until = Date.now() + 1000 * Number(fragment.dataset.seconds);
      const isTaken = await takeAlong(fragment.innerHTML, until).catch(() => false);
      document.querySelector("[data-taken]").hidden = !isTaken;
      document.querySelector("[data-not-taken]").hidden = isTaken;
      if (!isTaken) await leaveBehind();
    }
    if (left.length) await send();
  }

  addEventListener("online", () => send());
  begin();
})();
