/**
 * Functions that run in a page of any browser: each is sent there as its own text, so it may use nothing but its
 * arguments and the page.
 */

/** Whether a tone stands out of what the page's own elements play. */
export async function hearsTone(toneHz: number): Promise<boolean> {
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
  for (const element of document.querySelectorAll('audio, video')) {
    const stream = (element as HTMLMediaElement).srcObject;
    if (stream instanceof MediaStream && stream.getAudioTracks().length > 0)
      context.createMediaStreamSource(stream).connect(analyser);
  }
  // The analyser's window must be full, twice: what came first may be silence.
  const fullAtS = context.currentTime + (2 * analyser.fftSize) / context.sampleRate;
  while (context.currentTime < fullAtS) await new Promise((resolve) => setTimeout(resolve, 20));
  const decibels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(decibels);
  const bin = Math.round((toneHz * analyser.fftSize) / context.sampleRate);
  await context.close();
  const peak = Math.max(...decibels.subarray(bin - 2, bin + 3));
  const floor = [...decibels].sort((a, b) => a - b)[decibels.length >> 1] ?? 0;
  return peak > -80 && peak - floor > 20;
}

/** Whether the middle of some video of the page has about this colour. @param hex - as `#rrggbb`. */
export function seesColor(hex: string): boolean {
  const wanted = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return [...document.querySelectorAll('video')].some((video) => {
    if (video.videoWidth === 0) return false;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    const context = canvas.getContext('2d')!;
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
    // Who it is is asked, not how true the colours are: BT.601 read as BT.709 shifts a channel by 30.
    return wanted.every((value, channel) => Math.abs(value - (data[channel] ?? 0)) <= 48);
  });
}

/** Camera and microphone by WHIP, for as long as the page lives. */
export async function publishFromPage(to: {
  url: string;
  token: string;
}): Promise<{ status: number; text: string }> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1280, height: 720 },
  });
  const peer = new RTCPeerConnection();
  // Held: a connection that nobody refers to is collected.
  Object.assign(window, { publishing: peer });
  for (const track of stream.getTracks())
    peer.addTransceiver(track, { direction: 'sendonly', streams: [stream] });
  await peer.setLocalDescription();
  const response = await fetch(to.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${to.token}`, 'content-type': 'application/sdp' },
    body: peer.localDescription?.sdp ?? '',
  });
  const text = await response.text();
  if (response.status === 201) await peer.setRemoteDescription({ type: 'answer', sdp: text });
  return { status: response.status, text };
}

/** @returns pictures shown, once there are `frames` of them, or after 15 s. */
export async function watchFromPage(from: { url: string; token: string; frames: number }): Promise<number> {
  const peer = new RTCPeerConnection();
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true });
  const stream = new MediaStream();
  video.srcObject = stream;
  peer.addEventListener('track', ({ track }) => stream.addTrack(track));
  for (const kind of ['audio', 'video']) peer.addTransceiver(kind, { direction: 'recvonly' });
  await peer.setLocalDescription();
  const response = await fetch(from.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${from.token}`, 'content-type': 'application/sdp' },
    body: peer.localDescription?.sdp ?? '',
  });
  const answer = await response.text();
  if (response.status !== 201) throw new Error(`${response.status} ${answer}`);
  await peer.setRemoteDescription({ type: 'answer', sdp: answer });
  const frames = await new Promise<number>((resolve) => {
    let count = 0;
    const deadline = setTimeout(() => resolve(count), 15_000);
    const shown = (): void => {
      count += 1;
      if (count < from.frames) return void video.requestVideoFrameCallback(shown);
      clearTimeout(deadline);
      resolve(count);
    };
    video.requestVideoFrameCallback(shown);
  });
  peer.close();
  return frames;
}
