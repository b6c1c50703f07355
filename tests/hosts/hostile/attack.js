// What a page could try with the frame and with the widget. Each attack answers with how often it was tried; whether one had
// an effect is asked of the proxy and of BambooHR.

const NAME = "send-to-bamboohr";
const HELLO = `${NAME}:hello`;
const ORIGIN = new URL(document.querySelector("script[src*=embed]").src).origin;

const kinds = ["context", "token", "no-token", "closing", "ready", "sent", "close", "dirty", "progress", "failed", "resize", "stay", "", "__proto__"];
const values = [
  null,
  0,
  "",
  "cand_0001",
  "../../settings",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  { id: "1" },
  ["a"],
  "x".repeat(5000),
  () => 0,
];

/** A message of any kind, with fields of any kind. */
function* forged(count) {
  for (let number = 0; number < count; number += 1) {
    const value = values[number % values.length];
    const safe = typeof value === "function" ? String(value) : value;
    const message = { source: NAME, type: kinds[number % kinds.length], token: safe, candidate: safe, look: { accent: safe, font: safe }, employee: safe };
    yield [message, HELLO, safe, [message], JSON.stringify(message)][number % 5];
  }
}

/** A frame of the proxy that this page shows by itself. */
function frame(address) {
  const made = document.createElement("iframe");
  made.src = ORIGIN + address;
  document.body.append(made);
  return new Promise((resolve) => {
    made.onload = () => resolve(made);
  });
}

window.attacks = {
  /** The frame, asked for by this page, which gets nothing but forged messages. */
  async framed(count) {
    const shown = await frame(`/embed?host=${encodeURIComponent(location.origin)}`);
    let told = 0;
    const hear = () => (told += 1);
    addEventListener("message", hear);
    for (const message of forged(count)) {
      shown.contentWindow.postMessage(message, "*");
      const { port1, port2 } = new MessageChannel();
      shown.contentWindow.postMessage(message, "*", [port2]);
      port1.close();
    }
    await new Promise((done) => setTimeout(done, 500));
    return { tried: 2 * count, told };
  },

  /** The widget, told by a page and by a frame of another origin that something happened. */
  async widget(count) {
    const element = document.createElement(NAME);
    Object.assign(element, { proxy: ORIGIN, candidate: "cand_0001", mode: "panel" });
    const heard = [];
    for (const name of ["ready", "sent", "progress", "dirty", "close"]) element.addEventListener(name, (event) => heard.push(event.type));
    document.body.append(element);
    for (const message of forged(count)) {
      postMessage(message, "*");
      dispatchEvent(new MessageEvent("message", { data: message, origin: ORIGIN, source: window }));
      dispatchEvent(new MessageEvent("message", { data: HELLO, origin: ORIGIN, source: window }));
    }
    await new Promise((done) => setTimeout(done, 500));
    return { tried: 3 * count, heard };
  },
};
