/** A link to a new password is good for an hour. */
export const RESET_TTL_MS = 3_600_000;

/** So often within an hour is one person written to, whoever asks for it. */
export const MOST_RESETS_AN_HOUR = 5;

export const RESET_JOB = 'identity.send-password-reset';

/** The job's payload: ids alone, never the token. `user_id` is null when nobody has the address. */
export interface SendPasswordResetInput {
  readonly user_id: string | null;
  readonly reset_id: string;
}
