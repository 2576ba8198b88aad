/** Every refusal: what, why, what to do. */
export const refusals = {
  'refusal.queue_unreachable.message': 'Your request was not taken.',
  'refusal.queue_unreachable.why':
    'The queue (Redis) does not answer, so no worker can be reached. Nothing was started.',
  'refusal.queue_unreachable.todo':
    'Try again in a moment. If it stays like this, the bot itself needs care: look at /readyz of the bot.',
  'refusal.no_worker.message': 'No worker has taken {command} yet.',
  'refusal.no_worker.why':
    'It has been waiting for {waited}. The request is kept and will be answered as soon as a worker runs.',
  'refusal.no_worker.todo': 'Check that a worker process runs and reaches Redis (/readyz of the worker).',
} as const;
