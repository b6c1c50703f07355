/** `<send-to-bamboohr>` in the templates of Vue 3. Once in a project: `import type {} from "send-to-bamboohr/vue";` */

import type { HTMLAttributes, PublicProps } from "vue";
import type { SendToBambooHR, SendToBambooHRAttributes, SendToBambooHREvents } from "./send-to-bamboohr.js";

/** `token-expired` is `TokenExpired`. */
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${Capitalize<First>}${Camel<Rest>}` : Capitalize<Name>;

type Listeners = { [Name in keyof SendToBambooHREvents as `on${Camel<Name>}`]?: (event: SendToBambooHREvents[Name]) => void };

/** What a template binds. */
export interface SendToBambooHRProps extends Omit<HTMLAttributes, keyof Listeners>, Listeners, SendToBambooHRAttributes {}

declare module "vue" {
  interface GlobalComponents {
    "send-to-bamboohr": new () => SendToBambooHR & {
      /** For templates only; no element has it. */
      $props: SendToBambooHRProps & PublicProps;
    };
  }
}
