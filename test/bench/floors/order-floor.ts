import { createSecretKey, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import jwt from 'jsonwebtoken';
import pg from 'pg';

/**
 * The least that placing and reading an order can cost in Node: `node:http`, `pg`, one prepared statement. It verifies the token, looks
 * prices up in memory, and takes stock with a check; it validates nothing, keeps no history, and serves nothing else.
 */

interface Line {
  product_id: string;
  quantity: number;
}

const PLACE = `
  WITH wanted AS (
    SELECT * FROM unnest($4::uuid[], $5::integer[], $6::bigint[], $7::uuid[]) AS w(product_id, quantity, price, line_id)
  ), taken AS (
    UPDATE floor.stock s SET on_hand = on_hand - w.quantity FROM wanted w WHERE s.product_id = w.product_id
  ), placed AS (
    INSERT INTO floor.orders (id, outlet_id, total, created_at) VALUES ($1, $2, $3, now())
  ), lined AS (
    INSERT INTO floor.lines (order_id, id, product_id, quantity, price)
    SELECT $1::uuid, line_id, product_id, quantity, price FROM wanted
  )
  INSERT INTO floor.events (id, type, outlet_id, payload) VALUES ($8, 'NEW_ORDER', $2, $9)`;

const READ = `
  SELECT o.id, o.outlet_id, o.total, o.created_at,
         (SELECT json_agg(l) FROM floor.lines l WHERE l.order_id = o.id) AS items
  FROM floor.orders o WHERE o.id = $1`;

const BEARER = 'Bearer ';
const PATH = '/api/v1/orders';

const key = createSecretKey(Buffer.from(process.env['JWT_SECRET'] ?? ''));
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: Number(process.env['DB_POOL_MAX']) });
const prices = new Map<string, number>();

async function prepare(): Promise<void> {
  await pool.query(`
    DROP SCHEMA IF EXISTS floor CASCADE;
    CREATE SCHEMA floor;
    CREATE TABLE floor.stock (product_id uuid PRIMARY KEY, on_hand bigint NOT NULL CHECK (on_hand >= 0)) WITH (fillfactor = 70);
    INSERT INTO floor.stock SELECT product_id, max(on_hand) FROM stock_levels GROUP BY product_id;
    CREATE TABLE floor.orders (
      id uuid PRIMARY KEY, outlet_id uuid NOT NULL, total bigint NOT NULL, created_at timestamptz NOT NULL
    );
    CREATE TABLE floor.lines (
      order_id uuid NOT NULL, id uuid NOT NULL, product_id uuid NOT NULL, quantity integer NOT NULL, price bigint NOT NULL,
      PRIMARY KEY (order_id, id)
    );
    CREATE TABLE floor.events (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL, type text NOT NULL, outlet_id uuid NOT NULL,
      payload jsonb NOT NULL
    );
    ANALYZE floor.stock;
  `);
  const { rows } = await pool.query<{ id: string; price: string }>('SELECT id, price FROM products');
  for (const { id, price } of rows) prices.set(id, Number(price));
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/ready') return send(response, 200, { ready: true });
  jwt.verify(request.headers.authorization?.slice(BEARER.length) ?? '', key, {
    algorithms: ['HS256'],
    audience: 'comanda',
    issuer: 'comanda',
  });
  if (request.method === 'POST') send(response, 201, await place(await bodyOf(request)));
  else send(response, 200, await read(request.url?.slice(PATH.length + 1) ?? ''));
}

async function place({ outlet_id, items }: { outlet_id: string; items: Line[] }): Promise<object> {
  const id = randomUUID();
  // In one order for everybody, so that two orders never wait for one another's stock.
  const lines = items
    .map((item) => ({ id: randomUUID(), ...item, price: prices.get(item.product_id) ?? 0 }))
    .sort((a, b) => (a.product_id < b.product_id ? -1 : 1));
  const total = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const order = { id, outlet_id, status: 'NEW', total, items: lines };
  await pool.query({
    name: 'place',
    text: PLACE,
    values: [
      id,
      outlet_id,
      total,
      lines.map(({ product_id }) => product_id),
      lines.map(({ quantity }) => quantity),
      lines.map(({ price }) => price),
      lines.map((line) => line.id),
      randomUUID(),
      JSON.stringify(order),
    ],
  });
  return order;
}

async function read(id: string): Promise<object> {
  const { rows } = await pool.query<object>({ name: 'read', text: READ, values: [id] });
  if (!rows[0]) throw new Error('no such order');
  return rows[0];
}

async function bodyOf<T>(request: IncomingMessage): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as T;
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
