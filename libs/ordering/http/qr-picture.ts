import QRCode from 'qrcode';

/** A QR code as a PNG in a data URL; a BR Code of some 200 characters stays legible on a cheap phone at four pixels a module. */
export const qrPicture = (text: string): Promise<string> =>
  QRCode.toDataURL(text, { errorCorrectionLevel: 'M', margin: 2, scale: 4 });
