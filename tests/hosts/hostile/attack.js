// What a page could try with the frame and with the widget. Each attack tells how often it was tried and what came of it; whether
// one had an effect is asked of the proxy and of BambooHR as well.

const NAME = "send-to-bamboohr";
const HELLO = `${NAME}:hello`;
const ORIGIN = new URL(document.querySelector("script[src*=embed]").src).origin;
const role = new URLSearchParams(location.search).get("role");

const kinds = ["context", "token", "no-token", "closing", "closed", "ready", "sent", "close", "dirty", "progress", "failed", "resize", "stay", "top", "", "__proto__"];
const values = [null, 0, "", "cand_0001", "../../settings", "<img src=x onerror=alert(1)>", "javascript:alert(1)", { id: "1" }, ["a"], "x".repeat(5000)];

/** A message of any kind, with fields of any kind. */
function* forged(count) {
  for (let number = 0; number < count; number += 1) {
    const value = values[number % values.length];
    const message = { source: NAME, type: kinds[number % kinds.length], token: value, candidate: value, look: { accent: value, font: value }, employee: value };
    yield [message, HELLO, value, [message], JSON.stringify(message)][number % 5];
  }
}

const settled = () => new Promise((done) => setTimeout(done, 500));

/** A message that `is` it. */
function heard(is) {
  return new Promise((resolve) => {
    addEventListener("message", function hear(event) {
      if (!is(event)) return;
      removeEventListener("message", hear);
      resolve(event);
    });
  });
}

function frame(address) {
  const made = document.createElement("iframe");
  made.src = address;
  document.body.append(made);
  return made;
}

/** The proxy's frame, once it listens, with somebody beside it who is none of its parents. */
async function framed(address) {
  document.body.replaceChildren();
  const shown = frame(ORIGIN + address);
  await heard(({ data, source, origin }) => data === HELLO && source === shown.contentWindow && origin === ORIGIN);
  const child = frame("/?role=child");
  await heard(({ data, source }) => data === "here" && source === child.contentWindow);
  return { shown, child };
}

/** Has the child send so many forged messages to the frame; how many answers it got. */
async function attackedBy(child, count) {
  child.contentWindow.postMessage({ count }, "*");
  return (await heard(({ data }) => data?.got !== undefined)).data.got;
}

window.attacks = {
  /** The frame, which waits for its page: a window beside it that has the page's own origin offers a channel. */
  async beside(count) {
    const { child } = await framed(`/embed?host=${location.origin}`);
    return { tried: 2 * count, got: await attackedBy(child, count) };
  },

  /** The same in a page without the element, where plain messages count. */
  async plain(count) {
    const { child } = await framed(`/embed?host=${location.origin}&candidate=cand_0001`);
    return { tried: 2 * count, got: await attackedBy(child, count) };
  },

  /** Whoever has the channel says nonsense; the frame only asks for a token, as it would anybody. */
  async channel(count) {
    const { shown } = await framed(`/embed?host=${location.origin}`);
    const { port1, port2 } = new MessageChannel();
    const told = new Set();
    port1.onmessage = ({ data }) => told.add(data.type);
    shown.contentWindow.postMessage(HELLO, ORIGIN, [port2]);
    for (const message of forged(count)) port1.postMessage(message);
    await settled();
    return { tried: count, told: [...told].filter((type) => ["ready", "sent", "progress", "dirty"].includes(type)) };
  },

  /**
   * The element: its own page says that something happened, also in the name of the proxy, before the frame is heard and after.
   * What the frame says of a token that is none comes only by the channel that it had before.
   */
  async widget(count) {
    document.body.replaceChildren();
    const element = document.createElement(NAME);
    Object.assign(element, { proxy: ORIGIN, candidate: "cand_0001", mode: "panel" });
    const events = [];
    for (const name of ["ready", "sent", "progress", "dirty", "close"]) element.addEventListener(name, (event) => events.push(event.type));
    const told = (name) => new Promise((resolve) => element.addEventListener(name, ({ detail }) => resolve(detail)));
    const [wanted, failed] = [told("token-expired"), told("failed")];
    const forge = () => {
      for (const message of forged(count / 2)) {
        postMessage(message, "*");
        dispatchEvent(new MessageEvent("message", { data: message, origin: ORIGIN, source: window }));
      }
    };
    document.body.append(element);
    forge();
    await wanted;
    forge();
    await settled();
    element.token = {};
    return { tried: 2 * count, events, failed: (await failed).code };
  },

  /** The element's own frame, taken to another origin, says hello and whatever else it likes. */
  async liar(count) {
    document.body.replaceChildren();
    const element = document.createElement(NAME);
    Object.assign(element, { proxy: ORIGIN, candidate: "cand_0001", mode: "panel", getToken: async () => "a token" });
    const events = [];
    for (const name of ["ready", "sent", "progress", "dirty", "close"]) element.addEventListener(name, (event) => events.push(event.type));
    document.body.append(element);
    element.shadowRoot.querySelector("iframe").src = `/?role=liar&count=${count}`;
    const { data } = await heard(({ data }) => data?.got !== undefined);
    return { tried: 2 * count, got: data.got, events, note: element.shadowRoot.querySelector("p").textContent };
  },
};

if (role === "liar") {
  let got = 0;
  addEventListener("message", () => (got += 1));
  for (const message of forged(new URLSearchParams(location.search).get("count"))) {
    parent.postMessage(HELLO, "*");
    parent.postMessage(message, "*");
  }
  settled().then(() => parent.postMessage({ got }, "*"));
}

if (role === "child") {
  addEventListener("message", async ({ data, source }) => {
    let got = 0;
    for (const message of forged(data.count)) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (got += 1);
      parent.frames[0].postMessage(message, "*");
      parent.frames[0].postMessage(HELLO, "*", [port2]);
    }
    await settled();
    source.postMessage({ got }, "*");
  });
  parent.postMessage("here", "*");
}
