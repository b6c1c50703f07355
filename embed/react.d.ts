/** `<send-to-bamboohr>` in TSX, React 19. Once in a project: `import type {} from "send-to-bamboohr/react";` */

import type { ClassAttributes, HTMLAttributes } from "react";
import type { SendToBambooHR, SendToBambooHRAttributes, SendToBambooHREvents } from "./send-to-bamboohr.js";

type Listeners = { [Name in keyof SendToBambooHREvents as `on${Name}`]?: (event: SendToBambooHREvents[Name]) => void };

/** What React sets as a property of the element, and `on` with the name of an event. */
export interface SendToBambooHRProps extends ClassAttributes<SendToBambooHR>, HTMLAttributes<SendToBambooHR>, Listeners, SendToBambooHRAttributes {}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "send-to-bamboohr": SendToBambooHRProps;
    }
  }
}
