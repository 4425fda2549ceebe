import { createHash } from 'node:crypto';
import { Agent, get, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readDocument, type Told } from './documents.ts';

export interface Answer {
  readonly status: number;
  readonly told: Told;
}

interface Edition {
  readonly etag: string;
  readonly modified: number;
}

const codings = ['identity', 'gzip', 'br'] as const;

/** Fetches, and remembers over all restarts what it was told; whatever contradicts that, or is not whole, is a fault. */
export class Witness {
  readonly faults: string[] = [];
  /** Number of each piece that was ever seen, with its id. */
  readonly ids = new Map<number, string>();
  /** Documents that came whole, of them those answered by 304, and answers that a kill cut off. */
  whole = 0;
  unchanged = 0;
  cut = 0;
  readonly #owners = new Map<string, number>();
  readonly #editions = new Map<string, Edition>();
  readonly #bytes = new Map<string, string>();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  /** What is in a document, asked for as if for the first time. Rejects when nobody answers with it. */
  async read(base: string, topic: string): Promise<Told> {
    const answer = await this.fetch(base, topic, false);
    if (answer?.status !== 200)
      throw new Error(`${topic} was answered by ${answer?.status}: ${this.faults.at(-1)}`);
    return answer.told;
  }

  /** Undefined when the answer was cut off or was a fault, or there was nobody to give one. */
  async fetch(base: string, topic: string, maybeConditional = true): Promise<Answer | undefined> {
    const last = this.#editions.get(topic);
    const turn = this.whole + this.cut;
    const conditional = maybeConditional && last !== undefined && turn % 3 === 0;
    const response = await request(`${base}${topic}`, this.#agent, {
      'Accept-Encoding': codings[turn % codings.length],
      ...(conditional && { 'If-None-Match': last.etag }),
    });
    if (response === 'refused') return undefined;
    if (response === 'cut') {
      this.cut += 1;
      return undefined;
    }
    this.whole += 1;
    try {
      return this.#hear(topic, response);
    } catch (error) {
      this.#fault(topic, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  #hear(topic: string, { message, body }: Received): Answer {
    const status = message.statusCode ?? 0;
    const nothing = { ids: new Map<number, string>(), gone: [] };
    if (status === 304) {
      this.unchanged += 1;
      this.#date(topic, message);
      return { status, told: nothing };
    }
    const length = message.headers['content-length'];
    if (Number(length) !== body.length)
      this.#fault(topic, `${body.length} bytes where ${length} were promised`);
    if (status !== 200) return { status, told: nothing };
    const text = decode(body, message.headers['content-encoding']);
    const told = readDocument(topic, text);
    for (const [number, id] of told.ids) this.#hearId(topic, number, id);
    this.#date(topic, message);
    this.#compareBytes(topic, `${message.headers.etag}`, text);
    return { status, told };
  }

  #hearId(topic: string, number: number, id: string): void {
    const before = this.ids.get(number);
    const owner = this.#owners.get(id);
    if (id === '') this.#fault(topic, `piece ${number} has no id`);
    if (before !== undefined && before !== id)
      this.#fault(topic, `piece ${number} was ${before} and is ${id}`);
    if (owner !== undefined && owner !== number)
      this.#fault(topic, `${id} was piece ${owner} and is ${number}`);
    this.ids.set(number, before ?? id);
    this.#owners.set(id, number);
  }

  /** Other bytes are later by a second at least, or some readers never show them; a date still to come is not told. */
  #date(topic: string, { headers }: IncomingMessage): void {
    const { etag, 'last-modified': written } = headers;
    if (etag === undefined || written === undefined) return;
    const modified = Date.parse(written);
    const before = this.#editions.get(topic);
    if (before !== undefined) {
      const [then, now] = [before.modified, modified].map((at) => new Date(at).toISOString());
      if (modified < before.modified) this.#fault(topic, `its time went back from ${then} to ${now}`);
      if (etag !== before.etag && modified === before.modified)
        this.#fault(topic, `changed, and still of ${now}`);
    }
    this.#editions.set(topic, { etag, modified });
  }

  #compareBytes(topic: string, etag: string, text: string): void {
    const hash = createHash('sha256').update(text).digest('base64');
    const before = this.#bytes.get(`${topic} ${etag}`);
    if (before !== undefined && before !== hash) this.#fault(topic, `has other bytes under the same ${etag}`);
    this.#bytes.set(`${topic} ${etag}`, hash);
  }

  #fault(topic: string, what: string): void {
    this.faults.push(`${topic}: ${what}`);
  }

  /** Ends what is kept open to a process that is no more. */
  forget(): void {
    this.#agent.destroy();
  }
}

interface Received {
  readonly message: IncomingMessage;
  readonly body: Buffer;
}

function request(
  url: string,
  agent: Agent,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<Received | 'cut' | 'refused'> {
  const told = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve) => {
    const asked = get(url, { agent, headers: told }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', () => resolve('cut'));
      message.on('close', () => resolve(message.complete ? { message, body: Buffer.concat(chunks) } : 'cut'));
    });
    asked.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNREFUSED' ? 'refused' : 'cut'),
    );
  });
}

function decode(body: Buffer, coding: string | undefined): string {
  if (coding === 'gzip') return gunzipSync(body).toString('utf8');
  return (coding === 'br' ? brotliDecompressSync(body) : body).toString('utf8');
}
