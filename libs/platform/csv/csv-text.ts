/** What Windows-1252 has at 0x80 to 0x9f; Node's own decoder leaves them as control characters in some versions. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const LOOKED_AT = 1_000;

/**
 * The text of a file that says nothing of its encoding: UTF-8 and UTF-16 by their marks, UTF-16 without one by its zeros, UTF-8 when every
 * byte fits it, and otherwise Windows-1252, which is what Excel saves as "CSV" in Brazil. The mark is no part of the text.
 */
export function textOfFile(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (hasZerosAt(bytes, 1)) return new TextDecoder('utf-16le').decode(bytes);
  if (hasZerosAt(bytes, 0)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}

const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char);

/** Half of the bytes of a European text in UTF-16 are zero, all at even or all at odd places. */
function hasZerosAt(bytes: Uint8Array, place: 0 | 1): boolean {
  const start = bytes.subarray(0, LOOKED_AT);
  const zeros = start.filter((byte, index) => byte === 0 && index % 2 === place).length;
  return zeros * 4 > start.length && start.every((byte, index) => byte !== 0 || index % 2 === place);
}
