import { describe, expect, it } from '@jest/globals';

import { brCode, crc16 } from './br-code.js';

describe('the text of a PIX code', () => {
  it('has the check value that the algorithm is known by', () => {
    expect(crc16('123456789')).toBe('29B1');
  });

  it('is the one that the fact sheet works out for a dynamic charge', () => {
    const text = brCode({
      location: 'pix.example.com/qr/v2/9d36b84fc70b478fb95c12729b90ca25',
      cents: 2590,
      merchant: 'LOJA TESTE',
      city: 'SAO PAULO',
      txid: '***',
    });

    expect(text).toBe(
      '00020101021226760014br.gov.bcb.pix2554pix.example.com/qr/v2/9d36b84fc70b478fb95c12729b90ca25520400005303986540525.905802BR5910LOJA TESTE6009SAO PAULO62070503***6304D90B',
    );
  });

  it("has the checksums of the central bank's own example and of a static code", () => {
    const samples = [
      '00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D',
      '00020126400014br.gov.bcb.pix0118chave@loja.example520400005303986540510.005802BR5910LOJA TESTE6009SAO PAULO62140510PEDIDO0001630493A4',
    ];

    for (const sample of samples) expect(crc16(sample.slice(0, -4))).toBe(sample.slice(-4));
  });

  it('has no accent and nothing longer than banks take', () => {
    const text = brCode({
      location: 'a.example/1',
      cents: 1,
      merchant: 'Café São João da Esquina do Centro',
      city: 'São José do Rio Preto',
      txid: '***',
    });

    expect(text).toContain('5925Cafe Sao Joao da Esquina ');
    expect(text).toContain('6015Sao Jose do Rio');
    expect(text).toContain('54040.01');
  });
});
