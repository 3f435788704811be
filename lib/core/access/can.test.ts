import { describe, expect, it } from 'vitest';
import { ACTIONS, can, ROLES, type Action } from './can';

/** The whole table, for people to read: `yes` always, `own` for the actor's own seat only, `-` never. */
const TABLE = `
  | action                   | own | adm | pro | hos | vie | sea | any |
  | setup.read               | yes | yes | yes | yes | yes | yes | yes |
  | setup.createOwner        | yes | yes | yes | yes | yes | yes | yes |
  | account.read             | yes | yes | yes | yes | yes | -   | -   |
  | account.manage           | yes | yes | yes | yes | yes | -   | -   |
  | show.read                | yes | yes | yes | yes | yes | -   | -   |
  | show.create              | yes | yes | yes | -   | -   | -   | -   |
  | show.manage              | yes | yes | yes | -   | -   | -   | -   |
  | show.archive             | yes | yes | -   | -   | -   | -   | -   |
  | invite.read              | yes | yes | yes | yes | -   | -   | -   |
  | invite.manage            | yes | yes | yes | -   | -   | -   | -   |
  | destination.read         | yes | yes | yes | yes | -   | -   | -   |
  | destination.manage       | yes | yes | -   | -   | -   | -   | -   |
  | recording.read           | yes | yes | yes | yes | -   | -   | -   |
  | recording.remove         | yes | yes | -   | -   | -   | -   | -   |
  | team.read                | yes | yes | yes | yes | yes | -   | -   |
  | team.manage              | yes | yes | -   | -   | -   | -   | -   |
  | team.transfer            | yes | -   | -   | -   | -   | -   | -   |
  | teamInvite.accept        | yes | yes | yes | yes | yes | yes | yes |
  | asset.read               | yes | yes | yes | yes | -   | -   | -   |
  | asset.manage             | yes | yes | yes | -   | -   | -   | -   |
  | brand.read               | yes | yes | yes | yes | yes | -   | -   |
  | brand.manage             | yes | yes | -   | -   | -   | -   | -   |
  | audit.read               | yes | yes | -   | -   | -   | -   | -   |
  | doctor.read              | yes | yes | -   | -   | -   | -   | -   |
  | studio.enter             | yes | yes | yes | yes | -   | -   | -   |
  | studio.publishProgram    | yes | yes | yes | -   | -   | -   | -   |
  | studio.takeSeat          | yes | yes | yes | yes | -   | -   | -   |
  | join.preview             | yes | yes | yes | yes | yes | yes | yes |
  | join.redeem              | yes | yes | yes | yes | yes | yes | yes |
  | join.enterRoom           | -   | -   | -   | -   | -   | yes | -   |
  | join.showPicture         | -   | -   | -   | -   | -   | yes | -   |
  | watch.read               | yes | yes | yes | yes | yes | yes | yes |
  | show.goLive              | yes | yes | yes | -   | -   | -   | -   |
  | show.cancelCountdown     | yes | yes | yes | -   | -   | -   | -   |
  | show.endShow             | yes | yes | yes | -   | -   | -   | -   |
  | show.reopen              | yes | yes | yes | -   | -   | -   | -   |
  | show.setRecording        | yes | yes | yes | -   | -   | -   | -   |
  | show.setMasterGain       | yes | yes | yes | -   | -   | -   | -   |
  | scene.activate           | yes | yes | yes | -   | -   | -   | -   |
  | scene.preview            | yes | yes | yes | -   | -   | -   | -   |
  | show.take                | yes | yes | yes | -   | -   | -   | -   |
  | show.setSwitchMode       | yes | yes | yes | -   | -   | -   | -   |
  | show.setTransition       | yes | yes | yes | -   | -   | -   | -   |
  | scene.add                | yes | yes | yes | -   | -   | -   | -   |
  | scene.import             | yes | yes | yes | -   | -   | -   | -   |
  | scene.duplicate          | yes | yes | yes | -   | -   | -   | -   |
  | scene.rename             | yes | yes | yes | -   | -   | -   | -   |
  | scene.remove             | yes | yes | yes | -   | -   | -   | -   |
  | scene.reorder            | yes | yes | yes | -   | -   | -   | -   |
  | scene.setLayout          | yes | yes | yes | -   | -   | -   | -   |
  | scene.setSlots           | yes | yes | yes | -   | -   | -   | -   |
  | scene.setBackground      | yes | yes | yes | -   | -   | -   | -   |
  | scene.setLogo            | yes | yes | yes | -   | -   | -   | -   |
  | scene.setNameTags        | yes | yes | yes | -   | -   | -   | -   |
  | scene.setScreenLeads     | yes | yes | yes | -   | -   | -   | -   |
  | scene.setCard            | yes | yes | yes | -   | -   | -   | -   |
  | seat.admit               | yes | yes | yes | yes | -   | -   | -   |
  | seat.deny                | yes | yes | yes | yes | -   | -   | -   |
  | seat.toStage             | yes | yes | yes | -   | -   | -   | -   |
  | seat.toBackstage         | yes | yes | yes | -   | -   | -   | -   |
  | seat.toWaiting           | yes | yes | yes | -   | -   | -   | -   |
  | seat.remove              | yes | yes | yes | -   | -   | -   | -   |
  | seat.rename              | yes | yes | yes | -   | -   | own | -   |
  | seat.reorder             | yes | yes | yes | -   | -   | -   | -   |
  | seat.setGain             | yes | yes | yes | -   | -   | -   | -   |
  | seat.setSound            | yes | yes | yes | -   | -   | -   | -   |
  | seat.setMirrored         | yes | yes | yes | -   | -   | -   | -   |
  | seat.setProducerMute     | yes | yes | yes | -   | -   | -   | -   |
  | seat.setSelfMute         | -   | -   | -   | -   | -   | own | -   |
  | seat.setMedia            | -   | -   | -   | -   | -   | own | -   |
  | seat.leave               | -   | -   | -   | -   | -   | own | -   |
  | destination.setEnabled   | yes | yes | yes | -   | -   | -   | -   |
  | relay.retry              | yes | yes | yes | -   | -   | -   | -   |
  | check.start              | yes | yes | yes | -   | -   | -   | -   |
  | check.cancel             | yes | yes | yes | -   | -   | -   | -   |
  | lease.claim              | yes | yes | yes | -   | -   | -   | -   |
  | lease.release            | yes | yes | yes | -   | -   | -   | -   |
  | history.undo             | yes | yes | yes | -   | -   | -   | -   |
  | history.redo             | yes | yes | yes | -   | -   | -   | -   |
  | rundown.add              | yes | yes | yes | -   | -   | -   | -   |
  | rundown.edit             | yes | yes | yes | -   | -   | -   | -   |
  | rundown.remove           | yes | yes | yes | -   | -   | -   | -   |
  | rundown.reorder          | yes | yes | yes | -   | -   | -   | -   |
  | rundown.start            | yes | yes | yes | -   | -   | -   | -   |
  | rundown.stop             | yes | yes | yes | -   | -   | -   | -   |
  | chat.say                 | yes | yes | yes | yes | -   | yes | -   |
  | lease.handOver           | yes | yes | yes | -   | -   | -   | -   |
  | media.add                | yes | yes | yes | -   | -   | -   | -   |
  | media.update             | yes | yes | yes | -   | -   | -   | -   |
  | media.remove             | yes | yes | yes | -   | -   | -   | -   |
  | media.reorder            | yes | yes | yes | -   | -   | -   | -   |
  | media.play               | yes | yes | yes | -   | -   | -   | -   |
  | media.stop               | yes | yes | yes | -   | -   | -   | -   |
  | media.playBed            | yes | yes | yes | -   | -   | -   | -   |
  | media.stopBed            | yes | yes | yes | -   | -   | -   | -   |
  | media.break              | yes | yes | yes | -   | -   | -   | -   |
  | scene.setMedia           | yes | yes | yes | -   | -   | -   | -   |
  | graphic.add              | yes | yes | yes | -   | -   | -   | -   |
  | graphic.update           | yes | yes | yes | -   | -   | -   | -   |
  | graphic.remove           | yes | yes | yes | -   | -   | -   | -   |
  | graphic.duplicate        | yes | yes | yes | -   | -   | -   | -   |
  | graphic.reorder          | yes | yes | yes | -   | -   | -   | -   |
  | graphic.show             | yes | yes | yes | -   | -   | -   | -   |
  | graphic.hide             | yes | yes | yes | -   | -   | -   | -   |
  | graphic.hideAll          | yes | yes | yes | -   | -   | -   | -   |
  | scene.setGraphics        | yes | yes | yes | -   | -   | -   | -   |
  | show.setBrand            | yes | yes | yes | -   | -   | -   | -   |
`;

const rows = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('can', () => {
  it('knows exactly the actions of the table', () => {
    expect(rows.map(([action]) => action).sort()).toEqual([...ACTIONS].sort());
  });

  it.each(rows)(
    '%s: owner %s, admin %s, producer %s, host %s, viewer %s, seat %s, anyone %s',
    (action, ...cells) => {
      const decided = ROLES.map((role) => decide(role, action as Action));
      expect(decided).toEqual(cells);
    },
  );

  it('never lets a seat act on another seat', () => {
    for (const action of ACTIONS.filter((name) => name.startsWith('seat.'))) {
      expect(can('seat', action, { seatId: 'theirs', ownSeatId: 'mine' })).toBe(false);
      expect(can('seat', action, { seatId: 'theirs' })).toBe(false);
    }
  });

  it('gives a weaker workspace role nothing that a stronger one lacks', () => {
    const members = ['owner', 'admin', 'producer', 'host', 'viewer'] as const;
    for (const action of ACTIONS) {
      const allowed = members.map((role) => can(role, action));
      expect(allowed, action).toEqual([...allowed].sort().reverse());
    }
  });
});

function decide(role: (typeof ROLES)[number], action: Action): string {
  if (can(role, action)) return 'yes';
  return can(role, action, { seatId: 'mine', ownSeatId: 'mine' }) ? 'own' : '-';
}
