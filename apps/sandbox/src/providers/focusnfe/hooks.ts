import { randomBytes } from 'node:crypto';

import type { FiscalDocument } from '../../fiscal/documents.js';
import type { Premises, Settings } from '../../framework/provider.js';
import { viewOf } from './view.js';

export interface Hook {
  readonly id: string;
  readonly url: string;
  readonly authorization: string;
  readonly authorization_header: string;
  readonly event: string;
  readonly cnpj: string;
}

export const EVENTS = [
  'nfe',
  'nfce_contingencia',
  'nfse',
  'nfsen',
  'nfe_recebida',
  'inutilizacao',
  'cte',
  'mdfe',
  'nfcom',
];
export const MOST_HOOKS = 5;

/** Who hears of what became of an invoice. A delivery proves itself by a fixed secret in a header, and by nothing else. */
export class Hooks {
  private list: Hook[] = [];

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
  ) {}

  all(): readonly Hook[] {
    return this.list;
  }

  add(wanted: Omit<Hook, 'id'>): Hook {
    const hook = { ...wanted, id: randomBytes(6).toString('base64url') };
    this.list.push(hook);
    return hook;
  }

  remove(id: string): Hook | undefined {
    const found = this.list.find((one) => one.id === id);
    this.list = this.list.filter((one) => one !== found);
    return found;
  }

  /** To all who registered, and to the address in the settings. A plain NFC-e has no hook: its answer comes at once. */
  tell(document: FiscalDocument): Hook[] {
    if (document.model !== 55) return [];
    const body = JSON.stringify(viewOf(document));
    const targets = [this.preset(), ...this.list.filter(({ event }) => event === 'nfe')];
    for (const { url, authorization, authorization_header: header } of targets) {
      const headers = {
        'content-type': 'application/json',
        ...(authorization === '' ? {} : { [header.toLowerCase()]: authorization }),
      };
      this.premises.webhooks.send({ event: 'nfe', subject: document.ref, url, body, headers: () => headers });
    }
    return targets.filter(({ url }) => url !== '');
  }

  reset(): void {
    this.list = [];
  }

  private preset(): Hook {
    const { webhookUrl: url, hookSecret: authorization = '', hookHeader: header = '', cnpj = '' } = this.settings;
    return { id: 'preset', url, authorization, authorization_header: header, event: 'nfe', cnpj };
  }
}
