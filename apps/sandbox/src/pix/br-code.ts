/** What the text of a dynamic PIX code says. */
export interface BrCodeContent {
  /** Where the payer's bank reads the charge, without `https://`; at most 77 characters. */
  readonly location: string;
  readonly cents: number;
  readonly merchant: string;
  readonly city: string;
  readonly txid: string;
}

const LONGEST_LOCATION = 77;
const LONGEST_MERCHANT = 25;
const LONGEST_CITY = 15;

/** The text of a PIX QR code ("copia e cola"): tag, length, value, tag, …, and a checksum over all of it. */
export function brCode({ location, cents, merchant, city, txid }: BrCodeContent): string {
  const account = field('00', 'br.gov.bcb.pix') + field('25', location.slice(0, LONGEST_LOCATION));
  const unsigned =
    field('00', '01') +
    field('01', '12') +
    field('26', account) +
    field('52', '0000') +
    field('53', '986') +
    field('54', (cents / 100).toFixed(2)) +
    field('58', 'BR') +
    field('59', plain(merchant).slice(0, LONGEST_MERCHANT)) +
    field('60', plain(city).slice(0, LONGEST_CITY)) +
    field('62', field('05', txid)) +
    '6304';
  return unsigned + crc16(unsigned);
}

const field = (tag: string, value: string): string => `${tag}${String(value.length).padStart(2, '0')}${value}`;

/** Lengths count characters and readers count bytes: ASCII alone is safe. */
const plain = (text: string): string => text.normalize('NFD').replace(/[^\x20-\x7e]/g, '');

/** CRC-16/CCITT-FALSE as four upper-case hex digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc & 0x8000) !== 0 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
