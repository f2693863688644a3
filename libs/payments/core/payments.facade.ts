import { Injectable } from '@nestjs/common';

import type { Actor, MinorUnits } from '#libs/kernel';

import type { GatewayEvent, Payer, RawWebhook, WebhookReading } from './model/charge.js';
import type { Payable, WantedReturn } from './model/payable.js';
import type { PaymentView } from './model/payment.js';
import { methodUnavailable } from './model/payments.errors.js';
import type { Tender, TenderWish } from './model/tender.js';
import { assertTendered, type Tendered } from './model/tendered.js';
import {
  type CashToTake,
  type EventOutcome,
  type Exchanged,
  type GoodsToExchange,
  type OfferedMethod,
  type OpenedPayment,
  PaymentsApi,
  type PaymentToReserve,
  type TenderToTake,
  type TipToPayOut,
} from './payments.api.js';
import { PaymentGateways } from './payments.ports.js';
import { assertTip, type TipGiven } from './model/tip.js';
import { BillPayments } from './services/bill-payments.js';
import { BillReturns } from './services/bill-returns.js';
import { TillPayments } from './services/till-payments.js';
import { ApplyGatewayEvent } from './use-cases/apply-gateway-event.js';
import { ClosePayments } from './use-cases/close-payments.js';
import { OpenPayment } from './use-cases/open-payment.js';
import { ReservePayment } from './use-cases/reserve-payment.js';

/** Answers neighbours: whoever owns a bill, and whoever keeps gateways' webhooks. */
@Injectable()
export class PaymentsFacade extends PaymentsApi {
  constructor(
    private readonly gateways: PaymentGateways,
    private readonly billPayments: BillPayments,
    private readonly till: TillPayments,
    private readonly reservePayment: ReservePayment,
    private readonly openPayment: OpenPayment,
    private readonly closePayments: ClosePayments,
    private readonly applyGatewayEvent: ApplyGatewayEvent,
    private readonly returns: BillReturns,
  ) {
    super();
  }

  async ofPayable(outletId: string, payableId: string): Promise<PaymentView[]> {
    return (await this.billPayments.all(outletId, payableId)).map(({ view }) => view);
  }

  takeCash(input: CashToTake): Promise<PaymentView> {
    return this.till.takeCash(input);
  }

  tenderFor(outletId: string, wish: TenderWish): Promise<Tender> {
    return this.till.tenderFor(outletId, wish);
  }

  tendersOf(outletId: string): Promise<Tender[]> {
    return this.till.tendersOf(outletId);
  }

  takeTender(input: TenderToTake): Promise<PaymentView> {
    return this.till.takeTender(input);
  }

  assertTendered(cash: Tendered): void {
    assertTendered(cash);
  }

  offered(methods: readonly string[], currency: string): OfferedMethod[] {
    return methods.flatMap((method) => {
      const gateway = this.gateways.forMethod(method);
      if (!gateway?.currencies.includes(currency)) return [];
      return [{ method, gateway: gateway.name, publishableKey: gateway.publishableKey }];
    });
  }

  assertServed(method: string, currency: string): void {
    if (!this.gateways.forMethod(method)?.currencies.includes(currency)) throw methodUnavailable(method, currency);
  }

  reserve(input: PaymentToReserve): Promise<string> {
    return this.reservePayment.execute(input);
  }

  open(payment: { paymentId: string; outletId: string; payer: Payer | null }): Promise<OpenedPayment> {
    return this.openPayment.execute(payment);
  }

  show({ paymentId, outletId }: { paymentId: string; outletId: string }): Promise<OpenedPayment> {
    return this.billPayments.show(outletId, paymentId);
  }

  makeRoom({ outletId, id }: Payable, room: MinorUnits, taken: MinorUnits): Promise<void> {
    return this.billPayments.makeRoomFor(outletId, id, { room, taken });
  }

  payOutTip(input: TipToPayOut): Promise<void> {
    return this.till.payOutTip(input);
  }

  assertNoTip({ tip = 0, keepsChange = false }: TipGiven & { readonly keepsChange?: boolean }): void {
    assertTip(0, { tip: keepsChange ? Math.max(tip, 1) : tip });
  }

  worthOf(payable: Pick<Payable, 'id' | 'outletId'>, pieces: readonly WantedReturn[]): Promise<MinorUnits> {
    return this.returns.worthOf(payable, pieces);
  }

  exchange(goods: GoodsToExchange): Promise<Exchanged> {
    return this.returns.exchange(goods);
  }

  async countLive({ outletId, id }: Payable): Promise<number> {
    return (await this.billPayments.live(outletId, id)).length;
  }

  closeAll(outletId: string, payableId: string): Promise<void> {
    return this.closePayments.execute({ outletId, payableId });
  }

  refundAll(input: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits> {
    return this.returns.refundAll(input);
  }

  forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<void> {
    return this.billPayments.forgetCustomers(payables);
  }

  readWebhook(gateway: string, webhook: RawWebhook): WebhookReading | null {
    return this.gateways.named(gateway)?.readWebhook(webhook) ?? null;
  }

  applyEvent(gateway: string, event: GatewayEvent, turn: number): Promise<EventOutcome> {
    return this.applyGatewayEvent.execute({ gateway, event, turn });
  }
}
