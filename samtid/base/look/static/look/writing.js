// While one writes: how much still fits, and a question before what is written is left behind.
//
//   <textarea data-most="8000"> with <p data-count id="…-count">: a field never cuts what is pasted (there is no
//   maxlength), so this counts as the server does: letters in one form (NFC), a line break once, no empty ends.
//   <form data-ask-before-leaving>: what is written is on this page and nowhere else. Nothing is stored for it.
(() => {
  "use strict";

  const PAUSE = 600; // ms without a letter before it is said: a screen reader is not to talk over every one
  const NEAR = 0.9; // of what fits
  const format = new Intl.NumberFormat("sv-SE");
  const waiting = new Map();

  function left(field) {
    return Number(field.dataset.most) - [...field.value.trim().normalize("NFC")].length;
  }

  function words(field) {
    const most = Number(field.dataset.most);
    const fits = left(field);
    if (fits < 0) return `${format.format(-fits)} tecken för mycket. Korta texten eller dela upp den. Inget är borttaget.`;
    return fits <= most * (1 - NEAR) ? `${format.format(fits)} tecken kvar.` : "";
  }

  function count(field) {
    const place = document.getElementById(`${field.id}-count`);
    if (!place) return;
    const said = words(field);
    if (place.textContent !== said) place.textContent = said;
    place.dataset.state = left(field) < 0 ? "over" : "";
  }

  function soon(field) {
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => count(field), PAUSE));
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-most]")) soon(event.target);
  });
  document.addEventListener("htmx:after:swap", () => document.querySelectorAll("[data-most]").forEach(count));
  document.querySelectorAll("[data-most]").forEach(count);

  // --- before leaving ---------------------------------------------------------------------------------------

  const written = () => [...document.querySelectorAll("form[data-ask-before-leaving]")].filter((form) => form.dataset.sent !== "yes" && isWritten(form));

  function isWritten(form) {
    if (form.dataset.askBeforeLeaving === "always") return true; // it came back filled in, and is kept nowhere
    return [...form.elements].some((field) => {
      if (field.matches("textarea, input:not([type])") || field.type === "text") return field.value !== field.defaultValue;
      return (field.type === "radio" || field.type === "checkbox") && field.checked !== field.defaultChecked;
    });
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-ask-before-leaving]") && !event.defaultPrevented) event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-ask-before-leaving]")) delete form.dataset.sent;
  });
  // One who must leave quickly is asked nothing: samtid.js marks the page first.
  addEventListener("beforeunload", (event) => {
    if (!document.documentElement.classList.contains("leaving") && written().length) event.preventDefault();
  });
})();
