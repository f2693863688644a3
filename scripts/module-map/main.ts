import { readFileSync, writeFileSync } from 'node:fs';

import { format } from 'oxfmt';

import { withMap } from './draw.js';
import { readMap } from './facts.js';

const PAGE = 'docs/architecture.md';

/** Draws docs/module-map.json into docs/architecture.md. */
const page = withMap(readFileSync(PAGE, 'utf8'), readMap('.'));
const { code, errors } = await format(PAGE, page, { printWidth: 120 });
if (errors.length > 0) throw new Error(`${PAGE} cannot be formatted: ${JSON.stringify(errors)}`);
writeFileSync(PAGE, code);
