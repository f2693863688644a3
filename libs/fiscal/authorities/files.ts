import type { OutboundAnswer } from '#libs/platform/outbound';

import type { DownloadedFile, FileKind } from '../core/model/authority-state.js';

/** A downloaded file if it is what it should be: an error page kept for eleven years would be worse than none. */
export function asFile(kind: FileKind, { body }: OutboundAnswer): DownloadedFile | null {
  const head = body
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (kind !== 'DANFE') return isXml(head) ? { kind, mediaType: 'application/xml', content: body } : null;
  if (head.startsWith('%PDF-')) return { kind, mediaType: 'application/pdf', content: body };
  return isHtml(head) ? { kind, mediaType: 'text/html', content: body } : null;
}

const isHtml = (head: string): boolean => /^<(!doctype html|html)/i.test(head);
const isXml = (head: string): boolean => head.startsWith('<') && !isHtml(head);
