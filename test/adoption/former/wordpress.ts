/** What WordPress writes: ids by number, typographic quotes in titles, bodies in CDATA. */
export const wordpress = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>

<channel>
	<title>The Old Paper</title>
	<atom:link href="https://old.example/feed/" rel="self" type="application/rss+xml" />
	<link>https://old.example</link>
	<description>Just another WordPress site</description>
	<lastBuildDate>Sun, 05 May 2024 08:00:00 +0000</lastBuildDate>
	<generator>https://wordpress.org/?v=6.5.2</generator>
	<item>
		<title>It&#8217;s over: the storm &#038; its price</title>
		<link>https://old.example/2024/05/the-storm-is-over/</link>
		<comments>https://old.example/2024/05/the-storm-is-over/#respond</comments>
		<dc:creator><![CDATA[Jane Roe]]></dc:creator>
		<pubDate>Sat, 04 May 2024 10:39:00 +0000</pubDate>
		<category><![CDATA[World]]></category>
		<guid isPermaLink="false">https://old.example/?p=4711</guid>
		<description><![CDATA[<p>Short</p>]]></description>
		<content:encoded><![CDATA[<p>Long &nbsp; body</p>]]></content:encoded>
		<wfw:commentRss>https://old.example/2024/05/the-storm-is-over/feed/</wfw:commentRss>
		<slash:comments>0</slash:comments>
	</item>
	<item>
		<title>Election night</title>
		<link>https://old.example/2024/05/election-night/</link>
		<pubDate>Fri, 03 May 2024 22:00:00 +0000</pubDate>
		<guid isPermaLink="false">https://old.example/?post_type=news&#038;p=4700</guid>
	</item>
	<item>
		<title>Deleted long ago</title>
		<link>https://old.example/2024/05/deleted/</link>
		<pubDate>Thu, 02 May 2024 22:00:00 +0000</pubDate>
		<guid isPermaLink="false">https://old.example/?p=4600</guid>
	</item>
</channel>
</rss>
`;
