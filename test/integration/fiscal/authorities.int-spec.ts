import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import { type Env, Metrics } from '#libs/platform';
import { CircuitBreakers, OutboundHttp } from '#libs/platform/outbound';

import { ENotasAuthority } from '../../../libs/fiscal/authorities/enotas.authority.js';
import { FocusNfeAuthority } from '../../../libs/fiscal/authorities/focus-nfe.authority.js';
import type { FiscalAuthority } from '../../../libs/fiscal/core/fiscal.ports.js';
import { aSale, aSoldLine, anInvoice, CPF } from '../../../libs/fiscal/testing/a-sale.js';
import { fiscalAuthorityContract } from '../../../libs/fiscal/testing/fiscal-authority.contract.js';
import { type FiscalProviderServer, startFiscalProvider } from '../../support/index.js';

const env = { CIRCUIT_BREAKER_THRESHOLD: 50, CIRCUIT_BREAKER_TIMEOUT: 60_000, CIRCUIT_BREAKER_COOLDOWN: 30_000 } as Env;

const outbound = () => {
  const metrics = new Metrics();
  return new OutboundHttp(new CircuitBreakers(env, metrics), metrics);
};
const focus = (url: string, token: string) => new FocusNfeAuthority(outbound(), url, token);
const enotas = (url: string, key: string) => new ENotasAuthority(outbound(), url, key);

/** `FISCAL_TEST_URL` and `FISCAL_TEST_KEY` put the same suites to a sandbox, or to the provider's own test environment. */
async function server(): Promise<{ url: string; token: string }> {
  const { FISCAL_TEST_URL: url, FISCAL_TEST_KEY: token } = process.env;
  return url !== undefined && token !== undefined ? { url, token } : startFiscalProvider();
}

for (const [name, of] of [
  ['Focus NFe', focus],
  ['eNotas', enotas],
] as const) {
  fiscalAuthorityContract(name, async () => {
    const { url, token } = await server();
    return { authority: of(url, token), stranger: of(url, 'a-key-of-nobody') };
  });
}

describe('providers that are away or wrong', () => {
  let provider: FiscalProviderServer;

  beforeAll(async () => {
    provider = await startFiscalProvider();
  });

  const authorities = (): FiscalAuthority[] => [
    focus(provider.url, provider.token),
    enotas(provider.url, provider.token),
  ];

  it.each(['down', 'lost'] as const)('are no answer when they are %s, whatever is asked', async (mood) => {
    for (const authority of authorities()) {
      provider.mood = 'fine';
      const invoice = anInvoice();
      const ref = { reference: invoice.reference, model: invoice.model, companyId: invoice.issuer.companyId };
      provider.mood = mood;
      for (const outcome of [await authority.issue(invoice), await authority.fetch(ref), await authority.cancel(ref)]) {
        expect(outcome).toEqual({ kind: 'no_answer', reason: mood === 'down' ? 'failing' : 'cut_off' });
      }
    }
    provider.mood = 'fine';
  });

  it('have done what they never answered: it is there when it is asked for', async () => {
    const authority = focus(provider.url, provider.token);
    const invoice = anInvoice();
    provider.mood = 'lost';
    await authority.issue(invoice);
    provider.mood = 'fine';

    const found = await authority.fetch({ reference: invoice.reference, model: 'NFCE', companyId: null });

    expect(found).toMatchObject({ kind: 'state', state: { status: 'AUTHORIZED' } });
    expect(await authority.issue(invoice)).toEqual({ kind: 'exists' });
  });

  it('are sent totals that add up, the buyer, the freight of each line, and the test environment’s own sentences', async () => {
    const sale = aSale([aSoldLine({ unitPrice: 333, quantity: 3, discount: 1 }), aSoldLine({ unitPrice: 4990 })], {
      type: 'ONLINE',
      customerId: newId(),
      shippingTotal: 1808,
    });

    await focus(provider.url, provider.token).issue(anInvoice(sale));

    const { body } = provider.calls.at(-1) ?? { body: {} };
    expect(body).toMatchObject({
      valor_produtos: '59.89',
      valor_desconto: '0.01',
      valor_frete: '18.08',
      valor_total: '77.96',
      cpf_destinatario: CPF,
      nome_destinatario: 'NF-E EMITIDA EM AMBIENTE DE HOMOLOGACAO - SEM VALOR FISCAL',
      presenca_comprador: '2',
      data_emissao: '2026-11-20T12:00:00-03:00',
      items: [
        { valor_unitario_comercial: '3.33', quantidade_comercial: '3.00', valor_bruto: '9.99' },
        { valor_bruto: '49.90' },
      ],
    });
  });

  it('are not given the token on another host than their own', async () => {
    const links = {
      xml: 'https://elsewhere.example/x.xml',
      danfe: null,
      qrCode: null,
      lookup: null,
      cancellationXml: null,
    };
    const ref = { reference: 'x', model: 'NFE', companyId: null } as const;

    expect(await focus(provider.url, provider.token).download(ref, 'XML', links)).toEqual({ kind: 'absent' });
  });
});
