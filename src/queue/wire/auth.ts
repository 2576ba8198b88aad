import { z } from 'zod';
import { type AuthChange, accesses } from '../../core/auth.ts';
import type { AuthReliance } from '../../core/plan.ts';
import type { Same } from './same.ts';

const keys = z.discriminatedUnion('span', [
  z.object({ span: z.enum(['key', 'prefix', 'from']), key: z.string() }).readonly(),
  z.object({ span: z.literal('range'), key: z.string(), end: z.string() }).readonly(),
]);

const password = z.discriminatedUnion('from', [
  z.object({ from: z.literal('generated') }).readonly(),
  z.object({ from: z.literal('typed'), sealed: z.string() }).readonly(),
  z.object({ from: z.enum(['configured', 'next']) }).readonly(),
]);

const user = z.string();
const role = z.string();

const change = z.discriminatedUnion('change', [
  z.object({ change: z.enum(['enable', 'disable']) }).readonly(),
  z.object({ change: z.literal('add-user'), user, password: password.nullable() }).readonly(),
  z.object({ change: z.literal('set-password'), user, password }).readonly(),
  z.object({ change: z.literal('delete-user'), user }).readonly(),
  z.object({ change: z.enum(['grant-role', 'revoke-role']), user, role }).readonly(),
  z.object({ change: z.enum(['add-role', 'delete-role']), role }).readonly(),
  z.object({ change: z.literal('grant-permission'), role, access: z.enum(accesses), keys }).readonly(),
  z.object({ change: z.literal('revoke-permission'), role, keys }).readonly(),
]);
true satisfies Same<z.infer<typeof change>, AuthChange>;

const reliance = z
  .object({
    enabled: z.boolean(),
    login: z.string().nullable(),
    users: z
      .array(z.object({ name: z.string(), roles: z.array(z.string()).readonly().nullable() }).readonly())
      .readonly(),
    roles: z
      .array(z.object({ name: z.string(), permissions: z.array(z.string()).readonly().nullable() }).readonly())
      .readonly(),
  })
  .readonly();
true satisfies Same<z.infer<typeof reliance>, AuthReliance>;

export const authChangeSchema: z.ZodType<AuthChange> = change;
export const authRelianceSchema: z.ZodType<AuthReliance> = reliance;
