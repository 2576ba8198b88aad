import { describe, expect, it } from 'vitest';
import { checkPlan, refusedBy } from '../../../src/core/check.ts';
import type { Snapshot } from '../../../src/core/cluster.ts';
import { linesByHand } from '../../../src/core/pigsty/by-hand.ts';
import { isAboutPostgres } from '../../../src/core/plan.ts';
import { isRefusal } from '../../../src/core/refusal.ts';
import { tierOf } from '../../../src/core/tier.ts';
import { aCluster } from '../../a-cluster.ts';
import { aMoment, plan } from '../../an-operation.ts';
import {
  aPigsty,
  aPostgres,
  patroniOnly,
  safeguarded,
  withFourth,
  withPigsty,
  withPostgres,
} from '../../core/pigsty/a-pigsty.ts';
import { inShort } from '../../outline.ts';

const planned = (line: string, snapshot: Snapshot) => {
  const made = plan(line, snapshot);
  if (isRefusal(made)) throw new Error(`${line}: ${made.refused}`);
  return made;
};
const outline = (line: string, snapshot: Snapshot): readonly string[] => planned(line, snapshot).steps.map(inShort);
const refusalOf = (line: string, snapshot: Snapshot): string => {
  const made = plan(line, snapshot);
  return isRefusal(made) ? made.refused : 'planned';
};
const refusing = (line: string, snapshot: Snapshot): readonly string[] => {
  const made = planned(line, snapshot);
  const around = { now: aMoment, phase: 'planning', freeze: null, busyWith: null, progress: new Map() } as const;
  return refusedBy(checkPlan({ plan: made, snapshot, around })).map(({ guard }) => guard);
};
const RESTART = '-t etcd_launch -f 1';
const REFERENCES = [
  'run-playbook etcd.yml -l etcd -t etcd_config -f 1',
  'run-playbook pgsql.yml -l pg-orders,pg-audit -t pg_conf,patroni_reload -f 10 -e patroni_reload=true',
  'run-playbook pgsql.yml -l pg-orders -t pg_vip -f 1',
];

describe('playbook restart', () => {
  it('goes member by member, looks in between, and takes the leader last', () => {
    expect(outline('playbook restart', withPigsty(aCluster()))).toEqual([
      'await-health',
      `run-playbook etcd.yml -l 10.0.0.2 ${RESTART}`,
      'await-health',
      `run-playbook etcd.yml -l 10.0.0.3 ${RESTART}`,
      'await-health',
      'move-leader etcd-1 etcd-2',
      `run-playbook etcd.yml -l 10.0.0.1 ${RESTART}`,
      'verify healthy',
    ]);
    expect(refusing('playbook restart', withPigsty(aCluster()))).toEqual([]);
  });

  it('begins with who is down', () => {
    const snapshot = withPigsty(aCluster().dead('etcd-3'));
    expect(outline('playbook restart', snapshot).slice(0, 3)).toEqual([
      'await-health without a3',
      `run-playbook etcd.yml -l 10.0.0.3 ${RESTART}`,
      'await-health',
    ]);
    expect(refusing('playbook restart', snapshot)).toEqual([]);
  });

  it('restarts one, by name', () => {
    expect(outline('playbook restart --member etcd-2', withPigsty(aCluster()))).toEqual([
      'await-health',
      `run-playbook etcd.yml -l 10.0.0.2 ${RESTART}`,
      'verify healthy',
    ]);
  });

  it('restarts the one that is down, and it alone', () => {
    const snapshot = withPigsty(aCluster().dead('etcd-3'));
    expect(refusing('playbook restart --member etcd-3', snapshot)).toEqual([]);
    expect(refusing('playbook restart --member etcd-2', snapshot)).toContain('reachable');
  });

  it('needs every member in the inventory', () => {
    expect(refusalOf('playbook restart', withPigsty(aCluster().withMembers(4)))).toBe('member_without_host');
  });
});

describe('playbook add', () => {
  const four = withPigsty(aCluster(), aPigsty([withFourth]));

  it('adds a learner, runs the playbook, waits, promotes, and refreshes every reference', () => {
    expect(outline('playbook add 10.0.0.4', four)).toEqual([
      'await-health',
      'add-learner etcd-4 http://10.0.0.4:2380',
      'run-playbook etcd.yml -l 10.0.0.4 -f 1 -e etcd_init=existing',
      'await-in-sync etcd-4',
      'promote etcd-4',
      ...REFERENCES,
      'verify voters etcd-1 etcd-2 etcd-3 etcd-4',
    ]);
    expect(refusing('playbook add 10.0.0.4', four)).toEqual([]);
  });

  it('goes on with the learner that an earlier try has left', () => {
    const left = withPigsty(aCluster().withMembers(4).learner('etcd-4').unstarted('etcd-4'), aPigsty([withFourth]));
    expect(outline('playbook add 10.0.0.4', left).slice(0, 2)).toEqual([
      'await-health',
      'run-playbook etcd.yml -l 10.0.0.4 -f 1 -e etcd_init=existing',
    ]);
  });

  it.each([
    ['playbook add 10.0.0.9', 'host_unknown'],
    ['playbook add 10.0.0.2', 'already_member'],
  ])('%s is refused: %s', (line, code) => expect(refusalOf(line, four)).toBe(code));
});

describe('playbook remove', () => {
  const five = () => withPigsty(aCluster().withMembers(4), aPigsty([withFourth]));

  it('hands leadership on, runs the playbook, waits for the inventory, and refreshes every reference', () => {
    const snapshot = withPigsty(aCluster().withMembers(4).leader('etcd-4'), aPigsty([withFourth]));
    expect(outline('playbook remove 10.0.0.4', snapshot)).toEqual([
      'move-leader etcd-4 etcd-1',
      'run-playbook etcd-rm.yml -l 10.0.0.4 -f 1',
      'await-health without a4',
      'await-inventory 10.0.0.4',
      ...REFERENCES,
      'verify voters etcd-1 etcd-2 etcd-3 without etcd-4',
    ]);
    expect(refusing('playbook remove 10.0.0.4', snapshot)).toEqual([]);
  });

  it('writes it into the line when the safeguard is put aside', () => {
    const snapshot = withPigsty(aCluster().withMembers(4), aPigsty([withFourth, safeguarded]));
    expect(refusing('playbook remove 10.0.0.4', snapshot)).toEqual(['playbook_safeguard']);
    expect(refusing('playbook remove 10.0.0.4 --override-safeguard', snapshot)).toEqual([]);
    expect(outline('playbook remove 10.0.0.4 --override-safeguard', snapshot)).toContain(
      'run-playbook etcd-rm.yml -l 10.0.0.4 -f 1 -e etcd_safeguard=false',
    );
  });

  it('says how to go on without the host of a member that does not answer', () => {
    const noted = (world: ReturnType<typeof aCluster>) =>
      JSON.stringify(planned('playbook remove 10.0.0.4', withPigsty(world, aPigsty([withFourth]))).notes);
    expect(noted(aCluster().withMembers(4).dead('etcd-4'))).toContain('/etcd member remove etcd-4');
    expect(noted(aCluster().withMembers(4))).not.toContain('member remove');
  });

  it('is refused while the rest has no quorum to spare', () => {
    expect(refusing('playbook remove 10.0.0.3', withPigsty(aCluster().dead('etcd-2')))).toContain('quorum');
  });

  it.each([
    ['playbook remove', 'remove_whom'],
    ['playbook remove 10.0.0.4 --all', 'remove_whom'],
    ['playbook remove 10.0.0.9', 'host_unknown'],
  ])('%s is refused: %s', (line, code) => expect(refusalOf(line, five())).toBe(code));

  it('has nothing to do for a host that is no member', () => {
    expect(refusalOf('playbook remove 10.0.0.4', withPigsty(aCluster(), aPigsty([withFourth])))).toBe('not_a_member');
  });

  it('ends a whole cluster only when asked for by --all, as what destroys most, with PostgreSQL paused', () => {
    const snapshot = withPigsty(aCluster(), aPigsty(), {
      ...withPostgres(aPostgres('pg-orders')),
      space: { ok: true, value: patroniOnly },
    });
    const made = planned('playbook remove --all', snapshot);
    expect(made.steps.map(inShort)).toEqual(['pause-postgres', 'run-playbook etcd-rm.yml -l etcd -f 10']);
    expect(tierOf(made, snapshot).tier).toBe(3);
    expect(refusing('playbook remove --all', snapshot)).toEqual([]);
  });
});

describe('playbook reset', () => {
  const whole = (pigsty = aPigsty()) =>
    withPigsty(aCluster(), pigsty, {
      ...withPostgres(aPostgres('pg-orders'), aPostgres('pg-audit', true)),
      space: { ok: true, value: patroniOnly },
    });

  it('pauses who is not paused, deletes, begins anew, makes users again, and resumes', () => {
    const made = planned('playbook reset', whole());
    expect(made.steps.map(inShort)).toEqual([
      'pause-postgres',
      'run-playbook etcd-rm.yml -l etcd -f 10',
      'run-playbook etcd.yml -l etcd -f 10 -e etcd_init=new',
      'run-playbook pgsql.yml -l pg-orders,pg-audit -t pg_etcd -f 10',
      'verify healthy',
      'resume-postgres',
    ]);
    expect(tierOf(made, whole()).tier).toBe(3);
    expect(refusing('playbook reset', whole())).toEqual([]);
  });

  it.each(['playbook reset', 'playbook reset --pause-postgres', 'playbook remove --all'])(
    '%s leaves a standby cluster unpaused, and says why',
    line => {
      const far = aPostgres('pg-far');
      const { config } = far;
      if (config.state !== 'read') throw new Error('no configuration');
      const standby = { ...far, config: { ...config, value: { ...config.value, standbyCluster: true } } };
      const snapshot = withPigsty(aCluster(), aPigsty(), {
        ...withPostgres(standby),
        space: { ok: true, value: patroniOnly },
      });
      const made = planned(line, snapshot);
      expect(made.steps.map(inShort).filter(step => step.endsWith('-postgres'))).toEqual([]);
      expect(JSON.stringify(made.notes)).toContain('pause.note.standby');
      expect(refusing(line, snapshot)).toEqual([]);
    },
  );
});

describe('without a quorum', () => {
  const patroniLost = { postgres: { ok: false, fault: { code: 'no_quorum', detail: '' } } } as const;
  const known = { space: { ok: true, value: { ...patroniOnly, current: false } } } as const;
  const lost = (down: (who: string) => ReturnType<typeof aCluster>) => {
    down('etcd-2');
    return withPigsty(down('etcd-3').withoutQuorum(), aPigsty(), { ...patroniLost, ...known });
  };
  const dead = () => lost(aCluster().dead);
  const silent = () => lost(aCluster().hanging);

  it('playbook restart starts those that are down, and waits for the others as soon as there is one', () => {
    expect(outline('playbook restart', dead())).toEqual([
      `run-playbook etcd.yml -l 10.0.0.2 ${RESTART}`,
      'await-health without a3',
      `run-playbook etcd.yml -l 10.0.0.3 ${RESTART}`,
      'verify healthy',
    ]);
    expect(refusing('playbook restart', dead())).toEqual([]);
    expect(outline('playbook restart --member etcd-3', dead())).toEqual([
      `run-playbook etcd.yml -l 10.0.0.3 ${RESTART}`,
      'await-health without a2',
    ]);
    expect(refusing('playbook restart', silent())).toEqual([]);
  });

  it('playbook reset deletes and begins anew, pauses nobody, and counts as what it is', () => {
    const made = planned('playbook reset', dead());
    expect(made.steps.map(inShort)).toEqual([
      'run-playbook etcd-rm.yml -l etcd -f 10',
      'run-playbook etcd.yml -l etcd -f 10 -e etcd_init=new',
      'run-playbook pgsql.yml -l pg-orders,pg-audit -t pg_etcd -f 10',
      'verify healthy',
    ]);
    expect(tierOf(made, dead()).tier).toBe(3);
    expect(refusing('playbook reset', dead())).toEqual([]);
  });

  it('playbook reset is refused where a quorum may serve unseen, and where nobody knows whose keys these are', () => {
    expect(refusing('playbook reset', silent())).toEqual(['reachable']);
    const untold = withPigsty(aCluster().dead('etcd-2').dead('etcd-3').withoutQuorum(), aPigsty(), patroniLost);
    expect(refusing('playbook reset', untold)).toEqual(['playbook_rebuildable']);
  });

  it('and without anybody who answers, the line to start all of them is told', () => {
    const nobody = withPigsty(aCluster().listFailing('refused'), aPigsty());
    for (const line of ['playbook restart', 'playbook reset']) {
      const refusal = plan(line, nobody);
      expect(refusal).toMatchObject({
        refused: 'nobody_answers',
        params: {
          line: { value: expect.stringMatching(/^cd \S+ && ansible-playbook etcd\.yml -l etcd -t etcd_launch$/) },
        },
      });
    }
  });

  describe('and where etcd lets nobody log in', () => {
    const unled = { code: 'no_leader', detail: 'etcdserver: no leader' } as const;
    const unseen = withPigsty(aCluster().dead('etcd-2').dead('etcd-3').withoutQuorum(), aPigsty(), {
      ...patroniLost,
      space: { ok: false, fault: unled },
    });
    const told = (line: string, snapshot: Snapshot) => {
      const refusal = plan(line, snapshot);
      if (!isRefusal(refusal)) throw new Error(`${line} was planned`);
      const said = Object.entries(refusal.params).map(([name, param]) => [name, typeof param === 'object' && param]);
      return { refused: refusal.refused, ...Object.fromEntries(said) };
    };
    const unlisted: Snapshot = {
      ...unseen,
      members: { ok: false, fault: unled },
      endpoints: unseen.endpoints.map(each =>
        each.status.ok ? { ...each, status: { ok: false, fault: unled } } : each,
      ),
    };
    const RESET =
      'cd /home/dba/pigsty && ansible-playbook etcd-rm.yml -l etcd -f 10 && ansible-playbook etcd.yml -l etcd -f 10 -e etcd_init=new && ansible-playbook pgsql.yml -l pg-orders,pg-audit -t pg_etcd -f 10';

    it('the line that starts those that are down is told, and for a reset how to look and what to run', () => {
      const start = {
        type: 'code',
        value: 'cd /home/dba/pigsty && ansible-playbook etcd.yml -l 10.0.0.2,10.0.0.3 -t etcd_launch',
      };
      expect(told('playbook restart', unlisted)).toMatchObject({ refused: 'restart_needs_login', start });
      expect(told('playbook reset', unlisted)).toMatchObject({
        refused: 'reset_needs_login',
        start,
        reset: { value: RESET },
        namespace: { value: '/pg/' },
        keys: { value: expect.stringContaining('etcdctl get') },
      });
    });

    it('an etcd that lists its members to everybody is started as ever, and reset only with what a snapshot holds', () => {
      expect(refusing('playbook restart', unseen)).toEqual([]);
      expect(refusing('playbook reset', unseen)).toEqual(['playbook_rebuildable']);
    });
  });

  it('nothing else is let through', () => {
    expect(refusing('playbook config', dead())).toEqual(expect.arrayContaining(['leader', 'members_known']));
  });
});

describe('playbook gc', () => {
  it('pauses all, redeploys one by one, verifies, and resumes', () => {
    const snapshot = withPigsty(aCluster(), aPigsty(), withPostgres(aPostgres('pg-orders')));
    const steps = outline('playbook gc', snapshot);
    expect(steps[0]).toBe('pause-postgres');
    expect(steps.filter(step => step.startsWith('run-playbook'))).toEqual(
      ['10.0.0.2', '10.0.0.3', '10.0.0.1'].map(
        address => `run-playbook etcd.yml -l ${address} -t etcd_conf,etcd_launch -f 1`,
      ),
    );
    expect(steps.slice(-2)).toEqual(['verify healthy', 'resume-postgres']);
    expect(refusing('playbook gc', snapshot)).toEqual([]);
  });
});

describe('playbook gc on a Pigsty whose etcd.yml deletes', () => {
  const old = (world = aCluster(), more = {}) =>
    withPigsty(
      world,
      aPigsty([['version: v4.5.0', 'version: v2.5.1']], {
        template: { file: 'roles/etcd/templates/etcd.conf.j2', compacts: false },
        ...more,
      }),
      withPostgres(aPostgres('pg-orders')),
    );

  it('runs nothing: people restart member by member, the leader last and relieved, with PostgreSQL paused around it', () => {
    expect(outline('playbook gc', old())).toEqual([
      'pause-postgres',
      'await-health',
      'await-restart etcd-2',
      'await-health',
      'await-restart etcd-3',
      'await-health',
      'move-leader etcd-1 etcd-2',
      'await-restart etcd-1',
      'verify healthy',
      'resume-postgres',
    ]);
    expect(refusing('playbook gc', old())).toEqual([]);
    expect(tierOf(planned('playbook gc', old()), old()).tier).toBe(2);
  });

  it('tells what to type on each host, and that the template has to have it too', () => {
    const { steps, notes } = planned('playbook gc', old());
    const restart = steps.find(({ kind }) => kind === 'await-restart');
    expect(restart).toMatchObject({
      ...{ member: { name: 'etcd-2' }, address: '10.0.0.2', quota: 16 * 1024 ** 3 },
      lines: [
        "sed -i.before -E '/^(auto-compaction-|quota-backend-bytes)/d' /etc/etcd/etcd.conf",
        "printf '%s\\n' '' 'auto-compaction-mode: periodic' 'auto-compaction-retention: \"24h\"' 'quota-backend-bytes: 17179869184' >> /etc/etcd/etcd.conf",
        'systemctl restart etcd',
      ],
    });
    expect(JSON.stringify(notes)).toContain('playbook.note.gc_template');
    expect(JSON.stringify(planned('playbook gc', old(aCluster(), { template: null })).notes)).not.toContain('template');
  });

  it('begins with who is down', () => {
    const snapshot = old(aCluster().dead('etcd-3'));
    expect(outline('playbook gc', snapshot).filter(step => step.startsWith('await-restart'))).toEqual(
      ['etcd-3', 'etcd-2', 'etcd-1'].map(name => `await-restart ${name}`),
    );
    expect(refusing('playbook gc', snapshot)).toEqual([]);
  });

  it('of one member is judged as what it is: a restart of etcd, not only a pause of PostgreSQL', () => {
    const alone = aPigsty([
      ['version: v4.5.0', 'version: v2.5.1'],
      ['        10.0.0.2: { etcd_seq: 2 }\n', ''],
      ['        10.0.0.3: { etcd_seq: 3 }\n', ''],
    ]);
    const snapshot = withPigsty(aCluster().withMembers(1), alone, withPostgres(aPostgres('pg-orders')));
    const made = planned('playbook gc', snapshot);
    expect(made.steps.map(inShort)).toEqual([
      ...['pause-postgres', 'await-health', 'await-restart etcd-1', 'verify healthy', 'resume-postgres'],
    ]);
    expect(isAboutPostgres(made)).toBe(false);
    expect(tierOf(made, snapshot).tier).toBe(3);
  });

  it('is refused without a quorum', () => {
    const lost = { ...old(aCluster().dead('etcd-2').dead('etcd-3').withoutQuorum()), ...withPostgres() };
    expect(refusing('playbook gc', lost)).toContain('reachable');
  });

  it('as lines for a shell does each on its own host', () => {
    const lines = linesByHand(planned('playbook gc', old()), { home: '/home/dba/pigsty', file: 'pigsty.yml' });
    const at = lines.indexOf("ssh 10.0.0.2 sudo sh -es <<'EOF'");
    expect(lines.slice(at + 3, at + 6)).toEqual(['systemctl restart etcd', 'EOF', 'etcdctl endpoint health --cluster']);
    expect(lines.filter(line => line.includes('patronictl'))).toHaveLength(2);
  });

  it('is refused where a restart could not be seen, and then tells the steps', () => {
    const blind = old(aCluster().refusing('etcd-2', { metrics: 'refused' }));
    expect(plan('playbook gc', blind)).toMatchObject({
      refused: 'gc_by_hand',
      params: { who: { value: [{ verbatim: 'etcd-2' }] }, restart: { value: 'systemctl restart etcd' } },
    });
  });
});

describe('playbook config', () => {
  it('writes every reference anew, and restarts no etcd', () => {
    expect(outline('playbook config', withPigsty(aCluster()))).toEqual([...REFERENCES, 'verify healthy']);
    expect(refusing('playbook config', withPigsty(aCluster()))).toEqual([]);
  });
});

describe('any of them', () => {
  it.each(['restart', 'add 10.0.0.4', 'remove 10.0.0.3', 'remove --all', 'reset', 'gc', 'config'])(
    '%s needs an inventory that can be gone by',
    what => {
      const line = `playbook ${what}`;
      const bare = aCluster().snapshot();
      const fault = { ok: false, fault: { code: 'unknown', detail: '/x does not exist' } } as const;
      const twice = aPigsty([['{ etcd_seq: 2 }', '{ etcd_seq: 1 }']]);
      expect(refusalOf(line, bare)).toBe('no_pigsty');
      expect(refusalOf(line, { ...bare, pigsty: fault })).toBe('inventory_unreadable');
      expect(refusalOf(line, withPigsty(aCluster(), twice))).toBe('inventory_broken');
    },
  );

  it('is told where inventory and cluster differ', () => {
    const made = planned('playbook restart', withPigsty(aCluster(), aPigsty([withFourth])));
    expect(JSON.stringify(made.notes)).toContain('inventory.differs.missing');
  });
});

describe('the lines for a shell', () => {
  it('are the plan in order, from the folder of Pigsty', () => {
    const made = planned('playbook add 10.0.0.4', withPigsty(aCluster(), aPigsty([withFourth])));
    expect(linesByHand(made, { home: "/home/d ba's/pigsty", file: 'other.yml' })).toEqual([
      "cd '/home/d ba'\\''s/pigsty'",
      'etcdctl endpoint health --cluster',
      'etcdctl member add etcd-4 --learner --peer-urls=http://10.0.0.4:2380',
      'ansible-playbook -i other.yml etcd.yml -l 10.0.0.4 -f 1 -e etcd_init=existing',
      'etcdctl endpoint status --cluster -w table',
      `etcdctl member promote "$(etcdctl member list | awk -F', ' '$3 == "etcd-4" {print $1}')"`,
      'ansible-playbook -i other.yml etcd.yml -l etcd -t etcd_config -f 1',
      'ansible-playbook -i other.yml pgsql.yml -l pg-orders,pg-audit -t pg_conf,patroni_reload -f 10 -e patroni_reload=true',
      'ansible-playbook -i other.yml pgsql.yml -l pg-orders -t pg_vip -f 1',
      'etcdctl endpoint health --cluster',
    ]);
  });

  it('tell when to take a removed host out of the inventory: what follows is written from it', () => {
    const made = planned('playbook remove 10.0.0.4', withPigsty(aCluster().withMembers(4), aPigsty([withFourth])));
    expect(linesByHand(made, { home: '/home/dba/pigsty', file: 'pigsty.yml' }).slice(1, 5)).toEqual([
      'ansible-playbook etcd-rm.yml -l 10.0.0.4 -f 1',
      'etcdctl endpoint health --cluster',
      '# take 10.0.0.4 out of pigsty.yml now, then go on',
      'ansible-playbook etcd.yml -l etcd -t etcd_config -f 1',
    ]);
  });

  it('can be asked for without becoming a part of what is asked', () => {
    expect(planned('playbook restart --print', withPigsty(aCluster())).line).toBe('playbook restart');
  });
});
