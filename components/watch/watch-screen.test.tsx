import { screen } from '@testing-library/react';
import { addDays, setHours, setMinutes } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { Refused, renderWithApi } from '@/components/shared/testing/render-with-api';
import { WatchScreen } from './watch-screen';

const evening = (daysFromNow: number) => setMinutes(setHours(addDays(new Date(), daysFromNow), 19), 30);
const show = { title: 'Friday night', state: 'waiting', startsAt: null, whep: null };
const open = (part: object) =>
  renderWithApi(<WatchScreen slug="friday-night" />, { 'watch.get': () => ({ ...show, ...part }) });

describe('WatchScreen', () => {
  it('says that a show has ended to somebody who opens it afterwards', async () => {
    open({ state: 'ended' });
    expect(await screen.findByText('The show has ended')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Friday night' })).toBeVisible();
    expect(screen.getByText('Thank you for watching.')).toBeVisible();
    expect(screen.queryByText(/not started/)).not.toBeInTheDocument();
  });

  it('says when it is on again', async () => {
    open({ state: 'ended', startsAt: evening(1) });
    expect(await screen.findByText('The show has ended')).toBeVisible();
    expect(screen.getByText('Thank you for watching. It is on again tomorrow 19:30.')).toBeVisible();
  });

  it('says when a show begins that has not been on air', async () => {
    open({ startsAt: evening(9) });
    expect(await screen.findByText('The show has not started')).toBeVisible();
    expect(
      screen.getByText(/^It begins on \w+day \d+ \w+, 19:30\. This page starts by itself/),
    ).toBeVisible();
  });

  it('claims nothing before the server has answered', () => {
    open({ state: 'ended' });
    expect(screen.queryByText(/has ended|has not started/)).not.toBeInTheDocument();
  });

  it('says so where there is no show', async () => {
    renderWithApi(<WatchScreen slug="gone" />, {
      'watch.get': () => Promise.reject(new Refused('not-found', 'There is no show at this address.')),
    });
    expect(await screen.findByText('There is no show at this address.')).toBeVisible();
  });
});
