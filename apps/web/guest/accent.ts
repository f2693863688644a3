type Rgb = readonly [number, number, number];

const LIGHT: Rgb = [255, 255, 255];
const DARK: Rgb = [4, 21, 14];
/** What the accent is drawn on, in the light and in the dark. */
const SURFACES = { light: LIGHT, dark: [27, 31, 35] as Rgb };
/** WCAG 2: of large text, and of the borders of controls. */
const LEAST = 3;

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const hexOf = (rgb: Rgb): string => `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

/** The outlet's colour and what is written on it; null when it cannot be told from the surface, and the page keeps its own. */
export function accentOf(hex: string | null, theme: 'light' | 'dark'): { accent: string; onAccent: string } | null {
  if (!hex || !/^#[0-9a-f]{6}$/i.test(hex)) return null;
  const accent = rgbOf(hex);
  if (contrast(accent, SURFACES[theme]) < LEAST) return null;
  const onAccent = contrast(accent, LIGHT) >= contrast(accent, DARK) ? LIGHT : DARK;
  return contrast(accent, onAccent) >= 4.5 ? { accent: hex, onAccent: hexOf(onAccent) } : null;
}
