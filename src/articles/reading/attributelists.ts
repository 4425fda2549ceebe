import type { MarkedExtension, Token } from 'marked';

const attribute = String.raw`(?:[#.][\w:-]{1,100}|[\w-]{1,50}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[\w-]{1,100}))`;
const list = String.raw`[ \t]*(?:toc|${attribute}(?:[ \t]+${attribute}){0,10})[ \t]*`;
const anywhere = new RegExp(String.raw`^\{:${list}\}`);
const atTheEnd = new RegExp(String.raw`[ \t]*\{:?${list}\}[ \t]*$`);

/** UTF-16 units of text without any other sign of Markdown. */
const near = 1000;

/**
 * What names and styles an element and is no text of the article: `{: .note}` and `{:target="_blank"}` of kramdown,
 * anywhere outside code, and `## Heading {#id}` of Hugo, Zola and kramdown.
 */
export const attributeLists: MarkedExtension = {
  extensions: [
    {
      name: 'attributeList',
      level: 'inline',
      // The lexer asks at every piece of a paragraph, which may be as long as the text.
      start: (src) => src.slice(0, near).indexOf('{:'),
      tokenizer(src) {
        const raw = anywhere.exec(src)?.[0];
        return raw === undefined ? undefined : { type: 'attributeList', raw };
      },
      renderer: () => '',
    },
  ],
  walkTokens: (token: Token) => {
    if (token.type !== 'heading') return;
    const last: Token | undefined = token.tokens?.at(-1);
    if (last?.type === 'text') last.text = last.text.replace(atTheEnd, '');
  },
};
