import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The fields of a BR Code by their tags. Throws when a length or the checksum is wrong. */
export function readBrCode(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let at = 0; at < text.length;) {
    const length = Number(text.slice(at + 2, at + 4));
    fields[text.slice(at, at + 2)] = text.slice(at + 4, at + 4 + length);
    at += 4 + length;
  }
  const checksum = text.slice(-4);
  if (fields['63'] !== checksum || checksum !== crcByTable(text.slice(0, -4))) throw new Error('a wrong checksum');
  return fields;
}

/** CRC-16/CCITT-FALSE by a table of nibbles: another way than the one of the sandbox. */
function crcByTable(text: string): string {
  const table = Array.from({ length: 16 }, (_, nibble) =>
    [1, 2, 3, 4].reduce((crc) => (crc & 0x8000 ? (crc * 2) ^ 0x11021 : crc * 2), nibble << 12),
  );
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    for (const nibble of [byte >> 4, byte & 0xf]) {
      crc = ((crc << 4) & 0xffff) ^ (table[(crc >> 12) ^ nibble] ?? 0);
    }
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/** What a phone reads from an image. */
export function qrTextOf(image: Buffer): string {
  const script = join(import.meta.dirname, 'read-qr.mjs');
  return spawnSync(process.execPath, [script], { input: image, encoding: 'utf8' }).stdout;
}
