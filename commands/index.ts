import type { Command } from '../src/core/command.ts';
import { status } from './status.ts';

/** The one list of commands. A command is what stands here. */
export const commands: readonly Command[] = [status];
