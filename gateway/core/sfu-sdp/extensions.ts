import type { MediaSection } from './parse-offer';

/** RTP header extensions that the SFU reads or writes. */
export const EXTENSION = {
  mid: 'urn:ietf:params:rtp-hdrext:sdes:mid',
  rid: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  repairedRid: 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  absSendTime: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  transportCc: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  audioLevel: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  /** Without it a decoder guesses the matrix of a picture, and colours shift. */
  colorSpace: 'http://www.webrtc.org/experiments/rtp-hdrext/color-space',
} as const;

export type ExtensionName = keyof typeof EXTENSION;
/** Ids of a bundle; 0 means not negotiated. The ids hold for all sections (RFC 8285 §5). */
export type ExtensionIds = Record<ExtensionName, number>;

const NAME_BY_URI = new Map<string, ExtensionName>(
  (Object.keys(EXTENSION) as ExtensionName[]).map((name) => [EXTENSION[name], name]),
);

/** Extensions to accept: every one we know in every section, or Chrome refuses a later simulcast offer (sfu.md §2.5). */
export function chooseExtensions(section: MediaSection): { id: number; uri: string; name: ExtensionName }[] {
  return section.extensions.flatMap((extension) => {
    const name = NAME_BY_URI.get(extension.uri);
    // Ids above 14 need the two-byte form, which our writer does not use.
    return name === undefined || extension.id > 14 ? [] : [{ ...extension, name }];
  });
}

export function extensionIds(sections: readonly MediaSection[]): ExtensionIds {
  const ids: ExtensionIds = {
    mid: 0,
    rid: 0,
    repairedRid: 0,
    absSendTime: 0,
    transportCc: 0,
    audioLevel: 0,
    colorSpace: 0,
  };
  for (const section of sections) {
    for (const extension of chooseExtensions(section)) ids[extension.name] ||= extension.id;
  }
  return ids;
}
