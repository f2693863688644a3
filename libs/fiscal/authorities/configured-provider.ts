import { Inject, Injectable } from '@nestjs/common';

import { ENV, type Env } from '#libs/platform';
import { OutboundHttp } from '#libs/platform/outbound';

import { type FiscalAuthority, FiscalProvider } from '../core/fiscal.ports.js';
import type { FiscalInstallation } from '../core/model/fiscal-settings.js';
import { ENOTAS_HOST, ENotasAuthority } from './enotas.authority.js';
import { FOCUS_HOSTS, FocusNfeAuthority } from './focus-nfe.authority.js';

/** The provider that `NFE_PROVIDER` names, at its own host by `NFE_AMBIENTE` or at `NFE_BASE_URL`. */
@Injectable()
export class ConfiguredProvider extends FiscalProvider {
  readonly authority: FiscalAuthority | null;
  readonly installation: FiscalInstallation | null;

  constructor(@Inject(ENV) env: Env, http: OutboundHttp) {
    super();
    const { NFE_PROVIDER: name, NFE_API_KEY: key, NFE_CNPJ: cnpj, NFE_BASE_URL: url } = env;
    const environment = env.NFE_AMBIENTE === 'producao' ? 'PRODUCAO' : 'HOMOLOGACAO';
    const at = (host: string) => (url ?? host).replace(/\/+$/, '').replace(/\/v2$/, '');
    if (name === undefined || key === undefined || cnpj === undefined) {
      [this.authority, this.installation] = [null, null];
      return;
    }
    this.installation = { environment, cnpj };
    this.authority =
      name === 'focusnfe'
        ? new FocusNfeAuthority(http, at(FOCUS_HOSTS[environment]), key)
        : new ENotasAuthority(http, at(ENOTAS_HOST), key);
  }
}
