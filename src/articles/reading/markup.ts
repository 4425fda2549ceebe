const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What no feed can carry (XML 1.0 section 2.2; Unicode 23.7), as in `cleanText`. */
const forbidden = /(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}]/gu;
/** Whether any of that can be there, or anything to escape: quick, since it is asked of every stretch of text. */
const dubious = /[&<>\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;

/** Text that HTML and XML parsers read back as it is, but for characters that XML has no place for: those are left out. */
export function escapeText(text: string): string {
  if (!dubious.test(text)) return text;
  return xmlSafe(text).replace(/[&<>]/g, (sign) => special[sign] ?? sign);
}

/** The same, for between the double quotes of an attribute. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}

/** Without what XML cannot hold; lone surrogates become U+FFFD, every line end `\n`. */
function xmlSafe(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(forbidden, '');
}
