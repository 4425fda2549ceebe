/** Names of months and days in English, Turkish, German and Spanish, full and short, as `plainWord` has them. */
const monthNames = [
  'january jan ocak oca januar janner enero ene',
  'february feb subat sub februar febrero',
  'march mar mart marz maerz mrz marzo',
  'april apr nisan nis abril abr',
  'may mayis mai mayo',
  'june jun haziran haz juni junio',
  'july jul temmuz tem juli julio',
  'august aug agustos agu agosto ago',
  'september sep sept eylul eyl septiembre setiembre set',
  'october oct ekim eki oktober okt octubre',
  'november nov kasim kas noviembre',
  'december dec aralik ara dezember dez diciembre dic',
];

const dayNames =
  'monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun ' +
  'pazartesi pzt sali carsamba persembe cuma cumartesi pazar ' +
  'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so ' +
  'lunes lun martes miercoles mie jueves jue viernes vie sabado sab domingo dom';

/** Words that stand between the parts of a date and add nothing to it. */
const fillers = 'at on of the de del um uhr saat a las el am den hrs hours';

const months = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
);
const silent = new Set(`${dayNames} ${fillers}`.split(' '));

/** Lower case without accents, so that `AĞUSTOS`, `Ağustos` and `agustos` are one word. */
export function plainWord(word: string): string {
  return word.replaceAll('İ', 'i').replaceAll('ı', 'i').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

/** 1 to 12, or undefined for a word that names no month. */
export function monthOf(word: string): number | undefined {
  return months.get(plainWord(word));
}

export function isSilent(word: string): boolean {
  return silent.has(plainWord(word));
}
