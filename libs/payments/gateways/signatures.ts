import { createHash, createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto';

/** Whether two texts are the same, in a time that says nothing of where they differ. */
export function sameText(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

export const hmacHex = (body: Uint8Array | string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');

export const hmacSha1Base64 = (body: Uint8Array, secret: string): string =>
  createHmac('sha1', secret).update(body).digest('base64');

export const sha512Hex = (text: string): string => createHash('sha512').update(text).digest('hex');

export const sha256Hex = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** RSA-SHA256 (PKCS#1 v1.5) over the bytes. */
export const isSignedBy = (key: KeyObject, body: Uint8Array, signature: string): boolean =>
  verify('RSA-SHA256', body, key, Buffer.from(signature, 'base64'));
