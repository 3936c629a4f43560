/** Replies that were made already, by address, as long as nothing changed. */

/** A reply as it is sent. */
interface KeptReply {
  revision: string;
  body: string;
}

export interface ReplyCache {
  get(url: string, revision: string): string | null;
  keep(url: string, reply: KeptReply): void;
}

const MOST_CHARACTERS = 24_000_000;

/** A cache that forgets what was not asked for longest once it holds more than `most` characters. */
export function createReplyCache(most = MOST_CHARACTERS): ReplyCache {
  const kept = new Map<string, KeptReply>();
  let size = 0;

  function forget(url: string): void {
    size -= kept.get(url)?.body.length ?? 0;
    kept.delete(url);
  }

  return {
    get(url, revision) {
      const known = kept.get(url);
      if (known === undefined) return null;
      forget(url);
      if (known.revision !== revision) return null;
      kept.set(url, known);
      size += known.body.length;
      return known.body;
    },
    keep(url, reply) {
      forget(url);
      kept.set(url, reply);
      size += reply.body.length;
      for (const oldest of kept.keys()) {
        if (size <= most) return;
        forget(oldest);
      }
    },
  };
}
