import type { Request, Response } from 'express';

import { type Button, NoSuchItem, NotPossible, type Page, type Provider } from './provider.js';

interface Named {
  readonly name: string;
  readonly provider: Provider;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #ccc; vertical-align: top; overflow-wrap: anywhere }
  button { font: inherit; padding: .6rem 1.2rem; margin: .2rem .3rem .2rem 0; min-height: 2.75rem } form { display: inline }
  img { display: block; width: 15rem; height: 15rem; margin: 1rem 0 } iframe { width: 100%; height: 30rem; border: 1px solid #ccc }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: 1rem }`;
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A page that needs nothing from elsewhere. `body` is HTML; `title` is text. */
export function sendPage(response: Response, status: number, title: string, body: string): void {
  response
    .status(status)
    .set({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
    .type('html')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<title>${escape(title)} · sandbox</title><style>${STYLE}</style></head><body><main><h1>${escape(title)}</h1>${body}` +
        `</main><footer><p>A simulation: no money moves. <a href="/">Everything here</a></p></footer></body></html>`,
    );
}

/** GET shows an item with its buttons; POST is a click on one of them. */
export async function answerPage({ name, provider }: Named, request: Request, response: Response): Promise<void> {
  const id = String(request.params['id']);
  const notice = request.method === 'POST' ? click(provider, id, request.body as Buffer) : undefined;
  const page = await provider.page(id);
  if (!page) return sendPage(response, 404, 'Not found', '<p>There is nothing here, or not any more.</p>');
  if (request.method === 'POST' && notice === undefined) {
    return response.redirect(303, `/${name}/pay/${encodeURIComponent(id)}`);
  }
  sendPage(response, notice === undefined ? 200 : 409, page.title, render(name, id, page, notice));
}

/** What went wrong, for a person; undefined when nothing did. */
function click(provider: Provider, id: string, body: Buffer): string | undefined {
  const form = new URLSearchParams(body.toString('utf8'));
  const action = form.get('action') ?? '';
  try {
    if (!Object.hasOwn(provider.actions, action)) throw new NotPossible('there is no such button');
    const amount = form.get('amount');
    const texts = (['method', 'code', 'reason'] as const).map((name) => [name, form.get(name)] as const);
    provider.actions[action]?.(id, {
      ...(amount ? { amount: Number(amount) } : {}),
      ...Object.fromEntries(texts.filter(([, text]) => text)),
    });
    return undefined;
  } catch (error) {
    if (error instanceof NotPossible || error instanceof NoSuchItem) return error.message;
    throw error;
  }
}

function render(name: string, id: string, page: Page, notice?: string): string {
  const { state, facts, image, links = [], frame, text, buttons, back } = page;
  const action = `/${name}/pay/${encodeURIComponent(id)}`;
  return [
    notice === undefined ? '' : `<p role="alert"><strong>Not possible: ${escape(notice)}</strong></p>`,
    `<p role="status">State: <strong>${escape(state)}</strong></p>`,
    image ? `<img src="${escape(image.src)}" alt="${escape(image.alt)}">` : '',
    `<table><caption hidden>Details</caption>${facts.map(([label, value]) => `<tr><th scope="row">${escape(label)}</th><td>${escape(value)}</td></tr>`).join('')}</table>`,
    links.length === 0 ? '' : `<p>${links.map(link).join(' · ')}</p>`,
    frame ? `<iframe sandbox src="${escape(frame.src)}" title="${escape(frame.title)}"></iframe>` : '',
    text === undefined ? '' : `<pre>${escape(text)}</pre>`,
    `<p>${buttons.map((one) => button(action, one)).join(' ')}</p>`,
    back !== undefined && /^https?:\/\//.test(back) ? `<p><a href="${escape(back)}">Back to the shop</a></p>` : '',
  ].join('\n');
}

const link = ({ href, label }: { href: string; label: string }): string =>
  `<a href="${escape(href)}">${escape(label)}</a>`;

function button(url: string, { action, label, details = {} }: Button): string {
  const fields = Object.entries({ action, ...details })
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(String(value))}">`)
    .join('');
  return `<form method="post" action="${escape(url)}">${fields}<button>${escape(label)}</button></form>`;
}

/** Everything that lives here, per provider. */
export function sendIndex(response: Response, stations: readonly Named[]): void {
  const sections = stations.map(
    (one) =>
      `<section><h2><a href="/${one.name}">${escape(one.provider.title)}</a></h2><p>Base URL: <code>/${one.name}</code></p>${listOf(one)}</section>`,
  );
  sendPage(response, 200, 'The outside world', sections.join('\n'));
}

/** Everything that lives at one provider. */
export function sendList(response: Response, station: Named): void {
  sendPage(response, 200, station.provider.title, listOf(station));
}

function listOf({ name, provider }: Named): string {
  const rows = provider
    .items()
    .map(
      ({ id, reference, state, summary }) =>
        `<tr><td><a href="/${name}/pay/${encodeURIComponent(id)}">${escape(reference)}</a></td><td>${escape(summary)}</td><td>${escape(state)}</td></tr>`,
    );
  if (rows.length === 0) return '<p>Nothing yet.</p>';
  const head = '<tr><th scope="col">Reference</th><th scope="col">What</th><th scope="col">State</th></tr>';
  return `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
}
