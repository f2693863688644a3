import { refused } from './resend-error.js';

export interface Attachment {
  readonly filename: string;
  /** Base64. */
  readonly content?: string;
  readonly path?: string;
  readonly content_type?: string;
}

/** What `POST /emails` asks for, checked. */
export interface MailRequest {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly reply_to: readonly string[];
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly Attachment[];
  /** Milliseconds; now when absent. */
  readonly scheduledAt?: number;
}

const MOST_RECIPIENTS = 50;
const LARGEST_ATTACHMENTS = 40 * 1024 * 1024;
const ADDRESS = /^[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+$/;
const NAMED = /^[^<>]*<([^<>]+)>$/;
const TAG = /^[A-Za-z0-9_-]{1,256}$/;
const UNITS = { min: 60_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

type Given = Readonly<Record<string, unknown>>;

export function readMailRequest(given: Given, now: number): MailRequest {
  for (const name of ['from', 'to', 'subject']) {
    if (given[name] === undefined || given[name] === '') throw missing(`Missing \`${name}\` field.`);
  }
  const { html, text, template } = given;
  if (!isText(html) && !isText(text) && template === undefined) throw missing('Missing `html` or `text` field.');
  if (!isText(given['subject'])) throw invalid('subject', 'must be a text');
  return {
    from: senderOf(given['from']),
    to: recipientsOf('to', given['to']),
    cc: recipientsOf('cc', given['cc']),
    bcc: recipientsOf('bcc', given['bcc']),
    reply_to: recipientsOf('reply_to', given['reply_to']),
    subject: given['subject'],
    html: isText(html) ? html : null,
    text: isText(text) ? text : null,
    headers: headersOf(given['headers']),
    tags: tagsOf(given['tags']),
    attachments: attachmentsOf(given['attachments']),
    scheduledAt: given['scheduled_at'] === undefined ? undefined : timeOf(given['scheduled_at'], now),
  };
}

/** The bare address: `Ana <ana@example.com>` and `ana@example.com` are one. */
export const addressOf = (recipient: string): string => (NAMED.exec(recipient)?.[1] ?? recipient).trim().toLowerCase();

/** ISO, or words such as `in 10 min`. */
export function timeOf(given: unknown, now: number): number {
  const [, count, unit = ''] = /^in (\d+) (min|minute|hour|day)s?$/.exec(String(given)) ?? [];
  const time = count ? now + Number(count) * UNITS[unit as keyof typeof UNITS] : Date.parse(String(given));
  if (!(time > now)) throw invalid('scheduled_at', 'must be a time to come');
  return time;
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const missing = (message: string) => refused(422, 'missing_required_field', message);
const invalid = (field: string, what: string) =>
  refused(400, 'validation_error', `Invalid \`${field}\` field: ${what}.`);

function senderOf(given: unknown): string {
  if (isText(given) && ADDRESS.test(addressOf(given))) return given;
  throw refused(422, 'invalid_from_address', 'Invalid `from` field: it should be `a@b.c` or `Name <a@b.c>`.');
}

function recipientsOf(field: string, given: unknown): string[] {
  if (given === undefined || given === null) return [];
  const all = Array.isArray(given) ? (given as unknown[]) : [given];
  if (all.length > MOST_RECIPIENTS) throw invalid(field, `at most ${MOST_RECIPIENTS} addresses`);
  const good = all.filter((one): one is string => isText(one) && ADDRESS.test(addressOf(one)));
  if (good.length < all.length) throw invalid(field, 'it should be `a@b.c` or `Name <a@b.c>`');
  return good;
}

function headersOf(given: unknown = {}): Record<string, string> {
  const all = Object.entries((given ?? {}) as Record<string, unknown>);
  if (!all.every(([, value]) => typeof value === 'string')) throw invalid('headers', 'their values are texts');
  return Object.fromEntries(all) as Record<string, string>;
}

function tagsOf(given: unknown = []): MailRequest['tags'] {
  if (!Array.isArray(given)) throw invalid('tags', 'must be a list');
  return (given as Given[]).map(({ name, value }) => {
    if (!isText(name) || !isText(value) || !TAG.test(name) || !TAG.test(value)) {
      throw invalid('tags', 'names and values are ASCII letters, digits, _ and -, at most 256');
    }
    return { name, value };
  });
}

function attachmentsOf(given: unknown = []): Attachment[] {
  const all = (Array.isArray(given) ? given : []) as Given[];
  const wrong = (message: string) => refused(422, 'invalid_attachment', message);
  const read = all.map(({ filename, content, path, content_type: type }) => {
    if (!isText(content) && !isText(path)) throw wrong('An attachment needs `content` or `path`.');
    if (!isText(filename) && !isText(path)) throw wrong('An attachment needs a `filename`.');
    return {
      filename: isText(filename) ? filename : String(path),
      ...(isText(content) ? { content } : {}),
      ...(isText(path) ? { path } : {}),
      ...(isText(type) ? { content_type: type } : {}),
    };
  });
  const size = read.reduce((sum, { content = '' }) => sum + content.length, 0);
  if (size > LARGEST_ATTACHMENTS) throw wrong('Attachments have at most 40 MB together.');
  return read;
}
