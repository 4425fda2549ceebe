/** Everyone may read everything (RFC 9309), and finds it all in the sitemaps. Without a line end. */
export function robotsText(siteUrl: string): string {
  const sitemaps = ['/sitemap.xml', '/news-sitemap.xml'].map((path) => `Sitemap: ${siteUrl}${path}`);
  return ['User-agent: *', 'Disallow:', '', ...sitemaps].join('\n');
}
