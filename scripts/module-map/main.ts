import { readFileSync, writeFileSync } from 'node:fs';

import { format } from 'prettier';

import { withMap } from './draw.js';
import { readMap } from './facts.js';

const PAGE = 'docs/architecture.md';

/** Draws docs/module-map.json into docs/architecture.md. */
writeFileSync(
  PAGE,
  await format(withMap(readFileSync(PAGE, 'utf8'), readMap('.')), { parser: 'markdown', printWidth: 120 }),
);
