// The page around the application when that is shown in a frame. Only then more is loaded (`/embed/frame.js`); else nothing is
// said to anybody, and requests are what they are. All modules get this same instance.

/** Whether the application is shown in a frame of another page. */
export const isFramed = () => location.pathname === "/embed" && parent !== window;

/** What there is in a frame, once it is here. */
let frame;

/** Loads it and listens: `hear` is called with what the page says. */
export async function listen(hear) {
  frame = await import("/embed/frame.js");
  frame.listen(hear);
}

export const isDirty = () => frame?.isDirty() ?? false;
export const isGreeted = () => frame?.isGreeted() ?? false;
export const isLate = () => frame?.isLate() ?? false;
export const say = (type, detail) => frame?.say(type, detail);
export const renew = () => frame.renew();
export const send = (request) => (frame ? frame.send(request) : fetch(request));
export const stream = (path) => (frame ? new frame.Stream(path) : new EventSource(path));
export const picture = async (path) => (frame ? frame.picture(path) : path);
