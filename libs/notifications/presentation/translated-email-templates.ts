import type { Email } from '../core/model/email.js';
import type { MailMessage } from '../core/model/mail-message.js';
import { EmailTemplates } from '../core/notifications.ports.js';
import { emailChangedEmail, passwordResetEmail } from './account-emails.js';
import {
  latePaymentEmail,
  orderEndedEmail,
  orderPlacedEmail,
  orderShippedEmail,
  paymentReceivedEmail,
  paymentRefundedEmail,
} from './order-emails.js';

/** Writes each mail in the language of its reader; its links point at the shop's frontend. */
export class TranslatedEmailTemplates extends EmailTemplates {
  constructor(private readonly frontendUrl: string) {
    super();
  }

  emailOf(message: MailMessage): Email {
    switch (message.kind) {
      case 'ORDER_PLACED':
        return orderPlacedEmail(message.told, this.frontendUrl);
      case 'PAYMENT_RECEIVED':
        return paymentReceivedEmail(message.told, message.amount, this.frontendUrl);
      case 'PAYMENT_REFUNDED':
        return paymentRefundedEmail(message.told, message.inAll, this.frontendUrl);
      case 'PAYMENT_LATE':
        return latePaymentEmail(message.told, message.inAll, this.frontendUrl);
      case 'ORDER_SHIPPED':
        return orderShippedEmail(message.told, message.parcel, this.frontendUrl);
      case 'ORDER_CANCELLED':
        return orderEndedEmail(message.told, 'cancelled', this.frontendUrl);
      case 'ORDER_EXPIRED':
        return orderEndedEmail(message.told, 'expired', this.frontendUrl);
      case 'PASSWORD_RESET':
        return passwordResetEmail(message.reader, message.token, this.frontendUrl);
      case 'EMAIL_CHANGED':
        return emailChangedEmail(message.reader);
    }
  }
}
