import type { ModuleMap } from './facts.js';

export const BEGIN = '<!-- The map is drawn by `npm run map` from docs/module-map.json. -->';
export const END = '<!-- End of the map. -->';

/** The map as a table and as a picture: calls as full lines, events as dotted ones. */
export function drawMap(map: ModuleMap): string {
  const rows = Object.entries(map);
  const list = (names: readonly string[]) => names.join(', ') || '–';
  const table = (column: Readonly<Record<string, readonly string[]>> = {}) =>
    Object.entries(column)
      .map(([owner, names]) => `${owner}: ${names.map((name) => `\`${name}\``).join(', ')}`)
      .join('; ') || '–';
  return [
    '| module | owns | calls | hears | publishes | reads |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ([name, { owns, calls, hears, publishes = [], reads, erases }]) =>
        `| \`${name}\` | ${owns} | ${list(calls)} | ${list(hears)} | ${list(publishes.map((view) => `\`${view}\``))} | ${table(reads)}${erases ? `; erases in ${table(erases)}` : ''} |`,
    ),
    '',
    '```mermaid',
    'flowchart LR',
    ...rows.flatMap(([name, { calls }]) => calls.map((other) => `  ${name} --> ${other}`)),
    ...rows.flatMap(([name, { hears }]) => hears.map((other) => `  ${other} -. events .-> ${name}`)),
    '```',
  ].join('\n');
}

/** A page with the map between its marks; the rest stays. */
export function withMap(page: string, map: ModuleMap): string {
  const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`The page has no place for the map: ${BEGIN} … ${END}`);
  return `${page.slice(0, start)}${BEGIN}\n\n${drawMap(map)}\n\n${page.slice(end)}`;
}
