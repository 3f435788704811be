/** Reads a body to the end or gives up at `bytesMax`, whatever Content-Length claims. */
export async function readBoundedBody(request: Request, bytesMax: number): Promise<string | 'too-large'> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) return 'too-large';
  if (request.body === null) return '';
  const decoder = new TextDecoder();
  const reader = request.body.getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      return 'too-large';
    }
    text += decoder.decode(value, { stream: true });
  }
}
