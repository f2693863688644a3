import Stripe from 'stripe';
import { z } from 'zod';

import { OutboundFailure, type OutboundHttp, type OutboundRequest } from '#libs/platform/outbound';

const PROVIDER = 'stripe';
/** Every answer of Stripe is one of these: a proxy's page, a redirect and half a document are not. */
const answerOf = z.union([z.looseObject({ object: z.string() }), z.looseObject({ error: z.looseObject({}) })]);

/**
 * Takes the calls of Stripe's package along our own road out: the breaker, the deadline, no redirects, a largest answer, the metrics. What
 * fails there is thrown through the package as it is wrapped by it: see {@link outboundCause}.
 */
export class OutboundStripeClient extends Stripe.HttpClient {
  private readonly baseUrl: string;

  constructor(
    private readonly http: OutboundHttp,
    baseUrl: string,
  ) {
    super();
    this.baseUrl = baseUrl.replace(/\/+$/, '');
  }

  override getClientName(): string {
    return 'comanda';
  }

  override makeRequest(
    ...[, , path, method, headers, body]: Parameters<Stripe.HttpClient['makeRequest']>
  ): Promise<JsonResponse> {
    const request: OutboundRequest = {
      provider: PROVIDER,
      method: method as OutboundRequest['method'],
      url: this.baseUrl + path,
      headers: fetchHeaders(headers),
      body: body || undefined,
    };
    return this.http.send(request, (answer) => {
      const read = answerOf.safeParse(answer.json());
      if (!read.success) throw new OutboundFailure(PROVIDER, 'unreadable', true, answer.status);
      return new JsonResponse(answer.status, Object.fromEntries(answer.headers), read.data);
    });
  }
}

/** What went wrong on the road, in what the package made of it. */
export const outboundCause = (error: unknown): unknown =>
  error instanceof Stripe.errors.StripeConnectionError ? error.detail : undefined;

class JsonResponse extends Stripe.HttpClientResponse {
  constructor(
    status: number,
    headers: Record<string, string>,
    private readonly json: object,
  ) {
    super(status, headers);
  }

  /** What the package shows as `lastResponse`. */
  override getRawResponse(): object {
    return { headers: this.getHeaders() };
  }

  override toJSON(): Promise<object> {
    return Promise.resolve(this.json);
  }
}

/** `fetch` counts the body's bytes itself. */
function fetchHeaders(headers: object): Record<string, string> {
  const given = Object.entries(headers as Record<string, unknown>);
  return Object.fromEntries(
    given.flatMap(([name, value]) =>
      value == null || /^content-length$/i.test(name) ? [] : [[name, String(value as string | number)]],
    ),
  );
}
