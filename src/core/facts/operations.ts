/** Nothing is pending and nothing runs: changes are not offered. */
export type OperationsFacts = { readonly kind: 'operations' };
