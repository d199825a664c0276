// Passkeys: the browser's answers go to the desk as they are.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function post(path, body) {
  const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json", accept: "application/json" }, body });
  const told = await answer.json();
  if (!answer.ok) throw new Error(`${told.what} ${told.advice}`);
  return told;
}

const made = (one) => JSON.stringify({
  id: one.id, rawId: text(one.rawId), type: one.type, clientExtensionResults: one.getClientExtensionResults(),
  response: Object.fromEntries(
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
      .filter((name) => one.response[name]).map((name) => [name, text(one.response[name])]),
  ),
});

async function act(button) {
  const told = document.getElementById("passkey-told");
  try {
    if (button.dataset.passkey === "new") {
      const asked = await post("/passkeys/new", "");
      asked.challenge = bytes(asked.challenge);
      asked.user.id = bytes(asked.user.id);
      asked.excludeCredentials = asked.excludeCredentials.map((each) => ({ ...each, id: bytes(each.id) }));
      location.href = (await post("/passkeys", made(await navigator.credentials.create({ publicKey: asked })))).then;
    } else {
      const asked = await post("/passkeys/ask", "");
      asked.challenge = bytes(asked.challenge);
      asked.allowCredentials = [];
      await post("/passkeys/sign-in", made(await navigator.credentials.get({ publicKey: asked })));
      location.href = document.querySelector("input[name=then]").value;
    }
  } catch (cause) {
    told.textContent = cause.name === "NotAllowedError" ? told.dataset.none : cause.message;
    told.hidden = false;
  }
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  button.hidden = false;
  button.addEventListener("click", () => act(button));
}
