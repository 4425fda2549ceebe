import { expect, test } from 'vitest';
import { checkCron } from '../../src/settings/cron.ts';

test.each([
  ['*/5 * * * *', '*/5 * * * *'],
  ['  0  9\t* * mon-fri ', '0 9 * * mon-fri'],
  ['0 0 L * *', '0 0 L * *'],
])('"%s" is a schedule', (written, value) => {
  expect(checkCron(written)).toEqual({ value });
});

test.each([
  ['minute', '61 * * * *', 'its minute `61` is not in 0-59;'],
  ['minute of no step', '*/0 * * * *', 'its minute `*/0` is not in 0-59;'],
  ['hour', '* 24 * * *', 'its hour `24` is not in 0-23;'],
  ['day of the month', '* * 32 * *', 'its day of the month `32` is not in 1-31, in a month that has it;'],
  [
    'day that a month lacks',
    '0 0 31 2 *',
    'its day of the month `31` is not in 1-31, in a month that has it;',
  ],
  ['month', '* * * foo *', 'its month `foo` is not in 1-12 or jan-dec;'],
  ['day of the week', '* * * * 8', 'its day of the week `8` is not in 0-7 or sun-sat;'],
  ['hour and month at once', '* 25 * 13 *', 'its hour `25` is not in 0-23, and its month `13` is not in'],
])('a bad %s is named', (_title, written, wrong) => {
  expect(checkCron(written)).toEqual({ wrong: expect.stringContaining(`is no schedule: ${wrong}`) });
  expect(checkCron(written)).toEqual({ wrong: expect.stringContaining('every five minutes is */5 * * * *') });
});

test.each([
  ['none', ' '],
  ['1', '@daily'],
  ['4', '* * * *'],
  ['6', '0 */5 * * * *'],
])('%s fields are not five', (count, written) => {
  const wrong = `must have five fields (minute hour day-of-month month day-of-week), not ${count}: every five minutes is */5 * * * *`;
  expect(checkCron(written)).toEqual({ wrong });
});
