/** What the tax authority says with each of its codes. */
const REASONS: Readonly<Record<string, string>> = {
  '100': 'Autorizado o uso da NF-e',
  '102': 'Inutilização de número homologado',
  '135': 'Evento registrado e vinculado a NF-e',
  '208': 'Rejeição: CNPJ do destinatário inválido',
  '237': 'Rejeição: CPF do destinatário inválido',
  '256': 'Rejeição: Uma NF-e da faixa já está inutilizada na Base de Dados da SEFAZ',
  '301': 'Uso Denegado: Irregularidade fiscal do emitente',
  '373': 'Rejeição: Descrição do primeiro item diferente da exigida em homologação',
  '501': 'Rejeição: Pedido de Cancelamento intempestivo',
  '539': 'Rejeição: Duplicidade de NF-e, com diferença na Chave de Acesso',
  '564': 'Rejeição: Total do Produto / Serviço difere do somatório dos itens',
  '591': 'Rejeição: Informado CSOSN para emissor que não é do Simples Nacional',
  '598': 'Rejeição: NF-e emitida em homologação com Razão Social do destinatário diferente da exigida',
  '610': 'Rejeição: Total da NF difere do somatório dos valores que o compõem',
  '629': 'Rejeição: Valor do Produto difere do produto Valor Unitário e Quantidade',
  '703': 'Rejeição: Data-Hora de Emissão posterior ao horário de recebimento',
  '704': 'Rejeição: NFC-e com Data-Hora de Emissão atrasada',
  '732': 'Rejeição: CFOP de operação interestadual e idDest diferente de 2',
  '733': 'Rejeição: CFOP de operação interna e idDest diferente de 1',
  '772': 'Rejeição: Operação interestadual e UF de destino igual à UF do emitente',
  '773': 'Rejeição: Operação interna e UF de destino diferente da UF do emitente',
  '865': 'Rejeição: Total dos pagamentos menor que o total da nota',
  '866': 'Rejeição: Ausência de troco quando o total dos pagamentos é maior que o total da nota',
};

export const reasonOf = (code: string): string => REASONS[code] ?? `Rejeição: código ${code}`;

export const HOMOLOGATION_RECIPIENT = 'NF-E EMITIDA EM AMBIENTE DE HOMOLOGACAO - SEM VALOR FISCAL';
export const HOMOLOGATION_ITEM = 'NOTA FISCAL EMITIDA EM AMBIENTE DE HOMOLOGACAO - SEM VALOR FISCAL';
