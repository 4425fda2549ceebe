import { validateDetailed } from 'node-cron';
import type { Verdict } from './verdict.ts';

const order = 'minute hour day-of-month month day-of-week';
const fields: Readonly<Record<string, { readonly name: string; readonly range: string }>> = {
  minute: { name: 'minute', range: '0-59' },
  hour: { name: 'hour', range: '0-23' },
  dayOfMonth: { name: 'day of the month', range: '1-31, in a month that has it' },
  month: { name: 'month', range: '1-12 or jan-dec' },
  dayOfWeek: { name: 'day of the week', range: '0-7 or sun-sat' },
};

/** A schedule of five fields as node-cron reads it, with single spaces. */
export function checkCron(written: string): Verdict<string> {
  const expression = written.trim().replace(/\s+/g, ' ');
  const count = expression === '' ? 0 : expression.split(' ').length;
  if (count !== 5) {
    return {
      wrong: `must have five fields (${order}), not ${count === 0 ? 'none' : count}: every five minutes is */5 * * * *`,
    };
  }
  const { valid, errors } = validateDetailed(expression);
  if (valid) return { value: expression };
  const complaints = errors.map(({ field, value }) => {
    const known = fields[field];
    return known
      ? `its ${known.name} \`${value}\` is not in ${known.range}`
      : 'it has signs that mean nothing here';
  });
  return {
    wrong: `is no schedule: ${complaints.join(', and ')}; the five fields are ${order}, and every five minutes is */5 * * * *`,
  };
}
