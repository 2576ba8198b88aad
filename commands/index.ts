import type { Command } from '../src/core/command.ts';
import { clusters } from './clusters.ts';
import { help } from './help.ts';
import { operations } from './operations.ts';
import { status } from './status.ts';
import { whoami } from './whoami.ts';

/** The one list of commands. A command is what stands here. */
export const commands: readonly Command[] = [status, clusters, whoami, operations, help];
