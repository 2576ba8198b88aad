import { describe, expect, it } from 'vitest';
import { publishing } from '../../src/flow/publish.ts';
import { silent } from '../queue/silence.ts';
import { aDirectory, NOW } from './a-conversation.ts';

const ofS1 = { members: ['U2'], asOf: NOW - 1_000 };

function aBoard() {
  const published: unknown[] = [];
  const board = {
    publishPerson: async (standing: object) => void published.push(standing),
    publishGroup: async (group: string, members: readonly string[], asOf: number) =>
      void published.push({ group, members, asOf }),
  };
  return { board, published };
}

describe('a directory that publishes', () => {
  it('tells the workers who somebody is and who is in a group, with the age', async () => {
    const { board, published } = aBoard();
    const directory = publishing(aDirectory(), board, silent);
    const standing = await directory.standing('U1', 'T1');
    expect(await directory.groupMembers('S1')).toEqual(ofS1);
    expect(published, 'as old as what Slack said').toEqual([standing, { group: 'S1', ...ofS1 }]);
  });

  it('publishes nothing that Slack did not tell', async () => {
    const { board, published } = aBoard();
    const directory = publishing(aDirectory(), board, silent);
    expect(await directory.groupMembers('S9')).toBeNull();
    await expect(directory.standing('U_SILENT', 'T1')).rejects.toThrow();
    expect(published).toEqual([]);
  });

  it('knows people though nothing can be published', async () => {
    const fails = async () => {
      throw new Error('Redis does not answer');
    };
    const directory = publishing(aDirectory(), { publishPerson: fails, publishGroup: fails }, silent);
    expect(await directory.standing('U1', 'T1')).toMatchObject({ kind: 'member' });
    expect(await directory.groupMembers('S1')).toEqual(ofS1);
  });
});
