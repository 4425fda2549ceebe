/** What Ghost writes: ids that are numbers of its database. */
export const ghost = `<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title><![CDATA[Ghostly]]></title><description><![CDATA[Thoughts]]></description><link>https://old.example/</link><image><url>https://old.example/favicon.png</url><title>Ghostly</title><link>https://old.example/</link></image><generator>Ghost 5.82</generator><lastBuildDate>Sun, 05 May 2024 09:12:44 GMT</lastBuildDate><atom:link href="https://old.example/rss/" rel="self" type="application/rss+xml"/><ttl>60</ttl><item><title><![CDATA[Why we left]]></title><description><![CDATA[Because]]></description><link>https://old.example/why-we-left/</link><guid isPermaLink="false">6633f0a1e4b0c10001a1b2c3</guid><category><![CDATA[Notes]]></category><dc:creator><![CDATA[Ana Gomes]]></dc:creator><pubDate>Fri, 03 May 2024 07:00:00 GMT</pubDate><media:content url="https://old.example/content/images/a.jpg" medium="image"/><content:encoded><![CDATA[<p>Body</p>]]></content:encoded></item><item><title><![CDATA[Ship it <3]]></title><link>https://old.example/ship-it/</link><guid isPermaLink="false">6633f0a1e4b0c10001a1b2c4</guid><pubDate>Thu, 02 May 2024 07:00:00 GMT</pubDate></item></channel></rss>`;

/** What jekyll-feed writes: ids that are addresses without their extension. */
export const jekyll = `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" ><generator uri="https://jekyllrb.com/" version="4.3.3">Jekyll</generator><link href="https://old.example/blog/feed.xml" rel="self" type="application/atom+xml" /><link href="https://old.example/blog/" rel="alternate" type="text/html" /><updated>2024-05-04T12:00:00+02:00</updated><id>https://old.example/blog/feed.xml</id><title type="html">Jane’s blog</title><entry><title type="html">Caf&amp;eacute; &amp;amp; more</title><link href="https://old.example/blog/2024/05/04/cafe-and-more.html" rel="alternate" type="text/html" title="Café &amp;amp; more" /><published>2024-05-04T12:00:00+02:00</published><updated>2024-05-04T12:00:00+02:00</updated><id>https://old.example/blog/2024/05/04/cafe-and-more</id><content type="html" xml:base="https://old.example/blog/2024/05/04/cafe-and-more.html"><![CDATA[<p>Body</p>]]></content></entry><entry><title type="html">Hello</title><link href="https://old.example/blog/2024/05/01/hello.html" rel="alternate" type="text/html" title="Hello" /><published>2024-05-01T12:00:00+02:00</published><updated>2024-05-01T12:00:00+02:00</updated><id>https://old.example/blog/2024/05/01/hello</id></entry></feed>`;

/** What Hugo writes: guids that are addresses, and do not say so. */
export const hugo = `<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>Posts on Old</title>
    <link>https://old.example/posts/</link>
    <description>Recent content in Posts on Old</description>
    <generator>Hugo -- 0.125.4</generator>
    <language>en-us</language>
    <atom:link href="https://old.example/posts/index.xml" rel="self" type="application/rss+xml" />
    <item>
      <title>Çay saati</title>
      <link>https://old.example/posts/%C3%A7ay-saati/</link>
      <pubDate>Sat, 04 May 2024 12:00:00 +0300</pubDate>
      <guid>https://old.example/posts/%C3%A7ay-saati/</guid>
      <description>Body</description>
    </item>
    <item>
      <title>Renamed since</title>
      <link>https://old.example/posts/first-name/</link>
      <pubDate>Fri, 03 May 2024 12:00:00 +0300</pubDate>
      <guid>https://old.example/posts/first-name/</guid>
    </item>
  </channel>
</rss>
`;

export const jsonFeed = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Micro',
  home_page_url: 'https://old.example/',
  feed_url: 'https://old.example/feed.json',
  items: [
    {
      id: 'https://old.example/2024/05/04/094500.html',
      url: 'https://old.example/2024/05/04/094500.html',
      title: 'A day out',
      content_html: '<p>x</p>',
      date_published: '2024-05-04T09:45:00+02:00',
    },
    {
      id: 20240503,
      url: 'https://old.example/2024/05/03/rain.html',
      title: 'Rain',
      content_text: 'x',
      date_published: '2024-05-03T09:45:00+02:00',
    },
  ],
});
