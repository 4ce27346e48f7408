/** Reads server-sent events from an answer: EventSource itself cannot send a token. */

export type ServerEvent = { name: string; data: string };

/** The server says something at least every 15 s; a connection that is silent for longer is dead. */
const silenceMax = 40_000;

async function readOrGiveUp(reader: ReadableStreamDefaultReader<string>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TypeError("The stream is silent.")), silenceMax);
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    clearTimeout(timer);
  }
}

function parse(block: string): ServerEvent | null {
  const lines = block.split("\n");
  const field = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2)).join("\n");
  return field("event") ? { name: field("event"), data: field("data") } : null;
}

export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const text = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>);
  const reader = text.getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await readOrGiveUp(reader);
      if (done) {
        return;
      }
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop()!;
      for (const event of blocks.map(parse)) {
        if (event) {
          yield event;
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
