/** Thrown when the queue did not take a job in time. */
export class QueueUnreachable extends Error {
  override readonly name = 'QueueUnreachable';
}

/** Settles as `work` does, or rejects after `ms`: while Redis is away, BullMQ may wait for ever. @throws QueueUnreachable */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new QueueUnreachable(`no answer from Redis within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof QueueUnreachable) throw error;
    throw new QueueUnreachable(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
