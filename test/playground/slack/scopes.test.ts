import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { manifestScopes } from '../../../src/playground/slack/server.ts';

const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

it('grants the bot what the manifest asks for, and nothing more', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../manifest.yaml'), 'utf8');
  expect([...manifestScopes].sort()).toEqual([...manifest.parse(parse(text)).oauth_config.scopes.bot].sort());
});
