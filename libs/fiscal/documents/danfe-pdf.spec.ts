import { describe, expect, it } from '@jest/globals';

import { anOutlet } from '../../outlets/testing/an-outlet.js';
import { type ConsumerDanfe, danfeOf } from '../core/model/danfe.js';
import { NO_LINKS } from '../core/model/authority-state.js';
import { aSale, aSoldLine, anInvoice } from '../testing/a-sale.js';
import { aDocument } from '../testing/fiscal-documents.contract.js';
import { danfePdf } from './danfe-pdf.js';

const KEY = '35261111222333000181650010000000121000000010';
const outlet = anOutlet({ name: 'Café da Praça', currency: 'BRL', address: 'Rua Augusta 1500' });
const invoice = anInvoice(aSale([aSoldLine({ quantity: 2, discount: 70, serviceCharge: 363, tax: 290 })]));
const authorised = aDocument({
  status: 'AUTHORIZED',
  invoice,
  accessKey: KEY,
  series: 1,
  number: 12,
  protocol: '135',
  links: { ...NO_LINKS, qrCode: `https://sefaz.example/qr?p=${KEY}`, lookup: 'https://sefaz.example/consulta' },
});

const textOf = (danfe: ConsumerDanfe | null): string => JSON.stringify(danfe && danfePdf(danfe).content);

describe('what a consumer takes home', () => {
  it('says what was sold, the key, the protocol and the QR code of its authorisation', () => {
    const text = textOf(danfeOf(authorised, outlet));

    for (const part of [
      'Café da Praça',
      'R$ 37,00',
      '-R$ 0,70',
      'R$ 39,93',
      '3526 1111 2223',
      'Protocolo de autorização 135',
      'SEM VALOR FISCAL',
    ])
      expect(text).toContain(part);
    expect(text).toContain(`"qr":"https://sefaz.example/qr?p=${KEY}"`);
    expect(text).not.toContain('CANCELADA');
  });

  it('says that it was cancelled', () => {
    expect(textOf(danfeOf({ ...authorised, status: 'CANCELLED' }, outlet))).toContain('NOTA CANCELADA');
  });

  it('is not made before there is an authorisation, and not of a NF-e, whose provider prints it', () => {
    expect(danfeOf({ ...authorised, accessKey: null }, outlet)).toBeNull();
    expect(danfeOf({ ...authorised, model: 'NFE' }, outlet)).toBeNull();
  });
});
