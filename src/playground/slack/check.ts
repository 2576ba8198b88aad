import { type Fields, isFields } from './fields.ts';

/** One fault of a payload: what, in Slack's words, and where as a JSON pointer. */
export interface BlockFault {
  readonly message: string;
  readonly pointer: string;
}

/** Judges a value that stands at a pointer. */
export type Check = (value: unknown, at: string) => readonly BlockFault[];

const none: readonly BlockFault[] = [];

export const fault = (pointer: string, message: string): readonly BlockFault[] => [{ message, pointer }];

export const anything: Check = () => none;

/** A string of `min` to `max` characters. */
export const text =
  (max: number, min = 1): Check =>
  (value, at) => {
    if (typeof value !== 'string') return fault(at, 'must provide a string');
    if (value.length < min) return fault(at, `must be more than ${min - 1} characters`);
    return value.length > max ? fault(at, `must be less than ${max + 1} characters`) : none;
  };

export const flag: Check = (value, at) => (typeof value === 'boolean' ? none : fault(at, 'must provide a boolean'));

export const wholeNumber =
  (min: number, max: number): Check =>
  (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? none
      : fault(at, `must provide an integer between ${min} and ${max}`);

export const finiteNumber: Check = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? none : fault(at, 'must provide a number');

export const anyOf =
  (...values: readonly string[]): Check =>
  (value, at) =>
    typeof value === 'string' && values.includes(value) ? none : fault(at, 'must be a valid enum value');

export const list =
  (item: Check, max: number, min = 1): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return fault(at, 'must provide an array');
    if (value.length > max) return fault(at, `no more than ${max} items allowed`);
    if (value.length < min) return fault(at, `no fewer than ${min} items allowed`);
    return value.flatMap((each: unknown, index) => item(each, `${at}/${index}`));
  };

type Shape = Readonly<Record<string, Check>>;

/** An object with these fields and no others. `type` is left to the caller's choice of shape. */
export const object =
  (required: Shape, optional: Shape = {}): Check =>
  (value, at) => {
    if (!isFields(value)) return fault(at, 'must provide an object');
    return [
      ...missing(value, required, at),
      ...unknown(value, required, optional, at),
      ...inner(value, { ...required, ...optional }, at),
    ];
  };

const missing = (value: Fields, required: Shape, at: string): readonly BlockFault[] =>
  Object.keys(required)
    .filter(key => value[key] === undefined || value[key] === null)
    .flatMap(key => fault(at, `missing required field: ${key}`));

const unknown = (value: Fields, required: Shape, optional: Shape, at: string): readonly BlockFault[] =>
  Object.keys(value)
    .filter(key => key !== 'type' && !Object.hasOwn(required, key) && !Object.hasOwn(optional, key))
    .flatMap(key => fault(at, `invalid additional property: ${key}`));

const inner = (value: Fields, shape: Shape, at: string): readonly BlockFault[] =>
  Object.entries(shape).flatMap(([key, check]) => {
    const field = value[key];
    return field === undefined || field === null ? none : check(field, `${at}/${key}`);
  });

/** Chooses the check by the object's `type`. The record is asked late, so that rules may contain each other. */
export const byType =
  (checks: () => Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    if (!isFields(value)) return fault(at, 'must provide an object');
    const type = value.type;
    if (type === undefined) return fault(at, 'missing required field: type');
    const known = checks();
    const check = typeof type === 'string' && Object.hasOwn(known, type) ? known[type] : undefined;
    return check ? check(value, at) : fault(`${at}/type`, `unsupported type: ${String(type)}`);
  };

export const all =
  (...checks: readonly Check[]): Check =>
  (value, at) =>
    checks.flatMap(check => check(value, at));

/** At least one of the fields is present. */
export const someOf =
  (...keys: readonly string[]): Check =>
  (value, at) =>
    isFields(value) && keys.some(key => value[key] !== undefined)
      ? none
      : fault(at, `missing required field: ${keys[0] ?? ''}`);

/** An object of one named `type`. */
export const typed = (type: string, check: Check): Check => byType(() => ({ [type]: check }));
