import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const mapOf = <S extends z.core.$ZodLooseShape>(shape: S) => z.object(shape).optional().catch(undefined);

/** The file as far as it can be read: rules across settings look at this, so one wrong setting hides no other problem. */
const outlineSchema = z
  .object({
    clusters: z
      .array(
        mapOf({
          name: text,
          /** What is there and is no list is told elsewhere: it is not missing. */
          endpoints: z.array(text).optional().catch([]),
          tls: mapOf({ ca: text, cert: text, key: text }),
          auth: mapOf({ password: text, passwordFile: text, nextPassword: text, nextPasswordFile: text }),
          patroni: mapOf({ username: text, password: text, passwordFile: text }),
          pigsty: mapOf({ home: text, inventory: text }),
          snapshots: mapOf({ directory: z.unknown().optional(), s3: z.unknown().optional() }),
        }),
      )
      .catch([]),
    channels: z
      .array(
        mapOf({
          id: text,
          cluster: text,
          clusters: z.array(text).optional().catch(undefined),
          reports: z.unknown().optional(),
        }),
      )
      .catch([]),
  })
  .catch({ clusters: [], channels: [] });

export type Outline = z.output<typeof outlineSchema>;
export type OutlineCluster = NonNullable<Outline['clusters'][number]>;

export const outlineOf = (raw: unknown): Outline => outlineSchema.parse(raw);
