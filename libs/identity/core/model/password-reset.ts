/** A link to a new password is good for an hour. */
export const RESET_TTL_MS = 3_600_000;

/** So often within an hour is one person written to, whoever asks for it. */
export const MOST_RESETS_AN_HOUR = 5;
