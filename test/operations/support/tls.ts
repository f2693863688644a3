import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onCleanup } from '../../support/index.js';

export interface TestAuthority {
  /** PEM files: the authority's own certificate, and a server's certificate and key for 127.0.0.1 and localhost. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** An authority that nobody trusts by themselves, and what it has signed. */
export function createAuthority(): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-tls-'));
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const request = ['-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  openssl(
    'req',
    '-x509',
    ...request,
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
  );
  openssl('req', ...request, '-subj', '/CN=localhost', '-keyout', file('server.key'), '-out', file('server.csr'));
  writeFileSync(file('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  openssl(
    ...['x509', '-req', '-in', file('server.csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial'],
    ...['-days', '2', '-extfile', file('names'), '-out', file('server.pem')],
  );
  return { ca: file('ca.pem'), certificate: file('server.pem'), key: file('server.key') };
}
