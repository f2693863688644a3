import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const FILE = '.data/demo.jwt-secret';

/** JWT_SECRET, or one made up at the first run and kept, so that tokens are good after a restart. */
export function jwtSecret(): string {
  const given = process.env['JWT_SECRET'];
  if (given) return given;
  try {
    return readFileSync(FILE, 'utf8').trim();
  } catch {
    const secret = randomBytes(32).toString('hex');
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, `${secret}\n`, { mode: 0o600 });
    return secret;
  }
}
