import { Injectable } from '@nestjs/common';

import { outletScope } from '#libs/kernel';
import { OutletPlaces } from '#libs/platform';

import { paymentNotFound } from '../core/model/payments.errors.js';
import { PaymentRepository } from '../core/payments.ports.js';

/** At which outlet a payment is, for whose permission that makes a difference. */
@Injectable()
export class PaymentPlaces {
  constructor(places: OutletPlaces, payments: PaymentRepository) {
    places.register('payment', async (actor, id) => {
      const payment = await payments.find(outletScope(actor), id);
      if (!payment) throw paymentNotFound();
      return payment.view.outletId;
    });
  }
}
