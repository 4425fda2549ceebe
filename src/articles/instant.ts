/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. A number, so that it compares, sorts and never mutates. */
export type Instant = number;

/** RFC 3339 section 5.6, in UTC, without a fraction: `2025-05-04T07:39:00Z`. */
export function rfc3339(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, -5)}Z`;
}

/** RFC 822 as RSS 2.0 wants it and IMF-fixdate (RFC 9110 section 5.6.7): `Sun, 04 May 2025 07:39:00 GMT`. */
export function imfFixdate(instant: Instant): string {
  return new Date(instant).toUTCString();
}
