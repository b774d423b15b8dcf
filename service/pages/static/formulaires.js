// Sends the forms that carry the secret of a link. The secret stands after « # »: no server and no log ever sees it.
"use strict";

const jeton = new URLSearchParams(location.hash.slice(1)).get("jeton") || "";

for (const part of document.querySelectorAll("[data-avec-jeton]")) part.hidden = !jeton;
for (const part of document.querySelectorAll("[data-sans-jeton]")) part.hidden = Boolean(jeton);

function say(form, text, wrong) {
  const status = form.querySelector("[role=status]");
  status.textContent = text;
  status.hidden = false;
  status.classList.toggle("wrong", wrong);
}

async function send(form) {
  const values = {};
  for (const field of form.elements) {
    if (field.name && field.type !== "checkbox" && field.value !== "") values[field.name] = field.value;
  }
  if ("jeton" in form.dataset) values.token = jeton;
  const answer = await fetch(form.dataset.api, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(values),
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    say(form, body.detail || "La demande n'a pas abouti. Réessayez dans un instant.", true);
    return;
  }
  say(form, form.dataset.done, false);
  history.replaceState(null, "", location.pathname);
  for (const field of form.elements) field.disabled = true;
}

for (const form of document.querySelectorAll("form[data-api]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [one, two] = form.querySelectorAll("input[type=password]");
    if (two && one.value !== two.value) {
      say(form, "Les deux mots de passe diffèrent. Écrivez deux fois le même.", true);
      return;
    }
    const button = form.querySelector("button");
    button.setAttribute("aria-busy", "true");
    send(form)
      .catch(() => say(form, "Le service ne répond pas. Vérifiez votre connexion puis réessayez.", true))
      .finally(() => button.removeAttribute("aria-busy"));
  });
}
