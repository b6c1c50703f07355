/** Types of `<send-to-bamboohr>`. What everything means stands in docs/embedding.md of the project. */

/** `button` draws a button that opens a dialog, `panel` the form in the page, `dialog` nothing until `open()`. */
export type SendMode = "button" | "panel" | "dialog";

/** An employee in BambooHR. */
export interface SentEmployee {
  /** BambooHR's employee id. */
  id: string;
  /** The employee's page; empty while it is not known. */
  url: string;
}

/** How a send stands. */
export interface SendStands {
  /** The candidate's id, as the host knows it. */
  candidate: string;
  /** The send's id. */
  send: string;
  /** For example `in_flight`, `created`, `done`, `needs_person`; see docs/api.md. */
  state: string;
  /** The employee, as soon as there is one. */
  employee?: SentEmployee;
  /** What went wrong, for example `invalid-value`. */
  code?: string;
}

/** Why nothing was sent, or nothing can be shown. */
export type SendFailure =
  | SendStands
  /** The proxy refused the form or the send: the name of its problem, for example `not-hired`; see docs/api.md. */
  | { candidate: string; code: string }
  | { code: "not-loaded" | "no-token" | "token-not-accepted" | "out-of-reach" | "no-candidate" | "candidate-not-allowed"; message?: string };

/** The events and what their `detail` is. None of them bubbles. */
export interface SendToBambooHREvents {
  /** The form, what came of it, or why it cannot be shown now, is there. */
  ready: CustomEvent<void>;
  /** The content has this height in CSS pixels; a panel takes it by itself. */
  resize: CustomEvent<{ height: number }>;
  /** Whether something was typed that was not sent. */
  dirty: CustomEvent<{ dirty: boolean }>;
  /** A send is under way, or a person has to decide. */
  progress: CustomEvent<SendStands>;
  /** The employee is in BambooHR, and what was stored was read back. */
  sent: CustomEvent<SendStands & { employee: SentEmployee }>;
  /** Nothing was created, or nothing can be shown. */
  failed: CustomEvent<SendFailure>;
  /** The dialog was closed, taken out of the page or drawn anew, or whoever read a panel is done with it. */
  close: CustomEvent<void>;
  /** A token is wanted and there is no `getToken`: set `token`. */
  "token-expired": CustomEvent<void>;
}

/** What a framework sets on the element. */
export interface SendToBambooHRAttributes {
  proxy?: string;
  candidate?: string;
  mode?: SendMode;
  theme?: "light" | "dark";
  getToken?: () => Promise<string>;
  token?: string;
}

export interface SendToBambooHR extends HTMLElement {
  /** The origin of the proxy; without it the one that this script came from. */
  proxy: string | null;
  /** The candidate's id, as it was brought to the proxy. */
  candidate: string | null;
  mode: SendMode | null;
  /** `light` or `dark`; without it as the page is. */
  theme: "light" | "dark" | null;
  /** Asks the host's own server for a token. Called whenever one is wanted. */
  getToken?: () => Promise<string>;
  /** A token, if there is no `getToken`. It works once. */
  set token(value: string);
  /** Whether something was typed that was not sent. */
  readonly dirty: boolean;
  /** Shows the form. */
  open(): void;
  /** Closes it; if something was typed, its reader is asked first. */
  close(): void;

  addEventListener<Name extends keyof SendToBambooHREvents>(
    type: Name,
    listener: (this: SendToBambooHR, event: SendToBambooHREvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "send-to-bamboohr": SendToBambooHR;
  }
}
