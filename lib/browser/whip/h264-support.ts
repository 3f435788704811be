/** Programs are H.264, the one codec that every destination takes: a browser must send it to produce, and play it to watch. */
export const H264_REMEDY =
  'In Firefox, switch OpenH264 on under about:addons, Plugins, and reload this page; or use another browser.';

type Side = Pick<typeof RTCRtpSender, 'getCapabilities'> | undefined;

/** Firefox fetches its plugin some time after its first start: the answer may change while a page is open. */
export function canSendH264(sender: Side = globalThis.RTCRtpSender): boolean {
  return hasH264(sender);
}

export function canPlayH264(receiver: Side = globalThis.RTCRtpReceiver): boolean {
  return hasH264(receiver);
}

/** True where a browser does not say: then trying tells. */
function hasH264(side: Side): boolean {
  const codecs = side?.getCapabilities('video')?.codecs;
  return codecs === undefined || codecs.some(({ mimeType }) => mimeType.toLowerCase() === 'video/h264');
}
