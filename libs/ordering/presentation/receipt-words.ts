import type { OrderType } from '../core/model/order-status.js';

export const RECEIPT_LANGUAGES = ['en', 'id', 'pt-BR'] as const;
export type ReceiptLanguage = (typeof RECEIPT_LANGUAGES)[number];

export interface ReceiptWords {
  readonly receipt: string;
  readonly bill: string;
  readonly void: string;
  readonly taxNumber: string;
  readonly phone: string;
  readonly order: string;
  readonly date: string;
  readonly paidAt: string;
  readonly table: string;
  readonly servedBy: string;
  readonly cashier: string;
  readonly note: string;
  readonly types: Readonly<Record<OrderType, string>>;
  readonly subtotal: string;
  readonly discount: string;
  readonly coupon: string;
  /** Of what lines have off by themselves. */
  readonly lineDiscounts: string;
  /** On the house. */
  readonly comps: string;
  readonly serviceCharge: string;
  readonly tax: string;
  readonly taxIncluded: string;
  readonly shipping: string;
  readonly rounding: string;
  readonly total: string;
  /** By the method's name on the wire; one that has no word here is shown by that name. */
  readonly methods: Readonly<Record<string, string>>;
  readonly tip: string;
  readonly tendered: string;
  readonly change: string;
  readonly refund: string;
  readonly amountDue: string;
  readonly thanks: string;
}

/** Of the law, not of the reader: in Portuguese whatever the language of the receipt. */
export const NOT_A_FISCAL_DOCUMENT = 'NÃO É DOCUMENTO FISCAL';

/** What tax offices call the number that they know an outlet by, where it has a name of its own. */
export const TAX_NUMBER_NAMES: Readonly<Record<string, string>> = { BR: 'CNPJ', ID: 'NPWP' };

export const RECEIPT_WORDS: Readonly<Record<ReceiptLanguage, ReceiptWords>> = {
  en: {
    receipt: 'RECEIPT',
    bill: 'BILL - NOT PAID',
    void: 'VOIDED',
    taxNumber: 'Tax no.',
    phone: 'Phone',
    order: 'Order',
    date: 'Date',
    paidAt: 'Paid',
    table: 'Table',
    servedBy: 'Served by',
    cashier: 'Cashier',
    note: 'Note',
    types: { DINE_IN: 'Dine in', TAKEAWAY: 'Takeaway', DELIVERY: 'Delivery', ONLINE: 'Online order' },
    subtotal: 'Subtotal',
    discount: 'Discount',
    coupon: 'Coupon',
    lineDiscounts: 'Item discounts',
    comps: 'On the house',
    serviceCharge: 'Service charge',
    tax: 'Tax',
    taxIncluded: 'Tax included',
    shipping: 'Shipping',
    rounding: 'Rounding',
    total: 'TOTAL',
    methods: {
      cash: 'Cash',
      credit_card: 'Card',
      pix: 'Pix',
      midtrans: 'Midtrans',
      card_terminal: 'Card',
      exchange: 'Exchange',
      static_qr: 'QR code',
      bank_transfer: 'Bank transfer',
      voucher: 'Voucher',
      other: 'Other',
    },
    tip: 'Tip',
    tendered: 'Received',
    change: 'Change',
    refund: 'Refund',
    amountDue: 'AMOUNT DUE',
    thanks: 'Thank you, see you again!',
  },
  id: {
    receipt: 'STRUK',
    bill: 'TAGIHAN - BELUM LUNAS',
    void: 'DIBATALKAN',
    taxNumber: 'No. pajak',
    phone: 'Telp.',
    order: 'Pesanan',
    date: 'Tanggal',
    paidAt: 'Dibayar',
    table: 'Meja',
    servedBy: 'Dilayani oleh',
    cashier: 'Kasir',
    note: 'Catatan',
    types: {
      DINE_IN: 'Makan di tempat',
      TAKEAWAY: 'Bawa pulang',
      DELIVERY: 'Pesan antar',
      ONLINE: 'Pesanan online',
    },
    subtotal: 'Subtotal',
    discount: 'Diskon',
    coupon: 'Kupon',
    lineDiscounts: 'Diskon item',
    comps: 'Gratis',
    serviceCharge: 'Biaya layanan',
    tax: 'Pajak',
    taxIncluded: 'Termasuk pajak',
    shipping: 'Ongkos kirim',
    rounding: 'Pembulatan',
    total: 'TOTAL',
    methods: {
      cash: 'Tunai',
      credit_card: 'Kartu',
      pix: 'Pix',
      midtrans: 'Midtrans',
      card_terminal: 'Kartu',
      exchange: 'Tukar barang',
      static_qr: 'Kode QR',
      bank_transfer: 'Transfer bank',
      voucher: 'Voucer',
      other: 'Lainnya',
    },
    tip: 'Uang tip',
    tendered: 'Diterima',
    change: 'Kembali',
    refund: 'Pengembalian dana',
    amountDue: 'SISA TAGIHAN',
    thanks: 'Terima kasih, sampai jumpa lagi!',
  },
  'pt-BR': {
    receipt: 'COMPROVANTE',
    bill: 'CONTA - NÃO PAGA',
    void: 'CANCELADO',
    taxNumber: 'Nº fiscal',
    phone: 'Tel.',
    order: 'Pedido',
    date: 'Data',
    paidAt: 'Pago em',
    table: 'Mesa',
    servedBy: 'Atendido por',
    cashier: 'Caixa',
    note: 'Observação',
    types: { DINE_IN: 'No local', TAKEAWAY: 'Para viagem', DELIVERY: 'Entrega', ONLINE: 'Pedido online' },
    subtotal: 'Subtotal',
    discount: 'Desconto',
    coupon: 'Cupom',
    lineDiscounts: 'Descontos em itens',
    comps: 'Cortesia',
    serviceCharge: 'Taxa de serviço',
    tax: 'Impostos',
    taxIncluded: 'Impostos inclusos',
    shipping: 'Frete',
    rounding: 'Arredondamento',
    total: 'TOTAL',
    methods: {
      cash: 'Dinheiro',
      credit_card: 'Cartão',
      pix: 'Pix',
      midtrans: 'Midtrans',
      card_terminal: 'Cartão',
      exchange: 'Troca',
      static_qr: 'Código QR',
      bank_transfer: 'Transferência bancária',
      voucher: 'Vale',
      other: 'Outro',
    },
    tip: 'Gorjeta',
    tendered: 'Recebido',
    change: 'Troco',
    refund: 'Estorno',
    amountDue: 'A PAGAR',
    thanks: 'Obrigado, volte sempre!',
  },
};

/** The language of an outlet's locale; English where there is no dictionary for it. */
export const receiptLanguage = (locale: string): ReceiptLanguage =>
  RECEIPT_LANGUAGES.find((language) => language === locale) ?? 'en';
