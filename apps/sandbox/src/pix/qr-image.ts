import QRCode from 'qrcode';

const MARGIN = 4;

export const qrPng = (text: string, size: number): Promise<Buffer> =>
  QRCode.toBuffer(text, { type: 'png', width: size, margin: MARGIN });

export const qrPngUrl = (text: string, size: number): Promise<string> =>
  QRCode.toDataURL(text, { type: 'image/png', width: size, margin: MARGIN });

/** For pages: quick to draw, and sharp at any size. */
export async function qrSvgUrl(text: string): Promise<string> {
  const svg = await QRCode.toString(text, { type: 'svg', margin: MARGIN });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
