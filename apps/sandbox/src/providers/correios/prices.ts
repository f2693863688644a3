import type { Faults } from '../../framework/faults.js';
import { freightOf } from '../../shipping/tariff.js';
import { type Product, PRODUCTS } from './products.js';

/** One line of a price, as texts: so they come in a query and in a batch. */
export interface PriceRequest {
  readonly coProduto: string;
  readonly nuRequisicao: string;
  readonly cepOrigem: string;
  readonly cepDestino: string;
  readonly psObjeto: string;
  readonly tpObjeto: string;
  readonly comprimento: string;
  readonly largura: string;
  readonly altura: string;
  readonly vlDeclarado: string;
  readonly servicosAdicionais: readonly string[];
}

export interface DeadlineRequest {
  readonly coProduto: string;
  readonly nuRequisicao: string;
  readonly cepOrigem: string;
  readonly cepDestino: string;
}

/** What a service costs and how long it takes; a refusal is a text, for the caller to put where it belongs. */
export class Prices {
  constructor(private readonly faults: Faults) {}

  price(request: PriceRequest): object | string {
    const { coProduto, nuRequisicao, cepOrigem, cepDestino, psObjeto } = request;
    const product = this.productOf('price', coProduto);
    if (typeof product === 'string') return `PRC-${product}`;
    if (!isCep(cepOrigem) || !isCep(cepDestino)) return 'PRC-101: CEP de origem ou destino inválido';
    const grams = Number(psObjeto);
    const sides = [request.comprimento, request.largura, request.altura].map(Number);
    const [length = 0, width = 0, height = 0] = sides;
    if (!isWhole(psObjeto) || grams > product.mostGrams) return `PRC-113: Peso inválido para o serviço ${coProduto}`;
    const isBox = request.tpObjeto === '2';
    const fits = sides.every((side) => side <= 100) && length + width + height <= 200;
    if (isBox && (![request.comprimento, request.largura, request.altura].every(isWhole) || !fits)) {
      return 'PRC-114: Dimensões inválidas para o objeto';
    }
    if (!/^[123]$/.test(request.tpObjeto)) return 'PRC-115: Tipo de objeto inválido';
    const declares = request.servicosAdicionais.includes(product.declares);
    const declared = declares ? Math.round(Number(request.vlDeclarado || 0) * 100) : 0;
    const parcel = { from: cepOrigem, to: cepDestino, grams, length, width, height, declared };
    const { cents, insuranceCents, chargedGrams, isCubic } = freightOf(product.tariff, parcel);
    const own = cents - insuranceCents;
    const reference = decimal(own);
    return {
      coProduto,
      nuRequisicao,
      pcBase: decimal(Math.round(own * 0.94)),
      pcBaseGeral: reference,
      peVariacao: '0,0000',
      pcReferencia: reference,
      vlBaseCalculoImposto: decimal(cents),
      inPesoCubico: isCubic ? 'S' : 'N',
      psCobrado: String(chargedGrams),
      servicoAdicional: declares
        ? [{ coServAdicional: product.declares, tpServAdicional: 'V', pcServicoAdicional: decimal(insuranceCents) }]
        : [],
      peAdValorem: '0,0100',
      vlSeguroAutomatico: '25,63',
      qtAdicional: '0',
      pcFaixa: reference,
      pcFaixaVariacao: reference,
      pcProduto: reference,
      pcTotalServicosAdicionais: decimal(insuranceCents),
      pcFinal: decimal(cents),
    };
  }

  /** `now`: of the sandbox's clock. The latest day is so many days of any kind later. */
  deadline({ coProduto, nuRequisicao, cepOrigem, cepDestino }: DeadlineRequest, now: number): object | string {
    const product = this.productOf('deadline', coProduto);
    if (typeof product === 'string') return `PRZ-${product}`;
    if (!isCep(cepOrigem) || !isCep(cepDestino)) return 'PRZ-101: CEP de origem ou destino inválido';
    const parcel = { from: cepOrigem, to: cepDestino, grams: 1, length: 1, width: 1, height: 1, declared: 0 };
    const { days } = freightOf(product.tariff, parcel);
    return {
      coProduto,
      nuRequisicao,
      prazoEntrega: days,
      dataMaxima: `${localTime(now + days * 86_400_000).slice(0, 10)}T23:58:00`,
      entregaDomiciliar: 'S',
      entregaSabado: product.name.startsWith('SEDEX') ? 'S' : 'N',
    };
  }

  /** What is amiss comes without its family: prices and deadlines have their own. */
  private productOf(operation: string, code: string): Product | string {
    const product = PRODUCTS.find((one) => one.code === code);
    if (!product) return `102: Serviço ${code} não existe no contrato`;
    if (this.faults.take(['service-unavailable'], operation, code)) return '121: Serviço indisponível para o trecho';
    return product;
  }
}

/** `1.234,56` */
export const decimal = (cents: number): string =>
  (cents / 100).toLocaleString('pt-BR', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const centsOf = (text: string): number => Number(text.replace(/\D/g, ''));

/** In Brasília, without a zone: `2026-11-20T09:00:00`. */
export const localTime = (time: number): string => new Date(time - 3 * 3_600_000).toISOString().slice(0, 19);

const isCep = (text: string): boolean => /^\d{8}$/.test(text);
const isWhole = (text: string): boolean => /^[1-9]\d*$/.test(text);
