import { ApiProperty } from '@nestjs/swagger';

import type { ErrorKind } from '#libs/kernel';

import { type Language, languageOf } from './language.js';

/** One fault of a request, for a form to show beside its field. */
export class ProblemFault {
  /** JSON pointer to the field, as in `/items/0/quantity`. */
  @ApiProperty({ example: '/items/0/quantity' })
  pointer!: string;
  /** Stable word for the broken rule. */
  @ApiProperty({ example: 'IS_INT' })
  code!: string;
  @ApiProperty({ example: 'quantity must be an integer number' })
  message!: string;
}

/** RFC 9457 problem document: the body of every error. Some carry more members, such as the current state of what was asked for. */
export class Problem {
  @ApiProperty({ example: 'urn:comanda:problem:insufficient_stock' })
  type!: string;
  /** The kind of problem in the reader's language. */
  @ApiProperty({ example: 'Conflict with the current state' })
  title!: string;
  @ApiProperty({ example: 409 })
  status!: number;
  /** What is wrong and what to do about it. */
  @ApiProperty({ example: 'Only 2 of Es Kopi Susu left.' })
  detail!: string;
  /** Stable word to program against. */
  @ApiProperty({ example: 'INSUFFICIENT_STOCK' })
  code!: string;
  @ApiProperty({ example: '6f6f7f0e-3f44-4f44-9f43-0f7f7f9f7f0e' })
  request_id!: string;
  /** Every fault of a request that failed validation. */
  @ApiProperty({ type: [ProblemFault], required: false })
  errors?: ProblemFault[];
}

export const STATUS_OF: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rule_broken: 422,
  rate_limited: 429,
  unavailable: 503,
};

const TITLES: Readonly<Record<Language, Readonly<Record<number, string>>>> = {
  en: {
    400: 'The request is malformed',
    401: 'You are not logged in',
    403: 'You may not do this',
    404: 'Not found',
    405: 'This method is not allowed here',
    406: 'This format is not offered',
    408: 'The request took too long',
    409: 'Conflict with the current state',
    412: 'Changed by somebody else meanwhile',
    413: 'The body is too large',
    415: 'This media type is not supported',
    422: 'Against a rule',
    429: 'Too many requests',
    431: 'The headers are too large',
    500: 'Something went wrong on our side',
    503: 'A service is away for a moment',
  },
  id: {
    400: 'Permintaan tidak benar',
    401: 'Anda belum masuk',
    403: 'Anda tidak boleh melakukan ini',
    404: 'Tidak ditemukan',
    405: 'Metode ini tidak diizinkan di sini',
    406: 'Format ini tidak tersedia',
    408: 'Permintaan terlalu lama',
    409: 'Bertentangan dengan keadaan sekarang',
    412: 'Sudah diubah orang lain',
    413: 'Isi permintaan terlalu besar',
    415: 'Jenis media ini tidak didukung',
    422: 'Melanggar aturan',
    429: 'Terlalu banyak permintaan',
    431: 'Header terlalu besar',
    500: 'Terjadi kesalahan di pihak kami',
    503: 'Layanan sedang tidak tersedia',
  },
  'pt-BR': {
    400: 'A requisição está malformada',
    401: 'Você não entrou no sistema',
    403: 'Você não pode fazer isto',
    404: 'Não encontrado',
    405: 'Este método não é permitido aqui',
    406: 'Este formato não é oferecido',
    408: 'A requisição demorou demais',
    409: 'Conflito com o estado atual',
    412: 'Alterado por outra pessoa',
    413: 'O corpo é grande demais',
    415: 'Este tipo de mídia não é aceito',
    422: 'Contra uma regra',
    429: 'Requisições demais',
    431: 'Os cabeçalhos são grandes demais',
    500: 'Algo deu errado do nosso lado',
    503: 'Um serviço está fora do ar por um momento',
  },
};

export const titleOf = (status: number, acceptLanguage: string | undefined): string =>
  TITLES[languageOf(acceptLanguage)][status] ?? TITLES.en[status] ?? 'Error';
