import type { ChooseResult } from './choose-media';
import type { OfferFailure } from './parse-offer';

/** For whoever set up the publisher or viewer: what its offer lacks, and what to change there. */
const WORDS: Record<OfferFailure | Extract<ChooseResult, { ok: false }>['reason'], string> = {
  'too-large': 'The offer is too large.',
  'not-sdp': 'The body is not a session description (SDP).',
  'too-many-media': 'The offer has too many media sections. Offer one H.264 video and one Opus audio.',
  'no-media': 'The offer has no media. Offer one H.264 video and one Opus audio.',
  'no-ice-credentials': 'The offer has no valid ICE user name and password.',
  'no-sha256-fingerprint': 'The offer has no SHA-256 fingerprint of a certificate.',
  'not-bundled': 'The offer must bundle its media on one transport (a=group:BUNDLE).',
  'bad-setup': 'The offer has an a=setup that no peer can answer.',
  'no-track':
    'The offer has no video and no audio that goes this way. Offer one H.264 video and one Opus audio.',
  'no-h264':
    'The offer has video, but no H.264. Choose H.264 in the encoder. Firefox has it once its OpenH264 plugin is installed (about:addons, Plugins).',
  'no-opus': 'The offer has no Opus audio at 48 kHz. Choose Opus in the encoder.',
};

export function explainRefusal(reason: keyof typeof WORDS): string {
  return `${WORDS[reason]} (${reason})`;
}
