import type { tier as english } from '../en/tier.ts';

export const tier: Readonly<Record<keyof typeof english, string>> = {
  'tier.moves_leader': 'leader 从 {from} 移交给 {to}',
  'tier.blocks_one': '{name} 在碎片整理期间不提供服务',
  'tier.blocks_in_turn': '{names} 依次做碎片整理，期间各自不提供服务',
  'tier.blocks_leader': '{name} 是 leader：碎片整理期间写入都不会完成',
  'tier.membership': '会改变集群的成员关系',
  'tier.compacts': '键的旧版本将被永久丢弃',
  'tier.disarms': '解除告警，重新放行写入',
  'tier.disarms_corrupt': '解除 CORRUPT 告警：那是数据曾不一致的最后迹象',
  'tier.pauses': '{name} 暂停期间不会自动故障切换',
  'tier.resumes': '{name} 恢复自动故障切换',
  'tier.single': '集群只有一个投票成员：任何中断都会使其停止',
  'tier.no_tolerance_now': '{voters} 个投票成员中 {healthy} 个健康：不能容忍任何故障',
  'tier.no_tolerance': '第 {number} 步之后，{voters} 个投票成员中 {healthy} 个健康：不能容忍任何故障',
  'tier.few': '只剩 {voters, plural, other {# 个投票成员}}：不能容忍任何故障',
};
