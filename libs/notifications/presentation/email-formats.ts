import type { Email } from '../core/model/email.js';

const isSaid = (part: string | false): part is string => part !== false && part !== '';

/** The link stands on a line of its own, for all to see where it leads. */
export function toText({ greeting, paragraphs, table, link, closing, signature }: Email): string {
  const parts = [
    greeting,
    ...paragraphs,
    table !== undefined && [table.caption, ...table.rows.map(({ label, value }) => `${label}: ${value}`)].join('\n'),
    link !== undefined && `${link.label}:\n${link.url}`,
    closing !== undefined && closing,
    signature.length > 0 && ['-- ', ...signature].join('\n'),
  ];
  return `${parts.filter(isSaid).join('\n\n')}\n`;
}

/** One column that reads in order: headings, a table with row headers, no image, no colour that means something. */
export function toHtml({ locale, subject, greeting, paragraphs, table, link, closing, signature }: Email): string {
  const parts = [
    paragraph(greeting),
    ...paragraphs.map(paragraph),
    table !== undefined && tableOf(table),
    link !== undefined && `<p><a href="${escape(link.url)}">${escape(link.label)}</a></p>`,
    closing !== undefined && paragraph(closing),
    signature.length > 0 && `<address>${signature.map(escape).join('<br>')}</address>`,
  ];
  return [
    '<!doctype html>',
    `<html lang="${locale}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>`,
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:0 auto;padding:1em">',
    `<h1 style="font-size:20px">${escape(subject)}</h1>`,
    ...parts.filter(isSaid),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const paragraph = (text: string): string => `<p>${escape(text)}</p>`;

function tableOf({ caption, rows }: NonNullable<Email['table']>): string {
  const lines = rows.map(({ label, value, isTotal = false }) => {
    const [open, close] = isTotal ? ['<strong>', '</strong>'] : ['', ''];
    const head = `<th scope="row" style="text-align:left;font-weight:normal;padding-right:1em">${open}${escape(label)}${close}</th>`;
    return `<tr>${head}<td style="text-align:right">${open}${escape(value)}${close}</td></tr>`;
  });
  return ['<table>', `<caption style="text-align:left">${escape(caption)}</caption>`, ...lines, '</table>'].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
