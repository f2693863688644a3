import { type OutboundAnswer, OutboundFailure, OutboundHttp } from '#libs/platform/outbound';

import { brasiliaTime, CarrierRefusal, shaped } from './exchange.js';
import { token as tokenShape } from './correios.shapes.js';

const PATIENCE_MS = 3_000;
/** A token is changed before it can expire on its way. */
const EARLY_MS = 10 * 60_000;

export interface CorreiosCredentials {
  readonly baseUrl: string;
  /** The id of "Meu Correios". */
  readonly user: string;
  /** The access code of the CWS portal. */
  readonly accessCode: string;
  /** The number of the "cartão de postagem". */
  readonly card: string;
}

export interface CorreiosToken {
  readonly token: string;
  readonly expiresAt: Date;
  /** The contract whose prices hold. */
  readonly contract: { readonly nuContrato: string; readonly nuDR: number } | null;
}

/** The token that user, access code and card are exchanged for: kept until shortly before it expires, and fetched by one caller for all. */
export class CorreiosTokens {
  private current?: Promise<CorreiosToken>;
  private expiresAt = 0;

  constructor(
    private readonly http: OutboundHttp,
    private readonly credentials: CorreiosCredentials,
  ) {}

  get(): Promise<CorreiosToken> {
    if (this.current && Date.now() < this.expiresAt) return this.current;
    this.expiresAt = Number.POSITIVE_INFINITY;
    const fetched = this.fetch().then(
      (token) => {
        this.expiresAt = token.expiresAt.getTime() - EARLY_MS;
        return token;
      },
      (error: unknown) => {
        this.current = undefined;
        throw error;
      },
    );
    return (this.current = fetched);
  }

  /** They do not take this one any more. Does nothing when another has been fetched since. */
  async drop(refused: CorreiosToken): Promise<void> {
    const { current } = this;
    if (current && (await current.catch(() => null)) === refused && this.current === current) this.current = undefined;
  }

  private fetch(): Promise<CorreiosToken> {
    const { baseUrl, user, accessCode, card } = this.credentials;
    return this.http.send(
      {
        provider: 'correios',
        method: 'POST',
        url: `${baseUrl}/token/v1/autentica/cartaopostagem`,
        headers: {
          Authorization: `Basic ${Buffer.from(`${user}:${accessCode}`).toString('base64')}`,
          Accept: 'application/json',
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ numero: card }),
        timeoutMs: PATIENCE_MS,
      },
      readToken,
    );
  }
}

function readToken(answer: OutboundAnswer): CorreiosToken {
  if (answer.status >= 400) throw new CarrierRefusal('correios', answer.status);
  const { token, expiraEm, zoneOffset = '-03:00', cartaoPostagem } = shaped('correios', answer, tokenShape);
  const expiresAt = brasiliaTime(`${expiraEm}${zoneOffset}`);
  if (!expiresAt) throw new OutboundFailure('correios', 'unreadable', true, answer.status);
  const { contrato, dr } = cartaoPostagem ?? {};
  const contract = contrato !== undefined && dr !== undefined ? { nuContrato: contrato, nuDR: dr } : null;
  return { token, expiresAt, contract };
}
