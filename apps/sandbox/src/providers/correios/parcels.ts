import { NoSuchItem, NotPossible } from '../../framework/provider.js';
import type { SandboxClock } from '../../framework/clock.js';
import { isTrackingCode } from '../../shipping/tracking-code.js';
import { localTime } from './prices.js';

export interface ParcelEvent {
  readonly codigo: string;
  readonly tipo: string;
  readonly descricao: string;
  readonly detalhe?: string;
  readonly at: number;
}

export interface Parcel {
  readonly code: string;
  readonly postedAt: number;
  /** The newest first. */
  events: ParcelEvent[];
}

const EXPECTED_AFTER_MS = 5 * 86_400_000;

/** What can become of a posted object: its code, type and words in the postal books. */
export const STEPS = {
  post: { codigo: 'PO', tipo: '01', descricao: 'Objeto postado' },
  transit: { codigo: 'RO', tipo: '01', descricao: 'Objeto em trânsito - por favor aguarde' },
  out: { codigo: 'OEC', tipo: '01', descricao: 'Objeto saiu para entrega ao destinatário' },
  await: { codigo: 'LDI', tipo: '01', descricao: 'Objeto aguardando retirada no endereço indicado' },
  absent: { codigo: 'BDE', tipo: '20', descricao: 'Objeto não entregue - carteiro não atendido' },
  return: { codigo: 'BDE', tipo: '23', descricao: 'Objeto em devolução ao remetente' },
  deliver: { codigo: 'BDE', tipo: '01', descricao: 'Objeto entregue ao destinatário' },
} as const;
export type Step = keyof typeof STEPS;

/** Parcels by the number on their label, and where each has been. */
export class Parcels {
  private parcels = new Map<string, Parcel>();

  constructor(private readonly clock: SandboxClock) {}

  all(): Parcel[] {
    return [...this.parcels.values()];
  }

  find(code: string): Parcel | undefined {
    return this.parcels.get(code);
  }

  /** Anything with a good number may be posted; the rest needs a parcel. Throws `NoSuchItem`, `NotPossible`. */
  move(code: string, step: Step): void {
    const parcel = this.parcels.get(code) ?? (step === 'post' ? this.add(code) : undefined);
    if (!parcel) throw new NoSuchItem(code);
    const [newest] = parcel.events;
    if (step === 'post' && newest) throw new NotPossible('it is posted');
    if (newest?.descricao === STEPS.deliver.descricao) throw new NotPossible('it is delivered');
    parcel.events = [{ ...STEPS[step], at: this.clock.now() }, ...parcel.events];
  }

  reset(): void {
    this.parcels = new Map();
  }

  private add(code: string): Parcel {
    if (!isTrackingCode(code)) throw new NotPossible('that is no number of a parcel');
    const parcel: Parcel = { code, postedAt: this.clock.now(), events: [] };
    this.parcels.set(code, parcel);
    return parcel;
  }
}

const UNIT = { tipo: 'Unidade de Distribuição', endereco: { cidade: 'SAO PAULO', uf: 'SP' } };

/** As `srorastro` tells it; `which`: `T` all events, `P` the first, `U` the last. */
export function trackingOf({ code, postedAt, events }: Parcel, which: string) {
  const first = events.at(-1);
  const [last] = events;
  const told = which === 'T' ? events : [which === 'P' ? first : last];
  return {
    codObjeto: code,
    tipoPostal: { sigla: code.slice(0, 2), descricao: 'ENCOMENDA SEDEX', categoria: 'SEDEX' },
    dtPrevista: localTime(postedAt + EXPECTED_AFTER_MS),
    modalidade: 'F',
    peso: 0.6,
    formato: 'Pacote',
    eventos: told.flatMap((event) => (event ? [eventOf(event)] : [])),
  };
}

const eventOf = ({ codigo, tipo, descricao, at }: ParcelEvent) => ({
  codigo,
  tipo,
  dtHrCriado: localTime(at),
  descricao,
  unidade: UNIT,
  ...(codigo === 'RO' ? { unidadeDestino: { ...UNIT, endereco: { cidade: 'RIO DE JANEIRO', uf: 'RJ' } } } : {}),
});
