import { canary, get, type Row, row, shown } from './row.ts';

/** Addresses of nothing: told to be nothing, and never told back. */
const nowhere: readonly string[] = [
  ...words(String.raw`
  /zqxjk /zqxjk/ /zqxjk.php /wp-login.php?zqxjk /.git/zqxjk /.env?zqxjk /../zqxjk
  /../../../../etc/passwd?zqxjk /a/../zqxjk /./zqxjk /...//zqxjk /..%2fzqxjk /%2e%2e/zqxjk /%2e%2e%2fzqxjk
  /..%5czqxjk /%252e%252e%252fzqxjk /..\..\zqxjk /%5c%5czqxjk /C:\zqxjk /file:///zqxjk //zqxjk//
  /rss.xml%00 /rss.xml%00zqxjk /%00zqxjk /articles/%00zqxjk /rss.xml%2f /%2frss.xml /tags%2fsea/rss.xml
  /rss.xml%5c /rss.xml%20 /%20rss.xml /rss.xml%0a /rss.xml;v=1 /rss.xml. /RSS.XML /Rss.xml /rss.xml/x
  /rss.xml// /rss..xml /rss%2exml%2e /rss.xml~ /rss.xml.bak /%c0%ae%c0%ae/zqxjk /%e0%80%afzqxjk /%ffzqxjk
  /%ed%a0%80zqxjk /%f8%88%80%80%80 /%zqxjk /% /%2 /%zz /%u002e%u002e /rss.xml% /tags/%/rss.xml /%f0%9f%98
  /%80 /%0d%0aSet-Cookie:zqxjk=1 /%0d%0a%0d%0azqxjk /%e5%98%8a%e5%98%8dX-zqxjk:1 /<script>zqxjk</script>
  /"onload=zqxjk /'zqxjk' /%3Cscript%3Ezqxjk%3C/script%3E /{{zqxjk}} /\${jndi:ldap://zqxjk} /<%=zqxjk%>
  /\`zqxjk\` /|zqxjk /$(zqxjk) /__proto__ /constructor /toString /hasOwnProperty /tags/__proto__/rss.xml
  /tags/constructor /sections/__proto__/rss.xml /authors/toString/feed.json /feeds/__proto__/atom.xml
  /tags//rss.xml /tags/zqxjk/rss.xml /sections/zqxjk/atom.xml /authors/zqxjk/feed.json /feeds/zqxjk/rss
  /tags/zqxjk /tags /tags/ /sections /authors /articles /articles/ /articles/zqxjk /tags/*/rss.xml /*
  /tags/sea/rss.xml/rss.xml /tags/../rss.xml /tags/sea/../../rss.xml /./rss.xml
  /tags/sea%2f..%2f..%2frss.xml /articles/../rss.xml //rss.xml /// /tags//sea/rss.xml /%2f%2f /style.css/
  /styles/style.css /style.css/../feed.css /feed.css%00 /styles/zqxjk.css /media /media/ /media/x /media/%00/a.png /archive/1e9/rss.xml /media/../courant.yaml
  /courant.yaml /sea.md /articles/sea.md /package.json /.courant /data /src/main.ts
  /node_modules/express/package.json /server-status /actuator/env /debug/pprof/ /healthz/zqxjk
  /status/zqxjk /metrics.json /STATUS/x /rss.xml/archive/1 /archive/0/rss.xml
  /archive/-1/rss.xml /archive/01/rss.xml /archive/1.0/rss.xml /archive/+1/rss.xml /archive/1e0/rss.xml /archive/0x1/rss.xml
  /archive/%c2%b9/rss.xml /archive/1/ /archive/ /archive/1/rss.xml/1 /archive/__proto__/atom.xml
  `),
  `/media/${'0'.repeat(16)}/${canary}.png`,
  `/media/${'0'.repeat(16)}/`,
  `/media/${'0'.repeat(16)}/../../etc/passwd`,
  `/media/${'0'.repeat(16)}/..%2f..%2fetc%2fpasswd`,
  `/media/${'0'.repeat(16)}/%2fetc%2fpasswd`,
  `/media/${'0'.repeat(16)}/%00`,
  `/media/${'f'.repeat(16)}/sea.md`,
  `/media/__proto__/${canary}.png`,
  `/archive/${'9'.repeat(400)}/feed.json`,
  `/${'a'.repeat(8000)}${canary}`,
  `/${'%41'.repeat(2500)}${canary}`,
  `/${'../'.repeat(2500)}${canary}`,
  `/${'/'.repeat(8000)}${canary}`,
  `/tags/${'%F0%9F%8C%8A'.repeat(600)}/rss.xml`,
  `/${'(a+)+'.repeat(1000)}${canary}`,
];

/** Ways of writing addresses that have something. */
const somewhere: readonly (readonly [target: string, status: number])[] = [
  ['/rss.xml', 200],
  [`/rss.xml?${canary}`, 200],
  [`/rss.xml?${'a=b&'.repeat(3000)}`, 200],
  ['/rss.xml?', 200],
  ['/rss.xml??', 200],
  [`/rss.xml?<script>${canary}</script>`, 200],
  [`/rss.xml?__proto__[x]=${canary}`, 200],
  ['/rss.xml?%', 200],
  ['/rss.xml?%00', 200],
  ['/rss.xml?a=/../../etc/passwd', 200],
  ['/rss.xml?path=http://evil.example/', 200],
  [`/rss.xml#${canary}`, 200],
  ['/rss.xml/', 200],
  ['/rss.xml/?x', 200],
  ['/%72%73%73.xml', 200],
  ['/%72%73%73%2e%78ml', 200],
  ['/tags/%73ea/rss.xml', 200],
  ['/tags/sea/', 200],
  ['/feed', 200],
  ['/feed/', 200],
  ['/index.xml', 200],
  [`/atom?${canary}`, 200],
  [`http://${canary}.example/rss.xml`, 200],
  [`https://${canary}.example:8443/rss.xml?x`, 200],
  [`HTTP://${canary}/rss.xml`, 200],
  [`http://user:pass@${canary}/rss.xml`, 200],
  [`http://${canary}`, 200],
  [`http://${canary}/`, 200],
  [`http://${canary}?x`, 200],
  [`http://${canary}/${canary}`, 404],
  [`http://${canary}/../rss.xml`, 404],
  [`http://${canary}//rss.xml`, 404],
  [`http://${canary}/http://${canary}/rss.xml`, 404],
  ['/media/%/a.png', 400],
  [`/media/${'0'.repeat(16)}/%ff.png`, 400],
  [`ftp://${canary}/rss.xml`, 404],
  [`javascript://${canary}/rss.xml`, 404],
  ['/archive/%31/rss.xml', 200],
  ['/', 200],
  ['/?', 200],
  ['/healthz', 200],
  [`/healthz?${canary}`, 200],
  ['/healthz/', 200],
  ['/readyz', 200],
  [`/status?${canary}`, 200],
  [`/metrics?${canary}`, 200],
  [`/style.css?${canary}`, 200],
  ['/robots.txt', 200],
  ['/favicon.ico', 204],
  [`/articles/sea?${canary}`, 200],
  ['/articles/s%65a/', 200],
];

export const targets: readonly Row[] = [
  ...nowhere.map((target) => row(`GET ${shown(target)}`, get(target), [404])),
  ...somewhere.map(([target, status]) => row(`GET ${shown(target)}`, get(target), [status])),
];

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
