/** When changes may be made. */
export const maintenance = {
  'guard.maintenance.title': 'A maintenance window is open',
  'guard.maintenance.none': 'none is configured for this cluster',
  'guard.maintenance.open': 'it is',
  'guard.maintenance.emergency': 'none is, and this is an emergency',
  'guard.maintenance.closed': 'none is; the next one opens at {next}',
  'guard.maintenance.resumes': 'none is, and this only gives PostgreSQL its failover back',
  'guard.maintenance.never': 'none is, and none will open',
} as const;
