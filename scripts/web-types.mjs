// npm run web:types: the types of the API for apps/web, from openapi.json. They are written whole or not at all, and only when the contract is newer, since
// the steps of `npm run check` ask for them at once.
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..');
const contract = join(root, 'openapi.json');
const types = join(root, 'apps/web/generated/api.ts');

const ageOf = (path) =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

if ((await ageOf(types)) <= (await ageOf(contract))) {
  const text = astToString(await openapiTS(pathToFileURL(contract)));
  await mkdir(dirname(types), { recursive: true });
  const draft = `${types}.${process.pid}`;
  await writeFile(draft, `// From openapi.json, by npm run web:types.\n\n${text}`);
  await rename(draft, types);
}
