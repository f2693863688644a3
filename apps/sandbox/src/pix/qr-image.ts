import QRCode from 'qrcode';

const MARGIN = 4;

export const qrPng = (text: string, size: number): Promise<Buffer> =>
  QRCode.toBuffer(text, { type: 'png', width: size, margin: MARGIN });

export const qrDataUrl = (text: string, size: number): Promise<string> =>
  QRCode.toDataURL(text, { type: 'image/png', width: size, margin: MARGIN });
