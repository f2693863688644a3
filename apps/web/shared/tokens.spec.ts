import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokensOf = (selector: string): Record<string, string> => {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}', 1)[0] ?? '';
  const tokens = [...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)];
  return Object.fromEntries(tokens.map(([, name = '', value = '']) => [name, value]));
};
const light = tokensOf(':root');
const dark = { ...light, ...tokensOf(":root[data-theme='dark']") };

/** WCAG 2.2, "relative luminance". */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

const TEXT = 4.5;
const CONTROL = 3;
const PAIRS: readonly (readonly [string, string, number])[] = [
  ...['--bg', '--surface', '--raised'].flatMap((ground) => [
    ['--ink', ground, TEXT] as const,
    ['--ink-2', ground, TEXT] as const,
    ['--info', ground, TEXT] as const,
    ['--late', ground, TEXT] as const,
    ['--line-strong', ground, CONTROL] as const,
    ['--focus', ground, CONTROL] as const,
    ['--accent', ground, CONTROL] as const,
  ]),
  ['--on-accent', '--accent', TEXT],
  ['--bg', '--ink', TEXT],
  ...['warn', 'late', 'ok'].map((name) => [`--${name}`, `--${name}-bg`, TEXT] as const),
  ...['fresh', 'attention', 'late', 'void'].map((name) => [`--on-${name}-bar`, `--${name}-bar`, TEXT] as const),
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, tokens) => {
  it.each(PAIRS)('%s on %s has a contrast of %d at least', (ink, ground, least) => {
    expect(contrast(tokens[ink] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(least);
  });
});
