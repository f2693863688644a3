import type { Locale } from '../core/model/mail-message.js';

interface Said {
  readonly subject: (number: string) => string;
  readonly text: (shop: string) => string;
}

export interface EmailWords {
  readonly greeting: (name: string | null) => string;
  readonly placed: Said;
  readonly paid: Said;
  readonly refunded: Said;
  /** Money came after the order had ended, or twice, and was given back. */
  readonly late: Said;
  readonly shipped: Said;
  readonly cancelled: Said;
  readonly expired: Said;
  /** Of a cancelled order for which money was taken. */
  readonly moneyComesBack: string;
  /** Of an order for which none was. */
  readonly nothingCharged: string;
  readonly order: (number: string) => string;
  readonly subtotal: string;
  readonly discount: string;
  readonly serviceCharge: string;
  readonly tax: string;
  readonly shipping: string;
  readonly rounding: string;
  readonly total: string;
  readonly paidAmount: string;
  readonly refundedInAll: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly seeOrder: string;
  readonly followParcel: string;
  readonly reset: {
    readonly subject: string;
    readonly text: string;
    readonly link: string;
    readonly closing: string;
  };
  readonly emailChanged: {
    readonly subject: string;
    readonly text: string;
    readonly closing: string;
  };
}

const en: EmailWords = {
  greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
  placed: {
    subject: (number) => `We have your order ${number}`,
    text: (shop) => `Thank you for your order at ${shop}.`,
  },
  paid: {
    subject: (number) => `Payment received for order ${number}`,
    text: (shop) => `${shop} has received your payment. Thank you.`,
  },
  late: {
    subject: (number) => `Your payment for order ${number} came too late`,
    text: (shop) =>
      `Your payment arrived when nothing was to be paid for this order any more, so ${shop} has given it back to you. Your bank may need some days until it shows in your account.`,
  },
  refunded: {
    subject: (number) => `Refund for order ${number}`,
    text: (shop) => `${shop} has given money back to you. Your bank may need some days until it shows in your account.`,
  },
  shipped: {
    subject: (number) => `Order ${number} is on its way`,
    text: (shop) => `${shop} has sent your parcel.`,
  },
  cancelled: {
    subject: (number) => `Order ${number} was cancelled`,
    text: (shop) => `Your order at ${shop} was cancelled.`,
  },
  expired: {
    subject: (number) => `Order ${number} was not paid in time`,
    text: (shop) => `Your order at ${shop} ended because no payment came in time. You are welcome to order again.`,
  },
  moneyComesBack: 'What you have paid is given back to you the way you paid.',
  nothingCharged: 'You have not been charged.',
  order: (number) => `Order ${number}`,
  subtotal: 'Subtotal',
  discount: 'Discount',
  serviceCharge: 'Service charge',
  tax: 'Tax',
  shipping: 'Shipping',
  rounding: 'Rounding',
  total: 'Total',
  paidAmount: 'Paid',
  refundedInAll: 'Refunded in all',
  carrier: 'Carrier',
  trackingNumber: 'Tracking number',
  seeOrder: 'See your order',
  followParcel: 'Follow your parcel',
  reset: {
    subject: 'Choose a new password',
    text: 'Somebody, probably you, asked for a new password. Choose it here within one hour.',
    link: 'Choose a new password',
    closing: 'If it was not you, do nothing: your password stays as it is.',
  },
  emailChanged: {
    subject: 'Your account has a new e-mail address',
    text: 'The e-mail address of your account was changed. Messages about it no longer come to this address.',
    closing: 'If it was not you, tell the shop at once: somebody else may be in your account.',
  },
};

const id: EmailWords = {
  greeting: (name) => (name ? `Halo ${name},` : 'Halo,'),
  placed: {
    subject: (number) => `Pesanan ${number} kami terima`,
    text: (shop) => `Terima kasih atas pesanan Anda di ${shop}.`,
  },
  paid: {
    subject: (number) => `Pembayaran pesanan ${number} diterima`,
    text: (shop) => `${shop} telah menerima pembayaran Anda. Terima kasih.`,
  },
  late: {
    subject: (number) => `Pembayaran Anda untuk pesanan ${number} terlambat`,
    text: (shop) =>
      `Pembayaran Anda masuk ketika tidak ada lagi yang harus dibayar untuk pesanan ini, sehingga ${shop} telah mengembalikan dana Anda. Bank mungkin perlu beberapa hari sampai dana terlihat di rekening Anda.`,
  },
  refunded: {
    subject: (number) => `Pengembalian dana pesanan ${number}`,
    text: (shop) =>
      `${shop} telah mengembalikan dana Anda. Bank mungkin perlu beberapa hari sampai dana terlihat di rekening Anda.`,
  },
  shipped: {
    subject: (number) => `Pesanan ${number} sedang dikirim`,
    text: (shop) => `${shop} telah mengirim paket Anda.`,
  },
  cancelled: {
    subject: (number) => `Pesanan ${number} dibatalkan`,
    text: (shop) => `Pesanan Anda di ${shop} dibatalkan.`,
  },
  expired: {
    subject: (number) => `Pesanan ${number} tidak dibayar tepat waktu`,
    text: (shop) =>
      `Pesanan Anda di ${shop} berakhir karena pembayaran tidak kami terima tepat waktu. Silakan memesan kembali.`,
  },
  moneyComesBack: 'Pembayaran Anda dikembalikan melalui cara pembayaran yang Anda pakai.',
  nothingCharged: 'Anda tidak dikenai biaya.',
  order: (number) => `Pesanan ${number}`,
  subtotal: 'Subtotal',
  discount: 'Diskon',
  serviceCharge: 'Biaya layanan',
  tax: 'Pajak',
  shipping: 'Ongkos kirim',
  rounding: 'Pembulatan',
  total: 'Total',
  paidAmount: 'Dibayar',
  refundedInAll: 'Total dikembalikan',
  carrier: 'Kurir',
  trackingNumber: 'Nomor resi',
  seeOrder: 'Lihat pesanan Anda',
  followParcel: 'Lacak paket Anda',
  reset: {
    subject: 'Buat kata sandi baru',
    text: 'Seseorang, mungkin Anda, meminta kata sandi baru. Buat di sini dalam satu jam.',
    link: 'Buat kata sandi baru',
    closing: 'Jika bukan Anda, abaikan saja: kata sandi Anda tidak berubah.',
  },
  emailChanged: {
    subject: 'Alamat email akun Anda berubah',
    text: 'Alamat email akun Anda telah diubah. Pesan tentang akun ini tidak lagi dikirim ke alamat ini.',
    closing: 'Jika bukan Anda, segera beri tahu toko: mungkin orang lain memakai akun Anda.',
  },
};

const ptBR: EmailWords = {
  greeting: (name) => (name ? `Olá, ${name}!` : 'Olá!'),
  placed: {
    subject: (number) => `Recebemos seu pedido ${number}`,
    text: (shop) => `Obrigado pelo seu pedido em ${shop}.`,
  },
  paid: {
    subject: (number) => `Pagamento do pedido ${number} recebido`,
    text: (shop) => `${shop} recebeu seu pagamento. Obrigado.`,
  },
  late: {
    subject: (number) => `Seu pagamento do pedido ${number} chegou tarde demais`,
    text: (shop) =>
      `Seu pagamento chegou quando não havia mais nada a pagar neste pedido, por isso ${shop} devolveu seu dinheiro. Seu banco pode levar alguns dias para mostrá-lo na sua conta.`,
  },
  refunded: {
    subject: (number) => `Reembolso do pedido ${number}`,
    text: (shop) => `${shop} devolveu seu dinheiro. Seu banco pode levar alguns dias para mostrá-lo na sua conta.`,
  },
  shipped: {
    subject: (number) => `Seu pedido ${number} está a caminho`,
    text: (shop) => `${shop} enviou sua encomenda.`,
  },
  cancelled: {
    subject: (number) => `Pedido ${number} cancelado`,
    text: (shop) => `Seu pedido em ${shop} foi cancelado.`,
  },
  expired: {
    subject: (number) => `Pedido ${number} não foi pago a tempo`,
    text: (shop) =>
      `Seu pedido em ${shop} foi encerrado porque o pagamento não chegou a tempo. Fique à vontade para pedir de novo.`,
  },
  moneyComesBack: 'O que você pagou será devolvido pelo mesmo meio de pagamento.',
  nothingCharged: 'Nada foi cobrado.',
  order: (number) => `Pedido ${number}`,
  subtotal: 'Subtotal',
  discount: 'Desconto',
  serviceCharge: 'Taxa de serviço',
  tax: 'Impostos',
  shipping: 'Frete',
  rounding: 'Arredondamento',
  total: 'Total',
  paidAmount: 'Pago',
  refundedInAll: 'Total reembolsado',
  carrier: 'Transportadora',
  trackingNumber: 'Código de rastreamento',
  seeOrder: 'Ver seu pedido',
  followParcel: 'Acompanhar sua encomenda',
  reset: {
    subject: 'Escolha uma nova senha',
    text: 'Alguém, provavelmente você, pediu uma nova senha. Escolha-a aqui em até uma hora.',
    link: 'Escolher uma nova senha',
    closing: 'Se não foi você, não faça nada: sua senha continua a mesma.',
  },
  emailChanged: {
    subject: 'O e-mail da sua conta mudou',
    text: 'O endereço de e-mail da sua conta foi alterado. As mensagens sobre ela não chegam mais a este endereço.',
    closing: 'Se não foi você, avise a loja imediatamente: outra pessoa pode estar na sua conta.',
  },
};

export const EMAIL_WORDS: Readonly<Record<Locale, EmailWords>> = { en, id, 'pt-BR': ptBR };
