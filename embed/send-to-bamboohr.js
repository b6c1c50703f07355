// <send-to-bamboohr>: what it takes and tells is in docs/embedding.md and send-to-bamboohr.d.ts.
const NAME = "send-to-bamboohr";
const HELLO = `${NAME}:hello`;
const TITLE = "Send to BambooHR";

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host{display:inline-block}
:host([mode=panel]){display:block}
:host([hidden]){display:none}
div{all:initial;display:block;font:inherit;color-scheme:inherit;visibility:inherit;pointer-events:inherit}
button{font:inherit;cursor:pointer;border:1px solid #0000}
.open{font-weight:600;padding:.5em 1em;border-radius:var(--${NAME}-radius,8px);background:var(--${NAME}-accent,#0b6b57);color:var(--${NAME}-on-accent,#fff)}
:focus-visible{outline:2px solid #1d4ed8;outline-offset:2px;box-shadow:0 0 0 5px #fff}
dialog{box-sizing:border-box;width:min(960px,100vw);height:min(896px,100dvh);max-width:none;max-height:none;padding:0;border:1px solid #8888;border-radius:12px;overflow:hidden;visibility:visible;pointer-events:auto;background:var(--${NAME}-surface,Canvas);color:var(--${NAME}-text,CanvasText)}
dialog[open]{display:flex;flex-direction:column}
dialog::backdrop{background:rgb(10 15 12/55%)}
.close{align-self:end;width:30px;height:30px;margin:8px;scale:1.5;background:#0000;color:inherit}
iframe{display:block;flex:1;width:100%;border:0;outline:0}
[mode=panel] iframe{height:192px}
p{margin:0;padding:24px}
p:empty{display:none}`);

class SendToBambooHR extends HTMLElement {
  static observedAttributes = ["candidate", "lang", "mode", "proxy", "theme", "token"];

  #token;
  #ask = null;
  #port;
  #frame;
  #dialog;
  #note;
  #late;
  #slow;
  #isDirty = false;
  #isWaiting = false;

  connectedCallback() {
    // What was set before the element was defined hides its setters.
    for (const name of Object.keys(this)) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    addEventListener("message", this);
    this.#draw();
  }

  disconnectedCallback() {
    removeEventListener("message", this);
    this.#forget();
  }

  // Who moves it without taking it out loses nothing.
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, now) {
    if (name === "token") this.token = now;
    else if (!this.#note || before === now) return;
    else if (name === "mode" || name === "proxy") this.#draw();
    else this.#tellContext();
  }

  set token(value) {
    this.#token = value;
    if (value && this.#isWaiting) this.#giveToken();
  }

  // With a setter, so that every framework sets it as a property.
  get getToken() {
    return this.#ask;
  }

  set getToken(value) {
    this.#ask = value;
    if (value && this.#isWaiting) this.#giveToken();
  }

  get dirty() {
    return this.#isDirty;
  }

  open() {
    if (!this.isConnected) return;
    this.#load();
    if (!this.#dialog?.open) this.#dialog?.showModal();
    this.#watch();
    this.#tellContext();
    this.#frame.focus();
  }

  close() {
    if (this.#dialog?.open === false) return;
    // A frame that does not answer keeps nobody.
    this.#tell("closing");
    clearTimeout(this.#late);
    this.#late = setTimeout(() => this.#closed(), this.#port ? 1500 : 0);
  }

  handleEvent(event) {
    if (event.type !== "message") {
      if (this.#dialog?.open !== false) event.preventDefault();
    } else if (event.data === HELLO && event.source === this.#frame?.contentWindow && event.origin === this.#origin) {
      // Also after the frame was loaded anew.
      const { port1, port2 } = new MessageChannel();
      this.#port?.close();
      this.#port = port1;
      this.#becomes(false);
      port1.onmessage = ({ data }) => this.#hear(data);
      event.source.postMessage(HELLO, this.#origin, [port2]);
      clearTimeout(this.#slow);
      this.#note.textContent = "";
      this.#tellContext();
    }
  }

  get #origin() {
    return new URL(this.proxy ?? import.meta.url).origin;
  }

  #draw() {
    this.#forget();
    const { mode } = this;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const base = make("div");
    base.setAttribute("mode", mode);
    base.lang = "en";
    root.replaceChildren(base);
    this.#note = make("p", { role: "status" });
    if (mode === "panel") {
      base.append(this.#note);
      this.#load();
      return this.#watch();
    }
    if (mode !== "dialog") {
      const button = make("button", { className: "open", part: "button", onclick: () => this.open() });
      // Whoever points at it is about to press it.
      button.onpointerenter = button.onfocus = () => this.#load();
      button.append(make("slot", { textContent: TITLE }));
      base.append(button);
    }
    // A sign that every font has, of the size of the text around it: to look for another font, or for this one in another
    // size, held up the page for 20 to 45 ms at the first press.
    const close = make("button", { className: "close", part: "close", ariaLabel: "Close", textContent: "×", onclick: () => this.close() });
    this.#dialog = make("dialog", { part: "dialog", ariaLabel: TITLE });
    this.#dialog.oncancel = (event) => {
      event.preventDefault();
      this.close();
    };
    // The page's own rows and drawers are none of its business.
    this.#dialog.onclick = this.#dialog.onkeydown = (event) => event.stopPropagation();
    this.#dialog.onclose = () => {
      clearTimeout(this.#late);
      this.#tell("closed");
      this.#emit("close");
    };
    this.#dialog.append(close, this.#note);
    base.append(this.#dialog);
  }

  #load() {
    if (this.#frame) return;
    this.#frame = make("iframe", { part: "frame", title: TITLE, allow: "clipboard-write" });
    this.#frame.sandbox = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";
    this.#frame.src = `${this.#origin}/embed?host=${location.origin}`;
    this.#note.after(this.#frame);
    this.#note.textContent = "Loading…";
  }

  #watch() {
    if (this.#port) return;
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => {
      this.#frame.remove();
      this.#frame = null;
      this.#note.textContent = "The form could not be loaded. Ask your admin whether this page may show it. ";
      this.#note.append(make("button", { textContent: "Try again", onclick: () => this.open() }));
      this.#emit("failed", { code: "not-loaded" });
    }, 20000);
  }

  #forget() {
    clearTimeout(this.#late);
    clearTimeout(this.#slow);
    this.#port?.close();
    this.#dialog?.close();
    this.#port = this.#frame = this.#dialog = this.#note = null;
    this.#isWaiting = false;
    this.#becomes(false);
  }

  #tell(type, more) {
    this.#port?.postMessage({ type, ...more });
  }

  #closed() {
    clearTimeout(this.#late);
    if (this.#dialog) this.#dialog.close();
    else this.#emit("close");
  }

  // Nothing is asked of the host before somebody opens the form.
  #tellContext() {
    if (this.#dialog?.open === false) return;
    const style = getComputedStyle(this);
    this.shadowRoot.firstChild.style.colorScheme = this.theme ?? "";
    const own = (name) => style.getPropertyValue(`--${NAME}-${name}`);
    this.#tell("context", {
      candidate: this.candidate,
      mode: this.mode,
      lang: (this.closest("[lang]") ?? document.documentElement).lang,
      scheme: this.theme || style.colorScheme,
      look: {
        accent: own("accent") || style.accentColor,
        font: style.fontFamily,
        ground: own("ground"),
        radius: own("radius"),
        surface: own("surface"),
        text: own("text"),
      },
    });
  }

  async #giveToken() {
    const port = this.#port;
    let token = this.#token;
    this.#token = null;
    this.#isWaiting = !token && !this.getToken;
    if (this.#isWaiting) return this.#emit("token-expired");
    try {
      token ??= await this.getToken();
    } catch (error) {
      console.error(error);
    }
    // What is no text could not even be sent.
    port?.postMessage(typeof token === "string" ? { type: "token", token } : { type: "no-token" });
  }

  #hear({ type, ...detail }) {
    if (type === "token-wanted") return this.#giveToken();
    if (type === "stay") return clearTimeout(this.#late);
    if (type === "top") return this.#frame.getBoundingClientRect().top < 0 && this.#frame.scrollIntoView();
    if (type === "close") return this.#closed();
    if (type === "dirty") return this.#becomes(detail.dirty);
    if (type === "resize" && !this.#dialog) this.#frame.style.height = `${detail.height}px`;
    this.#emit(type, detail);
  }

  #becomes(dirty) {
    if (this.#isDirty === dirty) return;
    this.#isDirty = dirty;
    // Only then: a page with such a listener is not kept for whoever goes back to it.
    (dirty ? addEventListener : removeEventListener)("beforeunload", this);
    this.#emit("dirty", { dirty });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

for (const name of ["candidate", "mode", "proxy", "theme"]) {
  Object.defineProperty(SendToBambooHR.prototype, name, {
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

const make = (name, { part, ...properties } = {}) => {
  const made = Object.assign(document.createElement(name), properties);
  if (part) made.part = part;
  return made;
};

if (!customElements.get(NAME)) customElements.define(NAME, SendToBambooHR);
