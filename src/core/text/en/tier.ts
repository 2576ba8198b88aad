/** Why a change counts as harmless, as a change, or as destructive. */
export const tier = {
  'tier.moves_leader': 'Leadership goes from {from} to {to}',
  'tier.blocks_one': '{name} does not serve while it is defragmented',
  'tier.blocks_in_turn': '{names} do not serve, one after the other, while each is defragmented',
  'tier.blocks_leader': '{name} leads: no write ends while it is defragmented',
  'tier.membership': 'It changes who belongs to the cluster',
  'tier.compacts': 'Old versions of keys are forgotten for good',
  'tier.disarms': 'An alarm is taken back, and writes are let through again',
  'tier.disarms_corrupt': 'A CORRUPT alarm is taken back: the last sign that data differed',
  'tier.pauses': '{name} has no automatic failover while it is paused',
  'tier.resumes': '{name} gets its automatic failover back',
  'tier.single': 'The cluster has a single voter: every interruption stops it',
  'tier.no_tolerance_now': '{healthy} of {voters} voters are healthy: no failure can be tolerated',
  'tier.no_tolerance': 'After step {number}, {healthy} of {voters} voters are healthy: no failure can be tolerated',
  'tier.few': '{voters, plural, one {# voter is left} other {# voters are left}}: no failure can be tolerated',
} as const;
