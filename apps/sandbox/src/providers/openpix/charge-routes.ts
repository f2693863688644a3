import type { SandboxClock } from '../../framework/clock.js';
import { type Answer, type Call, json, jsonObject, type SlowHandler } from '../../framework/http.js';
import type { Routes } from '../../framework/provider.js';
import type { Charge, Refund } from './charge.js';
import { readChargeRequest, refused } from './charge-request.js';
import type { Charges } from './charges.js';

const NOT_FOUND = 'Cobrança não encontrada';
const LONGEST_COMMENT = 140;

/** `/api/v1/charge`: charges and their refunds. */
export class ChargeRoutes {
  constructor(
    private readonly charges: Charges,
    private readonly clock: SandboxClock,
  ) {}

  addTo(to: Routes, authorised: (handler: SlowHandler) => SlowHandler): void {
    to.post(
      '/api/v1/charge',
      'create',
      authorised((call) => this.create(call)),
    );
    to.get(
      '/api/v1/charge',
      'list',
      authorised((call) => this.list(call)),
    );
    to.get(
      '/api/v1/charge/:id',
      'fetch',
      authorised((call) => json(200, { charge: this.charges.view(this.of(call)) })),
    );
    to.patch(
      '/api/v1/charge/:id',
      'extend',
      authorised((call) => this.extend(call)),
    );
    to.delete(
      '/api/v1/charge/:id',
      'cancel',
      authorised((call) => this.remove(call)),
    );
    to.post(
      '/api/v1/charge/:id/refund',
      'refund',
      authorised((call) => this.refund(call)),
    );
    to.get(
      '/api/v1/charge/:id/refund',
      'refund-list',
      authorised((call) => json(200, { refunds: this.of(call).refunds })),
    );
  }

  private create(call: Call): Answer {
    const request = readChargeRequest(bodyOf(call), this.clock.now());
    const taken = this.charges.all().find((one) => one.request.correlationID === request.correlationID);
    if (taken && (taken.isDeleted || call.query.get('return_existing') !== 'true')) {
      throw refused('Já existe uma cobrança com esse correlationID');
    }
    const charge = taken ?? this.charges.open(request);
    const { correlationID } = charge.request;
    return json(200, { correlationID, brCode: charge.brCode, charge: this.charges.view(charge) });
  }

  private list({ query }: Call): Answer {
    const skip = Number(query.get('skip') ?? 0);
    const limit = Number(query.get('limit') ?? 10);
    const from = Date.parse(query.get('start') ?? '') || -Infinity;
    const until = Date.parse(query.get('end') ?? '') || Infinity;
    const status = query.get('status');
    const found = this.charges
      .all()
      .filter((one) => !one.isDeleted && (status === null || one.status === status))
      .filter(({ createdAt }) => createdAt >= from && createdAt <= until);
    return json(200, {
      charges: found.slice(skip, skip + limit).map((one) => this.charges.view(one)),
      pageInfo: { skip, limit, hasPreviousPage: skip > 0, hasNextPage: found.length > skip + limit },
    });
  }

  private extend(call: Call): Answer {
    const charge = this.of(call);
    const until = Date.parse(String(bodyOf(call)['expiresDate']));
    if (charge.status !== 'ACTIVE') throw refused('A cobrança não está ativa');
    if (!(until > this.clock.now())) throw refused('expiresDate inválida');
    this.charges.extend(charge, until);
    return json(200, { charge: this.charges.view(charge) });
  }

  private remove(call: Call): Answer {
    const charge = this.of(call);
    if (charge.pix) throw refused('Uma cobrança paga não pode ser removida');
    this.charges.remove(charge);
    return json(200, { status: 'OK', id: call.params['id'] });
  }

  /** The refund's own correlationID makes it safe to ask again. */
  private refund(call: Call): Answer {
    const charge = this.of(call);
    const left = this.charges.refundable(charge);
    const { correlationID, value = left, comment = '' } = bodyOf(call);
    if (typeof correlationID !== 'string' || correlationID === '') throw refused('correlationID é obrigatório');
    if (typeof comment !== 'string' || comment.length > LONGEST_COMMENT) throw refused('comment inválido');
    if (!charge.pix) throw refused('A cobrança não foi paga');
    const earlier = this.charges
      .all()
      .flatMap(({ refunds }) => refunds)
      .find((one) => one.correlationID === correlationID);
    if (earlier) {
      const isSame = charge.refunds.includes(earlier) && (bodyOf(call)['value'] ?? earlier.value) === earlier.value;
      if (!isSame) throw refused('Já existe um reembolso com esse correlationID');
      return told(earlier);
    }
    if (!Number.isSafeInteger(value) || Number(value) < 1 || Number(value) > left) {
      throw refused('O valor do reembolso é maior que o disponível');
    }
    return told(this.charges.refund(charge, correlationID, Number(value), comment));
  }

  private of({ params }: Call): Charge {
    const charge = this.charges.find(params['id'] ?? '');
    if (!charge || charge.isDeleted) throw refused(NOT_FOUND);
    return charge;
  }
}

const told = (refund: Refund): Answer => json(200, { refund });

function bodyOf({ body }: Call): Record<string, unknown> {
  const object = jsonObject(body);
  if (!object) throw refused('O corpo não é um JSON válido');
  return object;
}
