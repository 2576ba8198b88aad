import type { AuthChange, AuthRole, AuthUser } from '../core/auth.ts';
import { accessOf, permTypeOf, rangeOf, spanOf } from './auth-keys.ts';
import type { CallContext, Unary } from './channel.ts';
import { Auth } from './gen/etcd_pb.ts';

/** Logins as one member tells and changes them. All but `authStatus` go through etcd's log, so what they tell is current. */
export type AuthCalls = {
  readonly users: (context: CallContext) => Promise<readonly string[]>;
  readonly user: (name: string, context: CallContext) => Promise<AuthUser>;
  readonly roles: (context: CallContext) => Promise<readonly string[]>;
  readonly role: (name: string, context: CallContext) => Promise<AuthRole>;
  /** `password` for a user that is added with one, or whose password is set; null for everything else. */
  readonly change: (change: AuthChange, password: string | null, context: CallContext) => Promise<void>;
};

export const authCalls = (unary: Unary<CallContext>): AuthCalls => ({
  users: async context => (await unary(Auth.method.userList, {}, context)).users,
  user: async (name, context) => ({ name, roles: (await unary(Auth.method.userGet, { name }, context)).roles }),
  roles: async context => (await unary(Auth.method.roleList, {}, context)).roles,
  role: async (name, context) => {
    const { perm } = await unary(Auth.method.roleGet, { role: name }, context);
    return { name, permissions: perm.map(each => ({ access: accessOf(each), keys: spanOf(each) })) };
  },
  change: async (change, password, context) => {
    await send(unary, change, password, context);
  },
});

function send(
  unary: Unary<CallContext>,
  change: AuthChange,
  password: string | null,
  context: CallContext,
): Promise<unknown> {
  const { method } = Auth;
  switch (change.change) {
    case 'enable':
      return unary(method.authEnable, {}, context);
    case 'disable':
      return unary(method.authDisable, {}, context);
    case 'add-user': {
      const options = { noPassword: password === null };
      return unary(method.userAdd, { name: change.user, password: password ?? '', options }, context);
    }
    case 'set-password':
      return unary(method.userChangePassword, { name: change.user, password: password ?? '' }, context);
    case 'delete-user':
      return unary(method.userDelete, { name: change.user }, context);
    case 'grant-role':
      return unary(method.userGrantRole, { user: change.user, role: change.role }, context);
    case 'revoke-role':
      return unary(method.userRevokeRole, { name: change.user, role: change.role }, context);
    case 'add-role':
      return unary(method.roleAdd, { name: change.role }, context);
    case 'delete-role':
      return unary(method.roleDelete, { role: change.role }, context);
    case 'grant-permission': {
      const perm = { permType: permTypeOf(change.access), ...rangeOf(change.keys) };
      return unary(method.roleGrantPermission, { name: change.role, perm }, context);
    }
    case 'revoke-permission':
      return unary(method.roleRevokePermission, { role: change.role, ...rangeOf(change.keys) }, context);
  }
}
