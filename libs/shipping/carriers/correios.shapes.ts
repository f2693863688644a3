import { z } from 'zod';

import { centsOfComma } from './decimals.js';

export const token = z.object({
  token: z.string().min(1),
  expiraEm: z.string().min(1),
  zoneOffset: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/)
    .optional(),
  cartaoPostagem: z.object({ contrato: z.string().optional(), dr: z.number().int().optional() }).optional(),
});

const cents = z.string().transform((amount, context) => {
  const value = centsOfComma(amount);
  if (value !== null && value > 0) return value;
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});
const number = z.union([z.string(), z.number()]).transform(String);
/** An entry of a batch that failed says why, and has no figures. */
const failed = z.object({ nuRequisicao: number, txErro: z.string().min(1) }).transform(() => null);
const batchOf = <T extends z.ZodType>(entry: T) =>
  z
    .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((one) => [one])])
    .pipe(z.array(z.union([failed, entry])));

export const prices = batchOf(z.object({ nuRequisicao: number, pcFinal: cents }));
export const deadlines = batchOf(z.object({ nuRequisicao: number, prazoEntrega: z.number().int().min(0).max(365) }));

const event = z.object({
  codigo: z.string(),
  tipo: z.union([z.string(), z.number()]).transform((tipo) => String(tipo).padStart(2, '0')),
  dtHrCriado: z.string().nullish(),
  descricao: z.string().default(''),
});
export type CorreiosEvent = z.output<typeof event>;

/** An object that they do not know has a `mensagem` in place of its events. */
export const objects = z.object({
  objetos: z.array(z.object({ codObjeto: z.string(), eventos: z.array(event).optional() })),
});

/** `GTW-008` stands for a token of another environment, and for one that has expired. */
export const complaint = z.object({ msgs: z.array(z.string()).optional() });
