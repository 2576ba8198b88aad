/** The configuration of the playground: what a small real one looks like, for the stand-in's people and channels. */
export const playgroundConfig = (endpoints: readonly string[]): string => `
language: en
clusters:
  - name: playground
    environment: production
    endpoints: ${JSON.stringify(endpoints)}
    patroni: { namespace: /pg }
channels:
  - id: C0PRODETCD
    cluster: playground
    reports: { schedule: "0 9 * * *", timezone: UTC }
    alerts: true
  - id: C0STAGING
    cluster: playground
    language: zh
access:
  viewers: { channels: true }
  operators: { users: [U0ALICE] }
  approvers: { users: [U0BOB, U0CAROL] }
  breakGlass: { users: [U0ALICE] }
approvals:
  production: { required: 1, expires: 30m }
  destructive: { required: 2, typed: true }
`;
