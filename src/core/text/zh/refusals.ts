import type { refusals as english } from '../en/refusals.ts';

export const refusals: Readonly<Record<keyof typeof english, string>> = {
  'refusal.queue_unreachable.message': '你的请求没有被接收。',
  'refusal.queue_unreachable.why': '队列（Redis）没有响应，因此联系不到任何 worker。没有执行任何操作。',
  'refusal.queue_unreachable.todo': '请稍后再试。若一直如此，需要检查机器人本身：查看机器人的 /readyz。',
  'refusal.no_worker.message': '还没有 worker 接手 {command}。',
  'refusal.no_worker.why': '它已等待 {waited}。请求已保存，一有 worker 运行就会得到回答。',
  'refusal.no_worker.todo': '请检查 worker 进程是否在运行、能否连接 Redis（查看 worker 的 /readyz）。',
};
