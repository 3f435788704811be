/** Those of LIMITS that the audio thread needs too: its bundle is committed, and must not change with every other limit. */
export const GAIN_DB_MIN = -60;
/** Half a second: lips that are further off mend at the guest's own line, not here. */
export const SEAT_DELAY_MS_MAX = 500;
