export type Body = Record<string, unknown>;

/** A document as the simulated providers keep it. */
export interface Kept {
  readonly folder: string;
  readonly reference: string;
  readonly body: Body;
  status: 'processing' | 'authorized' | 'rejected' | 'denied' | 'cancelling' | 'cancelled';
  number: number;
  series: number;
  asked: number;
}

export type Answer = readonly [number, Body | Body[] | string];

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const fault = (codigo: string, mensagem: string) => ({ codigo, mensagem });

const keyOf = ({ number }: Kept): string => `3526111122233300018155001${String(number).padStart(9, '0')}1000000010`;

export function focusState(kept: Kept): Body {
  const { folder, reference: ref, status, number, series, body } = kept;
  const base = { cnpj_emitente: body['cnpj_emitente'], ref };
  if (status === 'processing') return { ...base, status: 'processando_autorizacao' };
  if (status === 'rejected') {
    const cpf = textOf(body['cpf_destinatario']);
    return { ...base, status: 'erro_autorizacao', status_sefaz: '591', mensagem_sefaz: `CSOSN indevido para ${cpf}` };
  }
  if (status === 'denied') return { ...base, status: 'denegado', status_sefaz: '302', mensagem_sefaz: 'Uso Denegado' };
  const isCancelled = status === 'cancelled';
  return {
    ...base,
    status: isCancelled ? 'cancelado' : 'autorizado',
    status_sefaz: isCancelled ? '135' : '100',
    mensagem_sefaz: isCancelled ? 'Evento registrado e vinculado a NF-e' : 'Autorizado o uso da NF-e',
    chave_nfe: `NFe${keyOf(kept)}`,
    numero: String(number),
    serie: String(series),
    numero_protocolo: `13526000000${number}`,
    caminho_xml_nota_fiscal: `/arquivos/${ref}-nfe.xml`,
    caminho_danfe: `/arquivos/${ref}${folder === 'nfce' ? '.html' : '.pdf'}`,
    ...(folder === 'nfce' && {
      qrcode_url: `https://sefaz.example/qrcode?p=${keyOf(kept)}`,
      url_consulta_nf: 'https://sefaz.example/consulta',
    }),
    ...(isCancelled && { caminho_xml_cancelamento: `/arquivos/${ref}-can.xml` }),
  };
}

const ENOTAS_STATUS = {
  processing: 'EmProcessoDeAutorizacao',
  authorized: 'Autorizada',
  rejected: 'Negada',
  denied: 'Denegada',
  cancelling: 'SolicitandoCancelamento',
  cancelled: 'Cancelada',
} as const;

export function enotasState(kept: Kept): Body {
  const { reference: id, status, number } = kept;
  const issued = status === 'authorized' || status === 'cancelled' || status === 'cancelling';
  return {
    id,
    tipo: kept.folder.endsWith('nf-e') ? 'NF-e' : 'NFC-e',
    status: ENOTAS_STATUS[status],
    motivoStatus: status === 'rejected' ? 'Rejeicao 591: CSOSN indevido' : null,
    ...(issued && { numero: number, serie: 1, chaveAcesso: keyOf(kept), dataAutorizacao: new Date().toISOString() }),
  };
}

export function fileOf(kept: Kept, ending: string): Answer {
  if (kept.status !== 'authorized' && kept.status !== 'cancelled') return [404, fault('nao_encontrado', 'Arquivo')];
  if (ending === '.pdf') return [200, `%PDF-1.4 ${kept.reference}`];
  if (ending === '.html') return [200, `<!DOCTYPE html><title>${kept.reference}</title>`];
  return [200, `<?xml version="1.0" encoding="UTF-8"?><nfeProc><chave>${keyOf(kept)}</chave></nfeProc>`];
}

const centavos = (value: unknown): number => Math.round(Number(value ?? 0) * 100);
const rows = (value: unknown): Body[] => (Array.isArray(value) ? (value as Body[]) : []);
const sumOf = (items: Body[], field: string): number => items.reduce((sum, item) => sum + centavos(item[field]), 0);

/** What the authority's own arithmetic finds wrong. */
export function focusFaults(folder: string, body: Body): string[] {
  const items = rows(body['items']);
  const [gross, discount] = [sumOf(items, 'valor_bruto'), sumOf(items, 'valor_desconto')];
  const [freight, other] = [sumOf(items, 'valor_frete'), sumOf(items, 'valor_outras_despesas')];
  const total = centavos(body['valor_total']);
  const checks: Record<string, boolean> = {
    items: items.length > 0,
    cnpj_emitente: /^[0-9A-Z]{14}$/.test(String(body['cnpj_emitente'])),
    data_emissao: !Number.isNaN(Date.parse(String(body['data_emissao']))),
    codigo_ncm: items.every((item) => /^\d{8}$/.test(String(item['codigo_ncm']))),
    cfop: items.every((item) => /^\d{4}$/.test(String(item['cfop']))),
    valor_bruto: items.every(
      (item) =>
        centavos(item['valor_bruto']) ===
        centavos(item['valor_unitario_comercial']) * Number(item['quantidade_comercial']),
    ),
    valor_produtos: centavos(body['valor_produtos']) === gross,
    valor_desconto: centavos(body['valor_desconto']) === discount,
    valor_frete: centavos(body['valor_frete']) === freight,
    valor_outras_despesas: centavos(body['valor_outras_despesas']) === other,
    valor_total: total === gross - discount + freight + other,
    formas_pagamento: sumOf(rows(body['formas_pagamento']), 'valor_pagamento') === total,
    cpf_destinatario: folder === 'nfce' || /^\d{11}$/.test(String(body['cpf_destinatario'])),
    cep_destinatario: folder === 'nfce' || /^\d{8}$/.test(String(body['cep_destinatario'])),
  };
  return Object.keys(checks).filter((name) => !checks[name]);
}

export function enotasFaults(body: Body): string[] {
  const items = rows(body['itens']);
  const gross = items.reduce((sum, item) => sum + centavos(item['valorUnitario']) * Number(item['quantidade']), 0);
  const total = gross - sumOf(items, 'descontos') + sumOf(items, 'frete') + sumOf(items, 'outrasDespesas');
  const { pedido } = body as { pedido?: { pagamento?: { formas?: Body[] } } };
  const checks: Record<string, boolean> = {
    itens: items.length > 0,
    ncm: items.every((item) => /^\d{8}$/.test(String(item['ncm']))),
    valorTotal: centavos(body['valorTotal']) === total,
    formas: sumOf(pedido?.pagamento?.formas ?? [], 'valor') === total,
    ambienteEmissao: ['Homologacao', 'Producao'].includes(String(body['ambienteEmissao'])),
  };
  return Object.keys(checks).filter((name) => !checks[name]);
}
