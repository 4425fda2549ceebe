/** Minutes ahead of UTC of `Z`, `+03:00`, `+0300`, `+3`; NaN when out of range (RFC 3339 section 5.6: hours to 23). */
export function offsetMinutes(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  const [hours, minutes] = [Number(match?.[2] ?? Number.NaN), Number(match?.[3] ?? 0)];
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (match?.[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
