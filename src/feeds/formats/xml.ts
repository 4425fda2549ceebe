/** Text between tags. Carriage returns as references: a parser would make line feeds of bare ones (XML 1.0, 2.11). */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (sign) => references[sign] ?? sign);
}

/** Text between double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (sign) => references[sign] ?? sign);
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with attributes (undefined ones left out) and either text or elements already written. */
export function element(name: string, attributes: Attributes, content?: string | readonly string[]): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) tag += ` ${key}="${escapeAttribute(String(value))}"`;
  }
  if (content === undefined) return `${tag}/>`;
  return `${tag}>${typeof content === 'string' ? escapeText(content) : content.join('')}</${name}>`;
}
