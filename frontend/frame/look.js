// A frame looks like the page around it: its colours, letters and corners, as far as everything can still be read.

/** The contrast that text needs with its ground. */
const READABLE = 4.5;
/** The contrast of a page's own text with its grounds, so that there is room for fainter text. */
const STRONG = 7;
/** How far a sunken ground is from the surface towards the text. */
const SUNKEN = 0.07;
const SCHEMES = new Map([
  ["light dark", "system"],
  ["dark light", "system"],
  ["dark", "dark"],
]);

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Takes over what the page says about its look. What is no colour, or could not be read, is left out. */
export function dress(context) {
  dark.onchange = () => dress(context);
  const { mode, lang, scheme, look } = context;
  const root = document.documentElement;
  root.dataset.framed = mode === "panel" ? "panel" : "dialog";
  // A page that says nothing about its scheme is light.
  root.dataset.scheme = SCHEMES.get(String(scheme).replace("only", "").trim()) ?? "light";
  root.dataset.locale = locale(lang);
  const given = typeof look === "object" && look !== null ? look : {};
  const set = (name, value) => (value ? root.style.setProperty(name, value) : root.style.removeProperty(name));
  for (const name of ["--surface", "--text", "--ground", "--accent"]) set(name);

  const [surface, text] = [colour(given.surface), colour(given.text)];
  const ground = colour(given.ground) ?? surface;
  const isOwn = surface && text && [surface, ground].every((behind) => isReadable(behind, text));
  if (isOwn) root.dataset.scheme = luminance(surface) < 0.2 ? "dark" : "light";
  const isDark = root.dataset.scheme === "dark" || (root.dataset.scheme === "system" && dark.matches);
  // Everything that text stands on; what is sunken is nearest to the text.
  const grounds = isOwn ? [surface, ground, mix(surface, text, SUNKEN)] : isDark ? OUR_DARK : OUR_LIGHT;
  const faded = (share) => isOwn && css(mix(surface, text, share));
  set("--surface", isOwn && css(surface));
  set("--ground", isOwn && css(ground));
  set("--text", isOwn && css(text));
  set("--text-muted", isOwn && css(readable(mix(surface, text, 0.65), grounds, text)));
  set("--sunken", faded(SUNKEN));
  set("--edge", faded(0.15));
  set("--edge-control", faded(0.5));

  const accent = colour(given.accent);
  const far = luminance(grounds[0]) < 0.2 ? WHITE : BLACK;
  const main = accent && readable(accent, grounds, far);
  const strong = main && mix(main, far, 0.25);
  set("--accent", main && css(main));
  set("--accent-strong", strong && css(strong));
  set("--accent-soft", main && css(mix(grounds[0], main, 0.1)));
  set("--on-accent", main && css(contrast(main, WHITE) >= contrast(main, BLACK) ? WHITE : BLACK));

  set("--font", CSS.supports("font-family", given.font ?? "") && given.font);
  const isRound = CSS.supports("border-radius", given.radius ?? "");
  set("--radius", isRound && given.radius);
  set("--radius-large", isRound && `calc(1.5 * ${given.radius})`);
}

/** Whether a page's text stands out from this ground, and what we mark with can be read there. */
function isReadable(ground, text) {
  const marks = luminance(ground) < 0.2 ? MARKS_DARK : MARKS_LIGHT;
  return contrast(ground, text) >= STRONG && marks.every((mark) => contrast(ground, mark) >= READABLE);
}

/** The language for dates and numbers; the words are English, so another one would not fit them. */
function locale(lang) {
  try {
    const [known] = Intl.getCanonicalLocales(lang);
    if (/^en(-|$)/.test(known ?? "")) return known;
  } catch {}
  return "en-GB";
}

const WHITE = [255, 255, 255];
const BLACK = [17, 17, 17];
/** `--bad-text`, `--good-text`, `--warning-text` and `--focus` of style/tokens.css, light and dark. */
const MARKS_LIGHT = [
  [156, 34, 27],
  [20, 96, 58],
  [122, 75, 0],
  [29, 78, 216],
];
const MARKS_DARK = [
  [245, 172, 165],
  [143, 220, 174],
  [242, 204, 122],
  [156, 192, 255],
];
/** `--surface`, `--ground` and `--sunken` of style/tokens.css. */
const OUR_LIGHT = [WHITE, [245, 247, 245], [238, 241, 238]];
const OUR_DARK = [
  [26, 32, 29],
  [18, 22, 20],
  [34, 42, 38],
];

/** Red, green and blue of a painted dot, if it is a colour of its own through which nothing shines. */
function colour(text) {
  const isOne = typeof text === "string" && CSS.supports("color", text);
  if (!isOne || /^(currentcolor|inherit|initial|unset|revert(-layer)?)$/i.test(text.trim())) return null;
  // `light-dark()` is one of two, which only an element knows.
  const probe = document.createElement("i");
  probe.style.color = text;
  document.body.append(probe);
  const shown = getComputedStyle(probe).color;
  probe.remove();
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.fillStyle = shown;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? [red, green, blue] : null;
}

const css = (colour) => `rgb(${colour.map(Math.round).join(" ")})`;
const mix = (one, other, share) => one.map((part, at) => part + (other[at] - part) * share);

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, as far towards `far` as it takes to be read on all grounds. */
function readable(colour, grounds, far) {
  for (let share = 0; share < 1; share += 0.1) {
    const mixed = mix(colour, far, share);
    if (grounds.every((ground) => contrast(mixed, ground) >= READABLE)) return mixed;
  }
  return far;
}
