const HOUR_S = 3600;
/** In steps of the first lock: with 20 s the locks are 20 s, 1, 2, 4, 8 and then 15 minutes. */
export const SECOND_LOCK = 3;
export const LONGEST_LOCK = 45;
/** Over every caller: what a PIN of four digits bears within an hour. */
const PIN_TRIES_AN_HOUR = 100;
/** A guess that comes from everywhere gets so many times what one caller gets, before strangers are slowed. */
const EVERYWHERE = 6;

export type SecretKind = 'password' | 'pin';

/** One try at one secret. */
export interface SecretTry {
  readonly kind: SecretKind;
  /** Whose: a user's id, or the digest of a name that nobody has. */
  readonly account: string;
}

/** A count of wrong tries, and what follows from it. Seconds. */
export interface TryCounter {
  readonly key: string;
  /** So many wrong tries are free; with the last of them it locks. */
  readonly free: number;
  /** The first lock of one that grows. */
  readonly step: number;
  /** How long a wrong try is remembered. */
  readonly memory: number;
  /** Each wrong try after the free ones locks it for longer. Otherwise it is locked until its window is over. */
  readonly grows: boolean;
}

export interface TryLimits {
  readonly free: number;
  /** Seconds. */
  readonly window: number;
}

/** The counters of one try. A wrong one counts in `rest` only when it counted in `pair`. */
export interface TryCounters {
  /** This caller at this account: a right try clears it. */
  readonly pair: TryCounter;
  readonly rest: readonly TryCounter[];
}

/**
 * Who may go on guessing. A caller is a signed-in member of staff (`user:<id>`, however many sessions they open) or an address. The lock
 * falls on the caller who guessed; what counts over all callers is the PIN (at most 100 an hour), and a password of an account at
 * which many strangers guess: it slows strangers alone, not `trusted` callers, which are staff and devices where the account is in use.
 */
export function countersOf(of: SecretTry, caller: string, trusted: boolean, limits: TryLimits): TryCounters {
  const { kind, account } = of;
  const memory = Math.max(HOUR_S, 2 * LONGEST_LOCK * limits.window);
  const growing = { step: limits.window, memory, grows: true };
  const pair = { key: `${kind} ${account} ${caller}`, free: limits.free, ...growing };
  const fixed = { step: limits.window, grows: false };
  if (kind === 'pin') {
    return { pair, rest: [{ key: `pin ${account}`, free: PIN_TRIES_AN_HOUR, ...fixed, memory: HOUR_S }] };
  }
  const everyAccount = { key: `password * ${caller}`, free: limits.free, ...fixed, memory: limits.window };
  const everyCaller = { key: `password ${account}`, free: EVERYWHERE * limits.free, ...growing };
  return { pair, rest: trusted ? [everyAccount] : [everyAccount, everyCaller] };
}
