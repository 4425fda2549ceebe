/** Bytes; no feed that readers took was longer. */
export const largest = 20_000_000;

/** To follow a name. */
export const tooLarge = `is larger than ${largest / 1_000_000} MB, too large for a feed; name one with fewer items`;
