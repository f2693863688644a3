import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import pg from 'pg';

/**
 * The least that taking a webhook in can cost in Node: `node:http`, `pg`, one prepared statement. It verifies the same signatures and
 * commits one row, unique by the provider's id; it keeps no headers, plans no work, and refuses nothing but a bad signature.
 */

const STORE = `
  INSERT INTO intake.webhooks (id, provider, event_id, body, received_at) VALUES ($1, $2, $3, $4, now())
  ON CONFLICT (provider, event_id) DO NOTHING`;

const propaySecret = process.env['PROPAY_TO_GO_SECRET'] ?? '';
const midtransKey = process.env['MIDTRANS_SERVER_KEY'] ?? '';
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: Number(process.env['DB_POOL_MAX']) });

const prepare = () =>
  pool.query(`
    CREATE SCHEMA intake;
    CREATE TABLE intake.webhooks (
      id uuid PRIMARY KEY, provider text NOT NULL, event_id text NOT NULL, body bytea NOT NULL, received_at timestamptz NOT NULL,
      UNIQUE (provider, event_id)
    )`);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return send(response, 200, { ready: true });
  const body = await bytesOf(request);
  const { provider, eventId } = request.url?.endsWith('/midtrans') ? ofMidtrans(body) : ofProPay(request, body);
  if (eventId === null) return send(response, 401, { error: 'signature' });
  await pool.query({ name: 'store', text: STORE, values: [randomUUID(), provider, eventId, body] });
  send(response, 200, { received: true });
}

function ofProPay({ headers }: IncomingMessage, body: Buffer) {
  const wanted = `sha256=${createHmac('sha256', propaySecret).update(body).digest('hex')}`;
  const isGood = same(String(headers['x-propay-signature']), wanted);
  const { event_id: id } = JSON.parse(body.toString()) as { event_id: string };
  return { provider: 'propay', eventId: isGood ? id : null };
}

function ofMidtrans(body: Buffer) {
  const told = JSON.parse(body.toString()) as Record<string, string>;
  const signed = `${told['order_id']}${told['status_code']}${told['gross_amount']}${midtransKey}`;
  const isGood = same(String(told['signature_key']), createHash('sha512').update(signed).digest('hex'));
  return { provider: 'midtrans', eventId: isGood ? createHash('sha256').update(body).digest('hex') : null };
}

function same(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
    .end(text);
}

await prepare();
createServer((request, response) => {
  answer(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
}).listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
