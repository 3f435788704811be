import { render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { newShow } from '@/lib/core/show/testing/show-fixtures';
import type { StudioActor } from './studio-api';
import { StandingNotice } from './standing-notice';
import { StudioProvider } from './studio-context';
import { fakeStudio } from './testing/fake-studio';

afterEach(() => vi.unstubAllGlobals());

function show(needsVisiblePage: boolean, role: StudioActor['role'] = 'producer') {
  const { runtime } = fakeStudio(newShow(), role);
  Object.assign(runtime.compositor, { needsVisiblePage });
  render(
    <StudioProvider runtime={runtime}>
      <StandingNotice />
    </StudioProvider>,
  );
}

it('asks to keep the tab visible where the browser draws the program in the page', () => {
  show(true);
  expect(screen.getByRole('status')).toHaveTextContent(/^Keep this tab visible while you are on air:/);
});

it('says what a browser without H.264 lacks, and where it is had', () => {
  vi.stubGlobal('RTCRtpSender', { getCapabilities: () => ({ codecs: [{ mimeType: 'video/VP8' }] }) });
  show(true);
  expect(screen.getByRole('status')).toHaveTextContent(/lacks H\.264 video\. In Firefox, switch OpenH264 on/);
});

it('says nothing of the air to who may not publish', () => {
  show(true, 'host');
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});

it('says nothing while everything is as it should be', () => {
  show(false);
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});
