/** Colours of the style sheet as a canvas needs them: resolved for the theme in force. */

const resolved = new Map<string, string>();
let probe: HTMLElement | null = null;

/** The colour behind a custom property, e.g. "--line-0". */
export function color(property: string): string {
  const known = resolved.get(property);
  if (known !== undefined) return known;
  if (probe === null) {
    probe = document.createElement("i");
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${property})`;
  const value = getComputedStyle(probe).color;
  resolved.set(property, value);
  return value;
}

/** To be called when the theme has changed. */
export function forgetColors(): void {
  resolved.clear();
}

/** Whether the dark theme is in force. */
export function isDark(): boolean {
  const stated = document.documentElement.dataset.theme;
  if (matchMedia("print").matches) return false;
  return stated === undefined
    ? matchMedia("(prefers-color-scheme: dark)").matches
    : stated === "dark";
}
