import type { DescribedEvent } from './asyncapi.js';

interface Member {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Shape;
}
interface Shape extends Member {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --quiet: light-dark(#5a6270, #a5adba); --mark: light-dark(#0b6e4f, #58d3a8) }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #14171c); color: light-dark(#1b1f24, #e8eaed) }
h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin: 2.5rem 0 .25rem; scroll-margin-top: 1rem }
a { color: var(--mark) } code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .5rem 0 1rem } dt { color: var(--quiet) } dd { margin: 0 }
.quiet { color: var(--quiet) } h2 code { font-weight: 700; font-size: 1rem }
@media (min-width: 40rem) { td:first-child code { white-space: nowrap } }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem } thead { display: none } td { display: block; border: 0; padding: .1rem 0 } tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line) } }
`;

/** The catalogue of events as a page without scripts: what happens, what it carries, who is told, who acts upon it. */
export function eventsPage(events: readonly DescribedEvent[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Comanda events</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Events</h1>
<p>An event is a fact, appended in the transaction that makes it true. Clients hear events over Socket.IO, each under its own name, and over plain
WebSockets; <code>GET /api/v1/events?after=&lt;cursor&gt;</code> reads those that were missed. <code>seq</code> grows without gaps. The same as a document:
<a href="../asyncapi.json">asyncapi.json</a>. The operations: <a href="../docs">docs</a>.</p>
<table>
<thead><tr><th>event</th><th>what has happened</th><th>of</th></tr></thead>
<tbody>
${events.map(({ name, summary, owner }) => `<tr><td><a href="#${name}"><code>${name}</code></a></td><td>${prose(summary)}</td><td class="quiet">${owner}</td></tr>`).join('\n')}
</tbody>
</table>
${events.map(section).join('\n')}
${RESYNC}
</main>
</body>
</html>
`;
}

/** No event, and told beside them. */
const RESYNC = `<h2 id="RESYNC_REQUIRED"><code>RESYNC_REQUIRED</code></h2>
<p>Beside the events, to every client: some of what was told may not have happened, since a copy of the database took over that lacks the last of it. Fetch
anew what you show, and go on from its <code>cursor</code>. A client is told alone when the log cannot go on from its <code>since</code>: it is older than the
log, of events that were lost, or more than 5,000 events ago. <code>GET /api/v1/events</code> answers 409 to the first two.</p>`;

const section = ({
  name,
  summary,
  owner,
  told,
  heardBy,
  payload,
}: DescribedEvent): string => `<section aria-labelledby="${name}">
<h2 id="${name}"><code>${name}</code></h2>
<p>${prose(summary)}</p>
<dl>
<dt>declared by</dt><dd>${owner}</dd>
<dt>who is told</dt><dd>${prose(told)}</dd>
<dt>who acts upon it</dt><dd>${heardBy.map((hearer) => `<code>${prose(hearer)}</code>`).join(', ') || 'nobody in here'}</dd>
</dl>
<table>
<thead><tr><th>member of <code>payload</code></th><th>type</th><th></th></tr></thead>
<tbody>
${rowsOf(payload, '').join('\n')}
</tbody>
</table>
</section>`;

function rowsOf({ properties = {}, required = [] }: Shape, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const row = `<tr><td><code>${path}</code></td><td>${prose(typeOf(member))}</td><td class="quiet">${required.includes(name) ? '' : 'may be absent'}</td></tr>`;
    return member.items?.properties ? [row, ...rowsOf(member.items, `${path}[].`)] : [row];
  });
}

function typeOf({ type, format, enum: values, const: value, items }: Shape): string {
  if (values) return values.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' | ');
  if (value !== undefined) return JSON.stringify(value);
  if (items) return `list of ${items.properties ? 'objects' : typeOf(items)}`;
  return [type].flat().join(' | ') + (format ? ` (${format})` : '');
}

/** Text as HTML; what stands in backticks is code. */
const prose = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>');
