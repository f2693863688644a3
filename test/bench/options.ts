import { parseArgs } from 'node:util';

export const PARTS = [
  'orders',
  'read',
  'list',
  'menu',
  'delivery',
  'reconnection',
  'search',
  'webhooks',
  'abuse',
  'history',
] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  /** Length of one round, in seconds. */
  readonly seconds: number;
  readonly rounds: number;
  readonly parts: ReadonlySet<Part>;
  readonly json: boolean;
  /** Exit 1 when a target is missed. */
  readonly check: boolean;
  /** Another checkout, built, that takes the floor's place: for before and after in one run. */
  readonly baseline?: string;
  /** Orders of the history, of which part `history` lists. */
  readonly orders: number;
  /** A folder in which the database stays: the next run has its history at once. A temporary one, removed at the end, when absent. */
  readonly keep?: string;
  /** A folder that takes a CPU profile of the API. */
  readonly profile?: string;
  /** The node binary that runs the API and its rival. */
  readonly node: string;
  /** Variables of the measured API alone: what a switch gains is measured against a baseline without it. */
  readonly set: Readonly<Record<string, string>>;
}

export const USAGE = `npm run bench -- [options]
  --seconds N       length of a round (4)
  --rounds N        rounds of each contender, alternating (3)
  --only PART       ${PARTS.join(' | ')}; may be given several times; history is not run unless it is named
  --orders N        orders of the history (1500000)
  --keep DIR        leave the database there, and list the history that an earlier run left there
  --json            the result as JSON on stdout
  --check           exit 1 when a target is missed
  --baseline DIR    compare with the build of another checkout instead of the floor
  --profile DIR     write a CPU profile of the API there
  --node FILE       another node binary for the API and what it is compared with
  --set NAME=VALUE  a variable of the measured API alone; may be given several times`;

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: PARTS.filter((part) => part !== 'history') },
      orders: { type: 'string', default: '1500000' },
      keep: { type: 'string' },
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      baseline: { type: 'string' },
      profile: { type: 'string' },
      node: { type: 'string', default: process.execPath },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const { only, seconds, rounds, orders, set, ...rest } = values;
  const unknown = only.find((part) => !PARTS.includes(part as Part));
  if (unknown !== undefined) throw new Error(`--only takes ${PARTS.join(', ')}, not ${unknown}`);
  return {
    ...rest,
    seconds: positive('seconds', seconds),
    rounds: positive('rounds', rounds),
    orders: positive('orders', orders),
    parts: new Set(only as Part[]),
    set: Object.fromEntries(set.map(variable)),
  };
}

function variable(text: string): [string, string] {
  const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--set takes NAME=VALUE, not ${text}`);
  return [name, value];
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new Error(`--${name} takes a whole number above 0`);
  return value;
}
