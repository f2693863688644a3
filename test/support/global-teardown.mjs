import { rmSync } from 'node:fs';

import pg from 'pg';

export default async function tearDown() {
  const run = globalThis.comandaTestRun;
  if (!run) return;
  globalThis.comandaTestRun = undefined;
  if (run.server) await run.server.stop();
  else await dropTemplate(run);
  rmSync(run.folder, { recursive: true, force: true });
}

async function dropTemplate({ adminUrl, template }) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`).finally(() => admin.end());
}
