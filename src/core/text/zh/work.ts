import type { work as english } from '../en/work.ts';

export const work: Readonly<Record<keyof typeof english, string>> = {
  'work.asked': '{name} 提问：{command}',
  'refusal.internal_error.message': '机器人内部出错。',
  'refusal.internal_error.why': '这是机器人的故障，与集群无关。日志中的编号是 {request}。',
  'refusal.internal_error.todo': '请再试一次。若再次出错，请在 worker 的日志中查找 {request}。',
  'refusal.newer_request.message': 'worker 无法读取 {command}。',
  'refusal.newer_request.why': 'worker 与机器人的版本不同，例如正在升级。没有执行任何操作。',
  'refusal.newer_request.todo': '请在升级完成后重试。机器人与 worker 必须运行同一版本。',
  'refusal.not_at_worker.message': 'worker 不认识 {name}。',
  'refusal.not_at_worker.why': '它的配置或版本与机器人不同。没有执行任何操作。',
  'refusal.not_at_worker.todo': '请用相同的版本和相同的配置文件启动机器人与 worker。',
};
